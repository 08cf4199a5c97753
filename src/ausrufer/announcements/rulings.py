"""What an organisation has decided about the checks of its messages, and what was found outside."""

from collections.abc import Iterable
from dataclasses import dataclass

from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.models import ElectionQuiet, HouseStyle, LinkReport, PreflightRule
from ausrufer.announcements.preflight.circumstances import (
    LONGEST_SENTENCE,
    Gendering,
    QuietPeriod,
)
from ausrufer.announcements.preflight.rules import is_tunable
from ausrufer.foundation.asked_once import once

OFF = "off"


@dataclass(frozen=True, slots=True)
class Style:
    """How an organisation writes."""

    gendering: Gendering = Gendering.FREE
    longest_sentence: int = LONGEST_SENTENCE


@once
def severities() -> dict[str, Severity | None]:
    """Return what the organisation in scope changed; None where it switched a check off."""
    found = PreflightRule.objects.values_list("code", "severity")
    return {
        code: None if severity == OFF else Severity(severity)
        for code, severity in found
        if is_tunable(code)  # a check that a later version no longer has
    }


@once
def style() -> Style:
    """Return how the organisation in scope writes."""
    found = HouseStyle.objects.first()
    return Style(Gendering(found.gendering), found.longest_sentence) if found else Style()


@once
def quiet_periods() -> tuple[QuietPeriod, ...]:
    """Return the weeks before elections."""
    return tuple(
        QuietPeriod(one.election, one.starts_on, one.ends_on) for one in ElectionQuiet.objects.all()
    )


def dead_among(addresses: Iterable[str]) -> frozenset[str]:
    """Return the addresses that did not answer when they were asked last; no query without any."""
    if not (asked := list(addresses)):
        return frozenset()
    dead = LinkReport.objects.filter(address__in=asked, answers=False)
    return frozenset(dead.values_list("address", flat=True))
