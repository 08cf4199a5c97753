"""Weekly slots keep their local time over ten years, clock changes included."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ausrufer.announcements.calendar.entries import CLOSE
from ausrufer.announcements.calendar.slots import Slot, next_free, slot_moments
from ausrufer.foundation.clock import from_town_time, in_town_time

SLOTS = st.frozensets(
    st.builds(Slot, st.integers(1, 7), st.builds(time, st.integers(0, 23), st.integers(0, 59))),
    min_size=1,
    max_size=6,
)
STARTS = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
TEN_YEARS = timedelta(days=3653)


def local(text: str) -> datetime:
    return from_town_time(datetime.fromisoformat(text))


@settings(max_examples=25, deadline=None)
@given(SLOTS, STARTS)
def test_local_time_is_kept_and_no_slot_comes_twice(
    slots: frozenset[Slot], start: datetime
) -> None:
    moments = list(slot_moments(slots, after=start, until=start + TEN_YEARS))
    assert moments == sorted(set(moments))
    local = [in_town_time(one) for one in moments]
    assert {Slot(one.isoweekday(), one.time()) for one in local} <= slots
    days = Counter((one.date(), one.time()) for one in local)
    assert set(days.values()) <= {1}
    for slot in slots:
        times = [one for one in local if (one.isoweekday(), one.time()) == (slot.weekday, slot.at)]
        # one each week, only the hour that spring skips is missing on its Sundays
        skipped = 11 if slot.weekday == 7 and slot.at.hour == 2 else 0
        assert TEN_YEARS.days // 7 - skipped <= len(times) <= TEN_YEARS.days // 7 + 1


@settings(max_examples=100, deadline=None)
@given(SLOTS, STARTS, st.lists(st.integers(0, 60 * 24 * 21), max_size=20))
def test_what_is_offered_is_free_and_the_first_such(
    slots: frozenset[Slot], start: datetime, minutes: list[int]
) -> None:
    taken = [start + timedelta(minutes=one) for one in minutes]
    found = next_free(slots, after=start, taken=taken)
    assert found is not None
    assert found > start
    for moment in slot_moments(slots, after=start, until=found):
        free = all(abs(moment - one) >= CLOSE for one in taken)
        assert free is (moment == found)


def test_the_second_hour_in_autumn_is_no_second_slot() -> None:
    after = local("2026-10-25T00:00")
    found = list(
        slot_moments([Slot(7, time(2, 30))], after=after, until=after + timedelta(hours=20))
    )
    assert found == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_a_time_that_spring_skips_is_no_slot_that_day() -> None:
    after = local("2027-03-27T00:00")
    found = next_free([Slot(7, time(2, 30))], after=after, taken=[])
    assert found == local("2027-04-04T02:30")


def test_a_full_queue_offers_nothing() -> None:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    slots = [Slot(2, time(10))]
    taken = list(slot_moments(slots, after=start, until=start + timedelta(weeks=30)))
    assert next_free(slots, after=start, taken=taken) is None
    assert next_free([], after=start, taken=[]) is None
