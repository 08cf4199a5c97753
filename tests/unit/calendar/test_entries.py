"""Days with and without messages, and messages too close to each other."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from ausrufer.announcements.calendar.entries import Entry, by_day, collisions, gaps, runs
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import TOWN_TIME

MONDAY = date(2026, 11, 23)


def entry(number: int, at: str, *channels: int, state: State = State.SCHEDULED) -> Entry:
    return Entry(
        public_id=UUID(int=number),
        title=f"Nr. {number}",
        at=datetime.fromisoformat(f"2026-11-{at}").replace(tzinfo=TOWN_TIME),
        state=state,
        version=1,
        department_id=1,
        channels=channels,
    )


def test_a_day_is_in_order_of_its_times() -> None:
    late, early, other = entry(1, "24T18:00"), entry(2, "24T06:00"), entry(3, "25T00:00")
    assert by_day([late, other, early]) == {
        date(2026, 11, 24): [early, late],
        date(2026, 11, 25): [other],
    }


@pytest.mark.parametrize(
    ("second", "channels", "expected"),
    [
        ("24T10:10", (1,), [(1, 10)]),
        ("24T10:00", (1, 2), [(1, 0), (2, 0)]),
        ("24T10:29", (2,), [(2, 29)]),
        ("24T10:30", (1, 2), []),  # far enough
        ("24T10:10", (3,), []),  # on another channel
    ],
)
def test_messages_too_close_on_one_channel(
    second: str, channels: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    found = collisions([entry(2, second, *channels), entry(1, "24T10:00", 1, 2)])
    assert [(key, one.minutes) for one in found for key in one.channels] == expected
    assert all((one.earlier.title, one.later.title) == ("Nr. 1", "Nr. 2") for one in found)


@pytest.mark.parametrize(
    ("first", "second", "collide"),
    [
        (State.PUBLISHED, State.PUBLISHED, False),  # nobody can change it any more
        (State.PUBLISHED, State.DRAFT, True),
        (State.WITHDRAWN, State.DRAFT, False),
        (State.LAPSED, State.SCHEDULED, False),
        (State.RETURNED, State.IN_APPROVAL, True),
    ],
)
def test_only_what_takes_place_collides(first: State, second: State, *, collide: bool) -> None:
    pair = [entry(1, "24T10:00", 1, state=first), entry(2, "24T10:05", 1, state=second)]
    assert bool(collisions(pair)) is collide


def test_neighbours_are_told_across_midnight() -> None:
    found = collisions([entry(1, "24T23:50", 1), entry(2, "25T00:05", 1)])
    assert [one.minutes for one in found] == [15]


def test_working_days_without_anything() -> None:
    week = [MONDAY + timedelta(days=number) for number in range(7)]
    days = by_day([entry(1, "24T10:00", 1), entry(2, "26T10:00", 1, state=State.LAPSED)])
    free = gaps(days, week, today=MONDAY, closed=frozenset({date(2026, 11, 27)}))
    assert free == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)]
    assert gaps(days, week, today=date(2026, 11, 26)) == [date(2026, 11, 26), date(2026, 11, 27)]


def test_days_in_a_row_are_joined() -> None:
    days = [date(2026, 11, day) for day in (23, 24, 26, 27, 30)]
    assert runs(days) == [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 30), date(2026, 11, 30)),
    ]
    assert runs([]) == []
