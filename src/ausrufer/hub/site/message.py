"""The files of one message: its pages, their plain text, its content in feeds."""

from dataclasses import replace

from ausrufer.hub.site import paths
from ausrufer.hub.site.card import view_of
from ausrufer.hub.site.documents import document_view
from ausrufer.hub.site.entry import Content, Entry, Version
from ausrufer.hub.site.films import film_view
from ausrufer.hub.site.languages import is_rtl, languages
from ausrufer.hub.site.render import Renderer

PAGE, GONE, TEXT = "index.html", "zurueckgezogen.html", "text.txt"


def message_files(renderer: Renderer, entry: Entry) -> dict[str, bytes]:
    """Return the files of a message by path; a withdrawn one only says that it was withdrawn."""
    if entry.withdrawn_at is not None:
        return {
            folder + GONE: renderer.page("hub/withdrawn.html", folder, entry=entry)
            for folder in (entry.path, *_folders(entry))
        }
    files: dict[str, bytes] = {}
    for version in entry.content.versions:
        files |= _page(renderer, f"{entry.path}{version.slug}/", _facts(entry, version))
    for folder in _folders(entry):
        if folder + PAGE not in files:
            facts = {"entry": entry, "content": entry.content}
            files[folder + GONE] = renderer.page("hub/version_gone.html", folder, **facts)
    # the page itself comes last: by then what it leads to is there
    return files | _page(renderer, entry.path, _facts(entry))


def obsolete_files(entry: Entry) -> tuple[str, ...]:
    """Return the files a message in its present state must not have."""
    shown = {f"{entry.path}{one.slug}/" for one in entry.content.versions}
    found: list[str] = []
    for folder in (entry.path, *_folders(entry)):
        stays = entry.withdrawn_at is None and folder in {entry.path, *shown}
        found += [folder + GONE] if stays else [folder + PAGE, folder + TEXT]
    return tuple(found)


def feed_content(renderer: Renderer, entry: Entry) -> str:
    """Return the whole message as markup for feeds, with absolute addresses."""
    return renderer.fragment("hub/feed_content.html", **_facts(entry))


def plain_text(renderer: Renderer, entry: Entry) -> str:
    """Return the message for readers who want nothing but words."""
    return _plain(renderer, _facts(entry))


def _plain(renderer: Renderer, facts: dict[str, object]) -> str:
    return renderer.fragment("hub/text.txt", **facts) + "\n"


def _page(renderer: Renderer, path: str, facts: dict[str, object]) -> dict[str, bytes]:
    return {
        path + TEXT: _plain(renderer, facts).encode(),
        path + PAGE: renderer.page("hub/message.html", path, **facts),
    }


def _folders(entry: Entry) -> tuple[str, ...]:
    """Return the folder of every version that was ever published."""
    return tuple(f"{entry.path}{slug}/" for slug in entry.told_in)


def _facts(entry: Entry, version: Version | None = None) -> dict[str, object]:
    content = _told(entry.content, version) if version else entry.content
    return {
        "entry": entry,
        "content": content,
        "pictures": [view_of(picture) for picture in content.pictures],
        "films": [film_view(film) for film in content.films],
        "documents": [document_view(document) for document in content.documents],
        "topic_path": paths.topic_path(content.topic) if content.topic else "",
        "department_path": paths.department_path(content.department) if content.department else "",
        # A page whose text contains the link already need not say it twice.
        "link": None if content.link and content.link.url in content.html else content.link,
        "corrections": tuple(reversed(entry.corrections)),
        "own_path": f"{entry.path}{version.slug}/" if version else entry.path,
        "rtl": version.rtl if version else is_rtl(content.language),
        "languages": languages(entry),
        # what is said once for all versions is in the message's own language
        "own": entry.content.language if version else "",
    }


def _told(content: Content, version: Version) -> Content:
    return replace(
        content,
        language=version.tag,
        title=version.title,
        html=version.html,
        plain=version.plain,
        summary=version.summary,
    )
