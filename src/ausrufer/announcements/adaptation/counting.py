"""Counting a text as the platform counts it."""

from dataclasses import dataclass
from typing import assert_never

import regex

from ausrufer.announcements.adaptation.emoji import EMOJI
from ausrufer.announcements.adaptation.links import Entity, entities
from ausrufer.announcements.adaptation.weighing import (
    WEIGHTS,
    composed,
    weighed_signs,
    weighted_length,
    weighted_links,
)
from ausrufer.channels.contract import TextRules, Unit

_CLUSTER = regex.compile(r"\X")  # UAX #29; Bluesky and Mastodon count these
# Signs that never join their neighbours of the same kind: German and its typography. Only CR LF
# joins below U+0300, and what joins above it begins there.
_SINGLE = regex.compile(r"[\x00-\x0c\x0e-\u02ff\u2010-\u2027\u202f\u20ac]*+")
_SINGLE_BY_UNIT = {
    Unit.BYTES: regex.compile(r"[\x00-\x0c\x0e-\x7f]*+"),
    Unit.WEIGHTED: regex.compile(r"[\x00-\x0c\x0e-\u02ff\u2010-\u201f]*+"),  # "…" weighs two
}


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a text's room is used; `None` means no limit."""

    used: int
    limit: int | None
    bytes_used: int
    byte_limit: int | None

    @property
    def left(self) -> int | None:
        """What still fits, in the unit of the limit; negative where it is over."""
        return None if self.limit is None else self.limit - self.used

    @property
    def over(self) -> int:
        """How much must go, in the unit of the limit; 0 if only bytes are too many or it fits."""
        return max(0, -(self.left or 0))

    @property
    def bytes_over(self) -> int:
        """How many UTF-8 bytes must go; 0 if it fits."""
        return 0 if self.byte_limit is None else max(0, self.bytes_used - self.byte_limit)

    @property
    def fits(self) -> bool:
        """Tell whether the text may go out like this."""
        return not self.over and not self.bytes_over


def count(text: str, rules: TextRules) -> Count:
    """Return how the platform with these rules counts `text`.

    Where links have a weight, mentions count without their domain (the two go together in
    Mastodon's StatusLengthValidator), except where signs are weighed: twitter-text knows no domain.
    """
    return Count(
        used=_weighed(text, rules),
        limit=rules.limit,
        bytes_used=len(text.encode()),
        byte_limit=rules.byte_limit,
    )


def units(text: str, unit: Unit) -> int:
    """Return the length of `text` in `unit`, without any weights of links."""
    match unit:
        case Unit.CODE_POINTS:
            return len(text)
        case Unit.UTF16 | Unit.UNKNOWN:
            return len(text.encode("utf-16-le")) // 2
        case Unit.BYTES:
            return len(text.encode())
        case Unit.WEIGHTED:
            return weighed_signs(composed(text))
        case Unit.EMOJI_BYTES:
            return len(text) + sum(len(one.encode()) - len(one) for one in EMOJI.findall(text))
        case Unit.GRAPHEMES:
            return len(text) if are_single(text) else sum(1 for _ in _CLUSTER.finditer(text))
    assert_never(unit)


def are_single(text: str, unit: Unit = Unit.GRAPHEMES) -> bool:
    """Tell quickly that every character of `text` is one `unit`; False: it may be otherwise."""
    return _SINGLE_BY_UNIT.get(unit, _SINGLE).fullmatch(text) is not None


def weighing_apart(text: str, rules: TextRules) -> list[Entity]:
    """Return what must not be parted and may count otherwise than its signs: links, mentions."""
    if rules.unit is Unit.WEIGHTED:
        return [Entity(start, end) for start, end in weighted_links(text)]
    return entities(text)


def _weighed(text: str, rules: TextRules) -> int:
    if rules.unit is Unit.WEIGHTED:
        return weighted_length(text)
    if rules.link_weight is None:
        return units(text, rules.unit)
    pieces, end = [], 0
    for entity in weighing_apart(text, rules):
        pieces += [text[end : entity.start], stand_in(text, entity, rules)]
        end = entity.end
    return units("".join([*pieces, text[end:]]), rules.unit)


def stand_in(text: str, entity: Entity, rules: TextRules) -> str:
    """Return what is counted instead of a link or a mention: a text of its weight."""
    own = text[entity.start : entity.end]
    if rules.unit is Unit.WEIGHTED:
        return "x" * WEIGHTS.link
    if rules.link_weight is None:
        return own
    if entity.user:
        return f"@{entity.user}"
    if entity.public:
        return "x" * rules.link_weight
    # Mastodon does not take addresses without a domain name for links: the larger is safe
    return "x" * max(rules.link_weight, units(own, rules.unit))
