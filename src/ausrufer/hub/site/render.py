"""From a template to the bytes of a file."""

from contextlib import AbstractContextManager

from django.template.loader import render_to_string
from django.utils import translation

from ausrufer.hub.site import paths
from ausrufer.hub.site.assets import Assets, assets_of, pointed_at
from ausrufer.hub.site.frame import Frame
from ausrufer.hub.site.settings import SiteSettings


class Renderer:
    """Renders the pages of one site in its language; the same facts give the same bytes."""

    def __init__(self, settings: SiteSettings) -> None:
        self.settings = settings
        with self.language():
            self.assets: Assets = assets_of(settings.accent)

    def language(self) -> AbstractContextManager[None]:
        """Speak the language of the site within a block."""
        return translation.override(self.settings.language)

    def page(self, template: str, path: str, **facts: object) -> bytes:
        """Return the HTML of the page at `path`, its links leading up from there."""
        return self._page(template, path, paths.up(path), facts)

    def page_for_any_path(self, template: str, **facts: object) -> bytes:
        """Return the HTML of a page that is shown wherever a reader got lost."""
        return self._page(template, "", self.settings.base_path, facts)

    def fragment(self, template: str, **facts: object) -> str:
        """Return markup whose links and pictures have absolute addresses."""
        frame = Frame(self.settings, self.settings.base_url, "", "")
        with self.language():
            return render_to_string(template, {"frame": frame, **facts}).strip()

    def _page(self, template: str, path: str, root: str, facts: dict[str, object]) -> bytes:
        frame = Frame(self.settings, root, path, self.assets.folder)
        with self.language():
            html = render_to_string(template, {"frame": frame, "town": frame.town, **facts})
        return _without_empty_lines(pointed_at(root + self.assets.folder, html)).encode()


def _without_empty_lines(html: str) -> str:
    # Template tags leave blank lines behind; <pre> of people's texts keeps its own.
    if "<pre" in html:
        return html
    return "\n".join(line.rstrip() for line in html.split("\n") if line.strip()) + "\n"
