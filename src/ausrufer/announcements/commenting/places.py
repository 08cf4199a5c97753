"""The parts of a message that can be commented on, with their texts: pure."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.content import GERMAN, Content

WHOLE = ""
_LABELS = {
    WHOLE: gettext_noop("Ganze Mitteilung"),
    "pictures": gettext_noop("Bilder"),
    **{name: GERMAN[name] for name in ("title", "body", "details", "contact", "link")},
    "correction": GERMAN["correction"],
}


def texts(
    content: Content, *, facts: Mapping[str, str], alt_texts: Sequence[str]
) -> dict[str, str]:
    """Return the texts of all places; `facts` are the words readers get of the kind's fields."""
    return {
        "title": content.title,
        "details": "\n".join(": ".join(fact) for fact in facts.items()),
        "body": content.body,
        "pictures": "\n".join(alt_texts),
        "link": content.link,
        "contact": content.contact,
        "correction": content.correction,
    }


def label(field: str) -> str:
    """Return what staff call a place."""
    return gettext(_LABELS.get(field, field))


def is_place(field: str) -> bool:
    """Tell whether there is such a place."""
    return field in _LABELS
