"""How long an access lasts: when the house renews it, when people are warned. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WARN_DAYS = (1, 7, 14)
_SOONEST, _EARLIEST = timedelta(minutes=10), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One span an access is good for; `ends` None: it does not end by itself."""

    since: datetime | None
    ends: datetime | None

    @property
    def length(self) -> timedelta | None:
        """How long it lasts in all; None where that is not known."""
        return self.ends - self.since if self.ends and self.since else None


def renew_from(access: Lifetime) -> datetime | None:
    """Return when an access is to be renewed: in its last quarter, at most a week before its end.

    Short ones are renewed at the latest ten minutes before; None where it does not end.
    """
    if access.ends is None:
        return None
    quarter = (access.length or timedelta()) / 4
    return access.ends - min(max(quarter, _SOONEST), _EARLIEST)


def days_left(ends: datetime, moment: datetime) -> int:
    """Return the begun days until `ends`; 0 once it is over."""
    return max(-((moment - ends) // timedelta(days=1)), 0)


def warning(lifetime: Lifetime, moment: datetime) -> int | None:
    """Return which warning is due: 14, 7 or 1 (days before the end); None for none.

    What never lasts longer than so many days is not warned of so long before.
    """
    if lifetime.ends is None or lifetime.ends <= moment:
        return None
    left = lifetime.ends - moment
    for days in WARN_DAYS:
        if left <= timedelta(days=days):
            length = lifetime.length
            return days if length is None or length > timedelta(days=days) else None
    return None


def is_near(lifetime: Lifetime, moment: datetime) -> bool:
    """Tell whether the end is over, or near enough to be warned of."""
    over = lifetime.ends is not None and lifetime.ends <= moment
    return over or warning(lifetime, moment) is not None


def moved(before: Lifetime, ends: datetime | None, moment: datetime) -> Lifetime:
    """Return the lifetime after the platform told a new end: one that stays keeps its beginning.

    An end that moves along with every renewal begins anew each time, so nobody is warned of it.
    """
    if ends is None:
        return Lifetime(None, None)
    stays = before.ends is not None and abs(ends - before.ends) < timedelta(minutes=5)
    return Lifetime(before.since if stays else moment, ends)
