"""The languages of one message as equals: what readers choose from on each of its pages. Pure."""

from dataclasses import dataclass

from django.conf.locale import LANG_INFO

from ausrufer.hub.site.entry import Entry


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a message: its name for its own readers, its BCP 47 tag, its page."""

    name: str
    tag: str
    path: str
    rtl: bool = False


def languages(entry: Entry) -> tuple[Language, ...]:
    """Return every language of a message, its own first; empty where it has only that one."""
    content = entry.content
    if not content.versions:
        return ()
    own = Language(_endonym(content.language), content.language, entry.path)
    further = (
        Language(one.name, one.tag, f"{entry.path}{one.slug}/", one.rtl) for one in content.versions
    )
    return (own, *further)


def is_rtl(tag: str) -> bool:
    """Tell whether a language runs from right to left."""
    return bool(LANG_INFO.get(tag, {}).get("bidi", False))


def _endonym(tag: str) -> str:
    name: str = LANG_INFO.get(tag, {}).get("name_local", tag)
    return name[:1].upper() + name[1:]
