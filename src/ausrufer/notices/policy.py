"""What there is to be told of, by which ways, and when: pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from ausrufer.foundation.clock import from_town_time, in_town_time
from ausrufer.organisations.office_hours import CLOSES, MOST_DAYS, OPENS

_SATURDAY = 5


class Kind(StrEnum):
    """What somebody is told of; each can be switched by itself."""

    WAITING = "waiting"
    REMINDER = "reminder"
    SECOND_LOOK = "second_look"
    RETURNED = "returned"
    OBJECTION = "objection"
    COMMENT = "comment"
    APPROVED = "approved"
    PUBLISHED = "published"
    LAPSED = "lapsed"
    ESCALATION = "escalation"
    FAILED = "failed"
    UNCLEAR = "unclear"
    EXPIRED = "expired"
    HAND_OVER = "hand_over"
    ACCESS_LOST = "access_lost"
    DUE = "due"


class Way(StrEnum):
    """How somebody is told beside the desk, where everything stands."""

    MAIL = "mail"
    PUSH = "push"
    MATRIX = "matrix"


class Mail(StrEnum):
    """When a mail is written."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    OFF = "off"


# whatever the hour: somebody has to act before the next morning
URGENT = frozenset(
    {
        Kind.ESCALATION,
        Kind.FAILED,
        Kind.UNCLEAR,
        Kind.EXPIRED,
        Kind.LAPSED,
        Kind.HAND_OVER,
        Kind.ACCESS_LOST,
    }
)
# asks for a decision that somebody else may have made meanwhile
ERRANDS = frozenset({Kind.WAITING, Kind.REMINDER, Kind.ESCALATION})
_LATER = frozenset({Kind.APPROVED, Kind.PUBLISHED, Kind.DUE})
_QUIET = _LATER


@dataclass(frozen=True, slots=True)
class Wish:
    """By which ways one kind is told."""

    mail: Mail
    push: bool
    matrix: bool


def default_wish(kind: Kind) -> Wish:
    """Return what holds for somebody who decided nothing."""
    return Wish(
        mail=Mail.DIGEST if kind in _LATER else Mail.AT_ONCE,
        push=kind not in _QUIET,
        matrix=kind not in _QUIET,
    )


PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240))


def again_at(tries: int, moment: datetime) -> datetime | None:
    """Return when to try again after so many tries in vain; None where it has been enough."""
    return moment + PAUSES[tries - 1] if tries <= len(PAUSES) else None


DIGEST_HOURS = range(OPENS.hour, CLOSES.hour)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person decided; `office_hours_only` holds back what is not urgent."""

    chosen: Mapping[Kind, Wish] = field(default_factory=dict)
    digest_hour: int = OPENS.hour
    office_hours_only: bool = False

    def of(self, kind: Kind) -> Wish:
        """Return the wish for one kind."""
        return self.chosen.get(kind) or default_wish(kind)


def read_wishes(
    chosen: Mapping[str, Mapping[str, Any]], *, digest_hour: int, office_hours_only: bool
) -> Wishes:
    """Return stored wishes; what is unknown or no longer exists counts as undecided."""
    found = {}
    for kind in Kind:
        stored, fallback = chosen.get(kind.value, {}), default_wish(kind)
        mail = stored.get("mail")
        found[kind] = Wish(
            mail=Mail(mail) if mail in set(Mail) else fallback.mail,
            push=bool(stored.get("push", fallback.push)),
            matrix=bool(stored.get("matrix", fallback.matrix)),
        )
    return Wishes(found, digest_hour, office_hours_only)


def tell_at(
    kind: Kind, moment: datetime, *, office_hours_only: bool, free: Collection[date] = ()
) -> datetime:
    """Return when somebody may be told at the earliest: at once, or when the office opens."""
    if not office_hours_only or kind in URGENT:
        return moment
    return next_office_moment(moment, free=free)


def next_office_moment(moment: datetime, *, free: Collection[date] = ()) -> datetime:
    """Return the moment itself within office hours, else when the office opens next."""
    local = in_town_time(moment)
    if is_working_day(local.date(), free) and OPENS <= local.time() < CLOSES:
        return moment
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    for _ in range(MOST_DAYS):
        if is_working_day(day, free):
            break
        day += timedelta(days=1)
    return from_town_time(datetime.combine(day, OPENS))


def is_working_day(day: date, free: Collection[date]) -> bool:
    """Tell whether the office is open that day."""
    return day.weekday() < _SATURDAY and day not in free


def digest_moment(moment: datetime, *, hour: int, free: Collection[date] = ()) -> datetime | None:
    """Return when today's digest is due if that is over, None before it and on free days.

    The digest gathers what happened before that moment, however late it is written.
    """
    today = in_town_time(moment).date()
    due = from_town_time(datetime.combine(today, time(hour)))
    return due if is_working_day(today, free) and due <= moment else None
