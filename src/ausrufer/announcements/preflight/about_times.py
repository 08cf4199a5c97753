"""The times a message is to be sent between, against the clock and against its change."""

from collections.abc import Iterator
from datetime import datetime

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.preflight.message import Message

_PAST = {"publish_at": "time_past", "not_after": "time_limit_past"}
_SUMMER, _WINTER = "MESZ", "MEZ"


def about_times(message: Message) -> Iterator[Finding]:
    """Yield times that are over by now, and those the clocks of that night show twice."""
    asked_at = message.circumstances.asked_at
    for name, at in message.circumstances.times.items():
        if asked_at is not None and at <= asked_at:
            yield Finding.of(_PAST[name], Severity.STOPS, name)
        elif is_doubled(at):
            zone = _WINTER if at.fold else _SUMMER
            yield Finding.of("time_doubled", Severity.HINTS, name, time=f"{at:%H:%M}", zone=zone)


def is_doubled(at: datetime) -> bool:
    """Tell whether the clocks show this town time twice, as they are put back."""
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
