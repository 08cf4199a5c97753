"""The pure rules of the register."""

from datetime import date

import pytest

from ausrufer.channels.policy import (
    NEEDED,
    NOT_ON_OWN_GROUND,
    is_due,
    may_keep_register,
    months_later,
    needed,
    proposed_review,
)
from ausrufer.channels.words import REGISTER_FIELDS
from ausrufer.organisations.policy import Grant, Rights, Role

AUTHOR = Rights(frozenset({Grant(Role.AUTHOR, None)}))
ADMINISTRATOR = Rights(frozenset({Grant(Role.ADMINISTRATOR, None)}))
NONE = Rights(frozenset())


@pytest.mark.parametrize(
    ("rights", "responsible", "deputy", "may"),
    [
        (ADMINISTRATOR, None, None, True),
        (ADMINISTRATOR, 2, 3, True),
        (AUTHOR, None, None, False),
        (AUTHOR, 1, None, True),
        (AUTHOR, None, 1, True),
        (AUTHOR, 2, 3, False),
        (NONE, 1, 1, False),
    ],
)
def test_who_keeps_an_entry(
    rights: Rights, responsible: int | None, deputy: int | None, *, may: bool
) -> None:
    told = may_keep_register(rights, member_id=1, responsible_id=responsible, deputy_id=deputy)
    assert told is may


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 21), 12, date(2027, 11, 21)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 1, 31), 24, date(2028, 1, 31)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        (date(2026, 11, 20), date(2027, 11, 22)),  # a Saturday
        (date(2026, 11, 21), date(2027, 11, 22)),  # a Sunday
        (date(2026, 11, 22), date(2027, 11, 22)),  # a Monday
        (date(2026, 11, 19), date(2027, 11, 19)),  # a Friday
    ],
)
def test_nobody_is_asked_to_review_on_a_weekend(today: date, proposed: date) -> None:
    assert proposed_review(today, 12) == proposed


def test_due_on_its_day() -> None:
    today = date(2026, 11, 21)
    days = [None, date(2026, 11, 20), today, date(2026, 11, 22)]
    assert [is_due(day, today) for day in days] == [False, True, True, False]


def test_what_is_needed_has_a_name() -> None:
    assert set(NEEDED) <= set(REGISTER_FIELDS)
    assert needed(own_ground=False) == NEEDED
    assert set(NEEDED) - set(needed(own_ground=True)) == NOT_ON_OWN_GROUND
