"""Who uses a channel, who keeps its register, what that needs, when a review is due: pure."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ausrufer.organisations.policy import Rights, may_administer_channels, may_read

NEEDED = (
    "purpose",
    "reason",
    "target_groups",
    "contents",
    "department",
    "responsible",
    "deputy",
    "hours_per_week",
    "legal_basis",
    "imprint_url",
    "privacy_url",
    "data_protection",
    "alternative",
    "cost",
    "terms",
    "next_review_on",
)
# the town's own site is the other way itself, and nobody else's terms stand before it
NOT_ON_OWN_GROUND = frozenset({"reason", "alternative", "terms"})

_SATURDAY = 5


class Use(StrEnum):
    """What a channel can be kept for some departments and people to do."""

    WRITE = "write"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class Reach:
    """For whom a channel is kept; where nobody is named it is open to all."""

    department_ids: frozenset[int] = frozenset()
    member_ids: frozenset[int] = frozenset()


def within_reach(
    reach: Reach, *, member_ids: Collection[int], department_ids: Collection[int]
) -> bool:
    """Tell whether one of these people or departments is among those a channel is kept for."""
    if not reach.department_ids and not reach.member_ids:
        return True
    return bool(reach.member_ids & {*member_ids} or reach.department_ids & {*department_ids})


def may_keep_register(
    rights: Rights, *, member_id: int, responsible_id: int | None, deputy_id: int | None
) -> bool:
    """Administrators, and who is responsible for the channel or stands in, keep its entry."""
    if may_administer_channels(rights):
        return True
    return may_read(rights) and member_id in {responsible_id, deputy_id}


def needed(*, own_ground: bool) -> tuple[str, ...]:
    """Return the fields a complete entry has."""
    return tuple(one for one in NEEDED if not (own_ground and one in NOT_ON_OWN_GROUND))


def is_due(next_review_on: date | None, today: date) -> bool:
    """Tell whether a review is to be done now; it is due on its day."""
    return next_review_on is not None and next_review_on <= today


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def proposed_review(today: date, months: int) -> date:
    """Return the day to propose for the next review: after so many months, not on a weekend."""
    day = months_later(today, months)
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)
