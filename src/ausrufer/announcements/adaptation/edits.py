"""What a person changed by hand in the form of one channel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.adaptation.source import Source, require_whole, source_fingerprint
from ausrufer.channels.contract import Outgoing
from ausrufer.foundation.text import clean_text


@dataclass(frozen=True, slots=True)
class Edits:
    """Texts that replace the adapted ones; `None` leaves them as adapted. Raises BrokenText.

    `based_on` is the fingerprint of the source the person had before their eyes.
    """

    parts: tuple[str, ...] | None = None
    title: str | None = None
    summary: str | None = None
    based_on: str = ""

    def __post_init__(self) -> None:
        if self.parts is not None:
            object.__setattr__(self, "parts", tuple(_stored(part) for part in self.parts))
        for name in ("title", "summary"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, " ".join(_stored(value).split()))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "parts": None if self.parts is None else list(self.parts),
            "title": self.title,
            "summary": self.summary,
            "based_on": self.based_on,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the edits that `to_json` wrote."""
        parts = plain["parts"]
        return cls(
            parts=None if parts is None else tuple(parts),
            title=plain["title"],
            summary=plain["summary"],
            based_on=plain["based_on"],
        )


def with_edits(outgoing: Outgoing, edits: Edits) -> Outgoing:
    """Return the form with the texts a person wrote instead.

    Parts of a formatted form are read as the Markdown subset: its plain and its formatted text
    never say different things.
    """
    if edits.parts is not None and outgoing.html:
        text = "\n\n".join(edits.parts)
        outgoing = replace(outgoing, parts=(to_plain(text),), html=to_html(text))
    elif edits.parts is not None:
        outgoing = replace(outgoing, parts=edits.parts)
    return replace(
        outgoing,
        title=outgoing.title if edits.title is None else edits.title,
        summary=outgoing.summary if edits.summary is None else edits.summary,
    )


def is_stale(edits: Edits, source: Source) -> bool:
    """Tell whether the source changed after a person edited this form."""
    return edits.based_on != source_fingerprint(source)


def _stored(text: str) -> str:
    require_whole(text)
    return clean_text(text)
