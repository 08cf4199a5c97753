"""What every public page hangs in: the town's name and links, and the way to the root."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings as django_settings
from django.utils.translation import gettext

from ausrufer.hub.site.colour import THEME
from ausrufer.hub.site.hosts import folder_for, read_note
from ausrufer.hub.site.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page. `root` leads from the page to the site's root, `path` back to it."""

    site: SiteSettings | None
    root: str
    path: str
    assets: str

    @property
    def town(self) -> str:
        """The town's name; empty where no site was set up yet."""
        return self.site.town_name if self.site else ""

    @property
    def mark(self) -> str:
        """What titles begin with where they leave the page: ÜBUNG in an exercise, else nothing."""
        return self.site.mark if self.site else ""

    @property
    def address(self) -> str:
        """The absolute address of this page."""
        return self.site.address(self.path) if self.site else self.path

    @property
    def theme(self) -> str:
        """Where the style sheet with the town's colours lies; empty where there is none."""
        return f"{self.root}{self.assets}{THEME}" if self.assets else ""

    @property
    def barrier_mail(self) -> str:
        """A mail that reports a barrier on this page."""
        if self.site is None:
            return ""
        subject = quote(gettext("Barriere melden"))
        body = quote(gettext("Auf dieser Seite bin ich auf ein Hindernis gestoßen:"))
        return (
            f"mailto:{self.site.contact_email}?subject={subject}"
            f"&body={body}%0D%0A{quote(self.address, safe=':/')}%0D%0A%0D%0A"
        )


def frame_for(host: str) -> Frame:
    """Return the frame of a page the app itself answers with, for the site at `host`."""
    folder = folder_for(django_settings.PUBLIC_FOLDER, host)
    note = read_note(folder) if folder else None
    if note is None:
        return Frame(None, "/", "", "")
    return Frame(note.settings, note.settings.base_path, "", note.assets)
