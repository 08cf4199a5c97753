"""What changed between two versions, word by word: pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.actions.texts import Words
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.content import GERMAN
from ausrufer.announcements.models import AnnouncementText
from ausrufer.announcements.snapshot import Snapshot, SnapshotText
from ausrufer.announcements.telling import facts_of
from ausrufer.announcements.text_states import TextState
from ausrufer.announcements.varieties import name_of, variety
from ausrufer.announcements.web.words import TEXT
from ausrufer.channels.contract import Outgoing
from ausrufer.design.moments import in_words

_WORDS = re.compile(r"\S+\s*|\s+")
_LABELS = GERMAN | {
    "text": gettext_noop("Text"),
    "pictures": gettext_noop("Bilder"),
    "department": gettext_noop("Amt"),
    "channels": gettext_noop("Kanäle"),
    "edits": gettext_noop("von Hand geänderte Fassungen"),
    "texts": gettext_noop("Sprachfassungen"),
    "spoken": gettext_noop("Sprache je Kanal"),
    "summary": gettext_noop("Anriss"),
}
_NEAR = 12  # unchanged words that stay visible on either side of a change


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a form with its words before and after."""

    field: str
    segments: Sequence[Segment]

    @property
    def label(self) -> str:
        """What staff call the field."""
        return gettext(_LABELS[self.field])


def changes(before: Outgoing, after: Outgoing) -> list[Change]:
    """Return the fields that differ: title, text, link, contact, pictures."""
    pairs = (
        ("title", before.title, after.title),
        ("text", "\n\n".join(before.parts), "\n\n".join(after.parts)),
        ("link", before.link.url if before.link else "", after.link.url if after.link else ""),
        ("contact", before.contact, after.contact),
        ("pictures", _pictures(before), _pictures(after)),
        ("texts", _versions(before), _versions(after)),
    )
    return _different(pairs)


def between_texts(stored: AnnouncementText | None, words: Words) -> list[Change]:
    """Return the fields in which a stored further text differs from what a person wrote."""
    names = ("title", "body", "summary")
    return _different((one, getattr(stored, one, ""), getattr(words, one)) for one in names)


def between_lines(before: str, after: str) -> list[Change]:
    """Return how one plain text differs from another; nothing where it does not."""
    return _different([("text", before, after)])


def changes_between(before: Snapshot, after: Snapshot) -> list[Change]:
    """Return the fields that differ between two versions of the one text."""
    old, new = dict(_fields(before)), dict(_fields(after))
    return _different((name, old[name], new[name]) for name in old)


def _different(pairs: Iterable[tuple[str, str, str]]) -> list[Change]:
    return [Change(field, list(_segments(old, new))) for field, old, new in pairs if old != new]


def _fields(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for name in GERMAN:
        value = getattr(snapshot.content, name)
        if name == "details":
            value = "\n".join(": ".join(fact) for fact in facts_of(snapshot.content).items())
        elif name == "kind":
            value = gettext(snapshot.content.particulars.label)
        yield name, in_words(value) if isinstance(value, datetime) else value or ""
    yield "department", snapshot.department
    yield "channels", "\n".join(snapshot.channels.values())
    yield "pictures", _pictures(snapshot)
    yield "edits", "\n\n".join(_edited(snapshot, key) for key in snapshot.edits)
    yield "texts", "\n\n".join(_told(one) for one in snapshot.texts)
    spoken = snapshot.spoken.items()
    yield "spoken", "\n".join(f"{snapshot.channels[key]}: {_name(one)}" for key, one in spoken)


def _told(text: SnapshotText) -> str:
    checked = text.state == TextState.CHECKED
    head = f"{_name(text.key, checked=checked)} ({gettext(str(TEXT[text.state].word))}): "
    return "\n".join(filter(None, (head + text.title, text.summary, text.body)))


def _name(key: str, *, checked: bool = False) -> str:
    return gettext(name_of(key, checked=checked)) if variety(key) else key


def _versions(shown: Outgoing) -> str:
    return "\n\n".join(f"{one.name}: {one.title}\n{one.text}" for one in shown.versions)


def _edited(snapshot: Snapshot, channel_id: int) -> str:
    edits = Edits.from_json(snapshot.edits[channel_id])
    texts = [edits.title, edits.summary, *(edits.parts or ())]
    return "\n".join([f"{snapshot.channels[channel_id]}:", *filter(None, texts)])


def _pictures(shown: Outgoing | Snapshot) -> str:
    described = [one.alt_text for one in shown.pictures]
    if isinstance(shown, Outgoing):
        described += [one.alt_text for one in shown.films]
        described += [one.title for one in shown.documents]
    return "\n".join(f"{n}. {text or '–'}" for n, text in enumerate(described, 1))


def _segments(before: str, after: str) -> Iterator[Segment]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Segment("same", _shortened(old[a:b]))
            continue
        if a < b:
            yield Segment("gone", "".join(old[a:b]))
        if c < d:
            yield Segment("new", "".join(new[c:d]))


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= 2 * _NEAR:
        return "".join(words)
    return f"{''.join(words[:_NEAR])}… {''.join(words[-_NEAR:])}"
