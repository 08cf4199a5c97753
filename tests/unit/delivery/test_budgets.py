"""Rate budgets: who gets a token, and when the next one comes."""

import pytest

from ausrufer.channels.contract import Budget
from ausrufer.delivery.budgets import Wish, bucket_names, kept, refilled, share

TEN_A_MINUTE = Budget(10, 60)
A_HUNDRED_AN_HOUR = Budget(100, 3600, shared=True)
THREE = Budget(3, 30)


@pytest.mark.parametrize(
    ("tokens", "seconds", "expected"),
    [
        (0, 0, 0),
        (0, 6, 1),
        (0, 60, 10),
        (0, 61, 10),  # never more than fit in
        (4, 3, 4.5),
        (10, 100, 10),
        (5, -30, 5),  # a clock that runs backwards gives nothing and takes nothing
    ],
)
def test_a_bucket_fills_evenly(tokens: float, seconds: float, expected: float) -> None:
    assert refilled(TEN_A_MINUTE, tokens, seconds=seconds) == pytest.approx(expected)


def test_buckets_are_named_by_what_shares_them() -> None:
    named = bucket_names((TEN_A_MINUTE, A_HUNDRED_AN_HOUR), kind="netz", channel_id=7)
    assert named == {"channel:7:10/60": TEN_A_MINUTE, "app:netz:100/3600": A_HUNDRED_AN_HOUR}


def test_who_practises_uses_up_no_budget_of_the_real_app() -> None:
    named = bucket_names((A_HUNDRED_AN_HOUR,), kind="netz", channel_id=7, practises=True)
    assert named == {"practice:netz:100/3600": A_HUNDRED_AN_HOUR}


def wish(number: int, *buckets: str, urgent: bool = False, channel: int = 1) -> Wish:
    return Wish(number, channel, buckets or ("a",), urgent)


@pytest.mark.parametrize(
    ("wishes", "levels", "granted", "left", "waits"),
    [
        ([], {"a": 3}, set(), {"a": 3}, {}),
        ([wish(1), wish(2)], {"a": 3}, {1, 2}, {"a": 1}, {}),
        ([wish(1), wish(2)], {"a": 1}, {1}, {"a": 0}, {1: 10}),
        ([wish(1)], {"a": 0.5}, set(), {"a": 0.5}, {1: 5}),
        # one of each bucket or none: what one has not, the other keeps
        ([wish(1, "a", "b")], {"a": 3, "b": 0}, set(), {"a": 3, "b": 0}, {1: 10}),
        ([wish(1, "a", "b")], {"a": 2, "b": 1}, {1}, {"a": 1, "b": 0}, {}),
        # a bucket shared by two channels makes both wait
        (
            [wish(1, channel=1), wish(2, channel=2), wish(3, channel=3)],
            {"a": 1},
            {1},
            {"a": 0},
            {2: 10, 3: 10},
        ),
        # what is urgent and finds nothing does not make the channel rest: it asks again at once
        ([wish(1, urgent=True)], {"a": 0}, set(), {"a": 0}, {}),
    ],
)
def test_tokens_are_shared_in_order(
    wishes: list[Wish],
    levels: dict[str, float],
    granted: set[int],
    left: dict[str, float],
    waits: dict[int, float],
) -> None:
    shares = share(wishes, levels, {"a": THREE, "b": THREE})
    assert shares.granted == granted
    assert shares.left == left
    assert shares.waits == waits


def test_the_last_tenth_is_for_what_is_urgent() -> None:
    assert (kept(TEN_A_MINUTE), kept(THREE)) == (1, 0)
    wishes = [wish(1), wish(2, urgent=True)]
    shares = share(wishes, {"a": 1.5}, {"a": TEN_A_MINUTE})
    assert shares.granted == {2}
    assert shares.waits == {1: pytest.approx(3.0)}
