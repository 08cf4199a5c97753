"""When somebody is told, by which ways, and that no change of the clocks moves it."""

from datetime import date, datetime, timedelta

import pytest

from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.notices.policy import (
    URGENT,
    Kind,
    Mail,
    Wish,
    again_at,
    default_wish,
    digest_moment,
    next_office_moment,
    read_wishes,
    tell_at,
)

FREE = {date(2026, 12, 25)}  # a Friday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOWN_TIME)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-16T09:00", "2026-11-16T09:00"),  # a Monday, at work
        ("2026-11-16T08:00", "2026-11-16T08:00"),
        ("2026-11-16T07:59", "2026-11-16T08:00"),
        ("2026-11-16T17:00", "2026-11-17T08:00"),
        ("2026-11-20T18:30", "2026-11-23T08:00"),  # Friday evening
        ("2026-11-21T10:00", "2026-11-23T08:00"),
        ("2026-12-24T17:01", "2026-12-28T08:00"),  # the holiday and the weekend
        ("2027-03-26T17:00", "2027-03-29T08:00"),  # the clocks go forward on Sunday
        ("2026-10-23T17:00", "2026-10-26T08:00"),  # and back
    ],
)
def test_the_office_opens(moment: str, opens: str) -> None:
    assert next_office_moment(at(moment), free=FREE) == at(opens)


def test_only_what_is_not_urgent_waits_for_the_office() -> None:
    saturday = at("2026-11-21T10:00")
    waiting = {kind for kind in Kind if tell_at(kind, saturday, office_hours_only=True) != saturday}
    assert waiting == set(Kind) - URGENT
    assert all(tell_at(kind, saturday, office_hours_only=False) == saturday for kind in Kind)


@pytest.mark.parametrize(
    ("moment", "hour", "due"),
    [
        ("2026-11-16T07:59", 8, None),
        ("2026-11-16T08:00", 8, "2026-11-16T08:00"),
        ("2026-11-16T16:45", 8, "2026-11-16T08:00"),  # late, but of the same moment
        ("2026-11-16T13:59", 14, None),
        ("2026-11-21T12:00", 8, None),  # a Saturday
        ("2026-12-25T12:00", 8, None),  # a holiday
        ("2026-10-26T08:00", 8, "2026-10-26T08:00"),
    ],
)
def test_the_digest_has_one_moment_a_day(moment: str, hour: int, due: str | None) -> None:
    assert digest_moment(at(moment), hour=hour, free=FREE) == (at(due) if due else None)


@pytest.mark.parametrize("change", ["2026-10-25", "2027-03-28"])
def test_digests_around_a_change_of_the_clocks_come_once_a_working_day(change: str) -> None:
    begin = at(f"{change}T00:00") - timedelta(days=3)
    steps = [begin + timedelta(minutes=5 * n) for n in range(7 * 24 * 12)]
    moments = {digest_moment(step, hour=8) for step in steps} - {None}
    local = sorted(one.astimezone(TOWN_TIME).isoformat()[:16] for one in moments if one)
    days = [(begin + timedelta(days=n)).date() for n in range(8)]
    passed = {step.astimezone(TOWN_TIME).date() for step in steps}
    wanted = [day for day in days if day.weekday() < 5 and day in passed]
    assert local == [f"{day}T08:00" for day in wanted]


def test_wishes_that_no_longer_exist_fall_back_to_the_defaults() -> None:
    stored = {"waiting": {"mail": "by_pigeon", "push": False}, "gone": {"mail": "off"}}
    found = read_wishes(stored, digest_hour=9, office_hours_only=True)
    assert found.of(Kind.WAITING) == Wish(Mail.AT_ONCE, push=False, matrix=True)
    assert all(found.of(kind) == default_wish(kind) for kind in Kind if kind is not Kind.WAITING)


def test_whoever_decided_nothing_misses_nothing() -> None:
    assert {kind for kind in Kind if default_wish(kind).mail is Mail.OFF} == set()
    later = {kind for kind in Kind if default_wish(kind).mail is Mail.DIGEST}
    assert later == {Kind.APPROVED, Kind.PUBLISHED, Kind.DUE}


def test_patience_ends() -> None:
    moment = at("2026-11-16T09:00")
    pauses = [again_at(n, moment) for n in range(1, 8)]
    gone = [(one - moment).total_seconds() / 60 for one in pauses if one]
    assert (gone, pauses[5:]) == ([1, 5, 15, 60, 240], [None, None])
