"""The best hours of the week: a table of messages and what they say."""

from datetime import date, datetime, timedelta

import pytest

from ausrufer.announcements.figures.best import (
    LEAST,
    BestHour,
    Outcome,
    best_hours,
    free_hours,
    reactions_in,
)

MONDAY = datetime(2026, 11, 2)  # noqa: DTZ001 - local time, as it is compared


def found(day: int, hour: int, *reactions: int) -> list[Outcome]:
    """Return one message per week, each in the same hour."""
    at = MONDAY + timedelta(days=day - 1, hours=hour)
    return [Outcome(at + timedelta(weeks=n, minutes=n), one) for n, one in enumerate(reactions)]


USUAL = found(3, 12, *[5] * 17)
TUESDAY = BestHour(2, 10, 20, 3)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], None),
        (found(2, 10, *[20] * (LEAST - 1)), None),
        (found(2, 10, *[20] * LEAST), []),  # no hour stands out
        ([*USUAL, *found(2, 10, 20, 20, 20)], [TUESDAY]),
        ([*USUAL, *found(2, 10, 20, 20), *found(1, 9, 5)], []),  # two messages say nothing
        ([*USUAL, *found(2, 10, 1, 1, 900)], []),  # one that everybody shared neither
        ([*USUAL, *found(2, 10, 20, 20, 20), *found(2, 16, 9, 9, 9)], [TUESDAY]),
        (
            [*USUAL, *found(4, 17, 30, 30, 30), *found(2, 10, 20, 20, 20)],
            [TUESDAY, BestHour(4, 17, 30, 3)],
        ),
    ],
)
def test_the_best_hour_of_each_weekday(
    outcomes: list[Outcome], expected: list[BestHour] | None
) -> None:
    assert best_hours(outcomes) == expected


def test_local_hours_are_compared() -> None:
    winter, summer = datetime(2026, 1, 5, 9, 30), datetime(2026, 7, 6, 9, 30)  # noqa: DTZ001
    both = [Outcome(winter, 9), Outcome(summer, 9), Outcome(summer, 9), *found(3, 12, *[1] * 17)]
    assert best_hours(both) == [BestHour(1, 9, 9, 3)]


def test_being_seen_is_no_reaction() -> None:
    assert reactions_in({"likes": 3, "shares": 2, "views": 900, "reach": 700, "clicks": 40}) == 5


THURSDAY = BestHour(4, 17, 30, 3)
WEEK = [(MONDAY + timedelta(days=number)).date() for number in range(7)]


@pytest.mark.parametrize(
    ("now", "taken", "closed", "expected"),
    [
        ("2026-11-01T12:00", [], [], {3: TUESDAY, 5: THURSDAY}),
        ("2026-11-03T09:59", [], [], {3: TUESDAY, 5: THURSDAY}),
        ("2026-11-03T10:00", [], [], {5: THURSDAY}),  # it has begun
        ("2026-11-06T00:00", [], [], {}),
        ("2026-11-01T12:00", ["2026-11-03T10:59"], [], {5: THURSDAY}),
        (
            "2026-11-01T12:00",
            ["2026-11-03T11:00", "2026-11-10T10:00"],
            [],
            {3: TUESDAY, 5: THURSDAY},
        ),
        ("2026-11-01T12:00", [], ["2026-11-05"], {3: TUESDAY}),
    ],
)
def test_free_hours_of_a_week(
    now: str, taken: list[str], closed: list[str], expected: dict[int, BestHour]
) -> None:
    found = free_hours(
        [TUESDAY, THURSDAY],
        WEEK,
        now=datetime.fromisoformat(now),
        taken=[datetime.fromisoformat(one) for one in taken],
        closed=[date.fromisoformat(one) for one in closed],
    )
    assert found == {date(2026, 11, day): hour for day, hour in expected.items()}
