"""One thing to know about a form before it goes out."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from ausrufer.announcements.adaptation.wording import sentence


class Severity(StrEnum):
    """What a finding means for sending."""

    STOPS = "stops"  # must be mended before
    WARNS = "warns"  # may go out, but somebody should look
    HINTS = "hints"  # good to know


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; `place` is the field of the message it is about.

    `start` and `end` are the offsets (code points) of its words in that field, where it is about
    some of them only. `values` fill the places of the sentence, for translations
    (`wording.template`).
    """

    code: str
    severity: Severity
    sentence: str
    place: str
    values: tuple[tuple[str, str | int], ...] = ()
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(cls, code: str, severity: Severity, place: str, **values: str | int) -> Self:
        """Return a finding with its German sentence."""
        return cls(code, severity, sentence(code, **values), place, tuple(values.items()))

    def at(self, start: int, end: int) -> Self:
        """Return the same finding about the words between two offsets."""
        return replace(self, start=start, end=end)

    @property
    def stops(self) -> bool:
        """Tell whether the message may not go out like this."""
        return self.severity is Severity.STOPS
