"""What the database thread does first, and how many may be under way: no clock, no thread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.delivery.precedence import (
    KEPT_FOR_URGENT,
    PORTION,
    SLOTS,
    Line,
    Places,
    Turn,
    places,
)


def test_what_is_urgent_goes_before_what_came_earlier() -> None:
    line: Line[str] = Line()
    for number in range(64):
        line.join(Turn.PREPARE, f"ordinary {number}")
    line.join(Turn.UPKEEP, "sweep")
    line.join(Turn.SETTLE, "yes")
    line.join(Turn.URGENT, "warning")
    first = [line.next() for _ in range(5)]
    assert first == ["warning", "yes", "sweep", "ordinary 0", "ordinary 1"]


@given(st.lists(st.sampled_from(Turn)))
def test_among_equals_the_order_of_arrival_holds(turns: list[Turn]) -> None:
    line: Line[tuple[Turn, int]] = Line()
    arrived = [(turn, number) for number, turn in enumerate(turns)]
    for one in arrived:
        line.join(one[0], one)
    assert [line.next() for _ in arrived] == sorted(arrived)
    with pytest.raises(IndexError):
        line.next()


@pytest.mark.parametrize(
    ("ordinary", "urgent", "expected"),
    [
        (0, 0, Places(PORTION, SLOTS + KEPT_FOR_URGENT)),
        (SLOTS - 1, 0, Places(1, KEPT_FOR_URGENT + 1)),
        (SLOTS, 0, Places(0, KEPT_FOR_URGENT)),  # full of ordinary calls: a warning still goes
        (SLOTS, KEPT_FOR_URGENT, Places(0, 0)),
        (0, SLOTS + KEPT_FOR_URGENT - 1, Places(1, 1)),
        (0, SLOTS + KEPT_FOR_URGENT, Places(0, 0)),
    ],
)
def test_ordinary_calls_leave_places_free(ordinary: int, urgent: int, expected: Places) -> None:
    assert places(ordinary=ordinary, urgent=urgent) == expected
