"""What is different between two revisions of an item, in words for people."""

from django.utils.translation import gettext

from ausrufer.intake.feeds.body import to_body
from ausrufer.intake.feeds.shapes import FeedItem


def differences(old: FeedItem, new: FeedItem) -> tuple[tuple[str, str, str], ...]:
    """Return (name of the field, old text, new text) for every field that differs."""
    before, after = _shown(old), _shown(new)
    return tuple(
        (name, before[name], after[name]) for name in before if before[name] != after[name]
    )


def _shown(item: FeedItem) -> dict[str, str]:
    return {
        gettext("Überschrift"): item.title,
        gettext("Text"): to_body(item.html or item.summary),
        gettext("Kurzfassung"): item.summary,
        gettext("Link"): item.link,
        gettext("Themen"): ", ".join(item.categories),
        gettext("Bilder und Dateien"): "\n".join(
            f"{one.url} ({one.alt_text})" if one.alt_text else one.url for one in item.enclosures
        ),
        gettext("Sprache"): item.language,
    }
