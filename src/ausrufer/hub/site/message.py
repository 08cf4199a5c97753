"""The files of one message: its page, its plain text, its content in feeds."""

from ausrufer.hub.site import paths
from ausrufer.hub.site.card import view_of
from ausrufer.hub.site.entry import Entry
from ausrufer.hub.site.render import Renderer

PAGE, GONE, TEXT = "index.html", "zurueckgezogen.html", "text.txt"


def message_files(renderer: Renderer, entry: Entry) -> dict[str, bytes]:
    """Return the files of a message by path; a withdrawn one only says that it was withdrawn."""
    if entry.withdrawn_at is not None:
        page = renderer.page("hub/withdrawn.html", entry.path, entry=entry)
        return {entry.path + GONE: page}
    page = renderer.page("hub/message.html", entry.path, **_facts(entry))
    return {
        entry.path + TEXT: plain_text(renderer, entry).encode(),
        entry.path + PAGE: page,
    }


def obsolete_files(entry: Entry) -> tuple[str, ...]:
    """Return the files a message in its present state must not have."""
    if entry.withdrawn_at is not None:
        return (entry.path + PAGE, entry.path + TEXT)
    return (entry.path + GONE,)


def feed_content(renderer: Renderer, entry: Entry) -> str:
    """Return the whole message as markup for feeds, with absolute addresses."""
    return renderer.fragment("hub/feed_content.html", **_facts(entry))


def plain_text(renderer: Renderer, entry: Entry) -> str:
    """Return the message for readers who want nothing but words."""
    return renderer.fragment("hub/text.txt", **_facts(entry)) + "\n"


def _facts(entry: Entry) -> dict[str, object]:
    content = entry.content
    return {
        "entry": entry,
        "content": content,
        "pictures": [view_of(picture) for picture in content.pictures],
        "topic_path": paths.topic_path(content.topic) if content.topic else "",
        "department_path": paths.department_path(content.department) if content.department else "",
        # A page whose text contains the link already need not say it twice.
        "link": None if content.link and content.link.url in content.html else content.link,
        "corrections": tuple(reversed(entry.corrections)),
    }
