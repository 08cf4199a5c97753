"""What a check must be told because no text says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ausrufer.announcements.adaptation.finding import Severity

LONGEST_SENTENCE = 25  # words; the usual advice for texts everybody shall understand


class Gendering(StrEnum):
    """How an organisation writes of women and men; its own rule set decides, not the software."""

    FREE = "free"  # nothing is checked
    NO_SIGNS = "no_signs"  # no sign inside a word, as the Council for German Orthography has it
    PAIRS = "pairs"  # Bürgerinnen und Bürger
    STAR = "star"  # Bürger*innen
    COLON = "colon"  # Bürger:innen


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """The weeks before an election in which an administration holds back; both days included."""

    election: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When the message goes out at the earliest (aware), and what its organisation has decided.

    `severities` are what the organisation changed, None where it switched a check off.
    `own_ground_missed` tells that the town's own site could carry the message and was not chosen.
    `dead_links` are addresses of this text that did not answer when they were asked. `moments` are
    those of the kind's own fields (town time), by the name of their field; `links` likewise.
    `missing` are the labels of required fields that are empty, `placeholders` the words of the
    kind's skeleton that somebody was to replace. `times` are those it is to be sent between (town
    time) by the name of their field, `asked_at` the present they are held against.
    """

    moment: datetime
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    gendering: Gendering = Gendering.FREE
    longest_sentence: int = LONGEST_SENTENCE
    quiet_periods: tuple[QuietPeriod, ...] = ()
    own_ground_missed: bool = False
    dead_links: frozenset[str] = frozenset()
    moments: Mapping[str, datetime] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    placeholders: frozenset[str] = frozenset()
    times: Mapping[str, datetime] = field(default_factory=dict)
    asked_at: datetime | None = None

    @property
    def quiet_period(self) -> QuietPeriod | None:
        """The quiet period the message would go out in."""
        day = self.moment.date()
        periods = (one for one in self.quiet_periods if one.starts_on <= day <= one.ends_on)
        return next(periods, None)
