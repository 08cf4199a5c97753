"""Who must approve what: tables over rules and facts."""

from dataclasses import replace
from datetime import time

import pytest

from ausrufer.approval.requirements import Facts, Rule, Way, required_steps

PRESS, ROADS, LAW = 1, 2, 3
MASTODON, HUB, LETTER = 11, 12, 13
ANNA, BEKIR = 21, 22
MASTODON_ONLY = frozenset({MASTODON})
FACTS = Facts(
    department_id=PRESS,
    topic="Verkehr",
    kind="news",
    channel_ids=frozenset({HUB, MASTODON}),
    at=time(10, 0),
    author_ids=frozenset({ANNA}),
    pictures=False,
)


def rule(number: int, way: Way, **more: object) -> Rule:
    return Rule(pk=number, number=number, name=f"Regel {number}", way=way, **more)  # type: ignore[arg-type]


def free(number: int, **more: object) -> Rule:
    limits = {"people": frozenset({ANNA}), "channel_ids": frozenset({HUB, MASTODON})}
    return rule(number, Way.FREE, **{**limits, **more})


def departments(rules: list[Rule], facts: Facts = FACTS) -> list[int]:
    return [step.department_id for step in required_steps(rules, facts).steps]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], [PRESS]),
        ([rule(1, Way.ONE)], [PRESS]),
        ([rule(1, Way.TWO)], [PRESS, PRESS]),
        ([rule(1, Way.COUNTERSIGN, countersign_id=ROADS)], [PRESS, ROADS]),
        # the own department cannot countersign itself
        ([rule(1, Way.COUNTERSIGN, countersign_id=PRESS)], [PRESS]),
        # the first that fits counts
        ([rule(1, Way.ONE), rule(2, Way.TWO)], [PRESS]),
        ([rule(1, Way.TWO, department_ids=frozenset({ROADS})), rule(2, Way.ONE)], [PRESS]),
        ([rule(1, Way.TWO, department_ids=frozenset({PRESS, ROADS}))], [PRESS, PRESS]),
        ([rule(1, Way.TWO, topics=frozenset({"verkehr"}))], [PRESS, PRESS]),
        ([rule(1, Way.TWO, topics=frozenset({"Kultur"}))], [PRESS]),
        ([rule(1, Way.TWO, kinds=frozenset({"event"}))], [PRESS]),
        ([rule(1, Way.TWO, kinds=frozenset({"news"}))], [PRESS, PRESS]),
        # one channel of several is enough: the strictest counts
        ([rule(1, Way.TWO, channel_ids=frozenset({MASTODON}))], [PRESS, PRESS]),
        ([rule(1, Way.TWO, channel_ids=frozenset({LETTER}))], [PRESS]),
        (
            [
                rule(1, Way.TWO, channel_ids=frozenset({MASTODON})),
                rule(2, Way.COUNTERSIGN, countersign_id=LAW),
            ],
            [PRESS, PRESS, LAW],
        ),
        (
            [
                rule(1, Way.COUNTERSIGN, countersign_id=LAW, channel_ids=frozenset({HUB})),
                rule(2, Way.COUNTERSIGN, countersign_id=LAW),
            ],
            [PRESS, LAW],
        ),
    ],
)
def test_steps(rules: list[Rule], expected: list[int]) -> None:
    assert departments(rules) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "at", "applies"),
    [
        (time(8), time(17), time(8), True),
        (time(8), time(17), time(16, 59), True),
        (time(8), time(17), time(17), False),
        (time(22), time(6), time(23), True),
        (time(22), time(6), time(5, 59), True),
        (time(22), time(6), time(6), False),
        (time(22), time(6), time(12), False),
    ],
)
def test_time_of_day(begins: time, ends: time, at: time, *, applies: bool) -> None:
    rules = [rule(1, Way.TWO, begins=begins, ends=ends)]
    assert departments(rules, replace(FACTS, at=at)) == [PRESS] * (2 if applies else 1)


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        ([free(1)], replace(FACTS, author_ids=frozenset({ANNA, BEKIR}))),
        ([free(1)], replace(FACTS, author_ids=frozenset())),
        ([free(1)], replace(FACTS, pictures=True)),
        ([free(1)], replace(FACTS, channel_ids=frozenset({HUB, LETTER}))),
        ([free(1)], replace(FACTS, channel_ids=frozenset())),
        ([free(1, channel_ids=frozenset())], FACTS),
        ([free(1, people=frozenset())], FACTS),
        ([free(1, kinds=frozenset({"event"}))], FACTS),
        # two halves make no whole: each channel is free, but by another rule
        (
            [free(1, channel_ids=frozenset({HUB})), free(2, channel_ids=frozenset({MASTODON}))],
            FACTS,
        ),
        ([rule(1, Way.ONE, channel_ids=frozenset({MASTODON})), free(2)], FACTS),
    ],
)
def test_beyond_a_freiraum_one_second_person_is_needed(rules: list[Rule], facts: Facts) -> None:
    required = required_steps(rules, facts)
    assert (required.free, [one.department_id for one in required.steps]) == (None, [PRESS])


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        ([free(1)], FACTS),
        ([free(1, pictures=True)], replace(FACTS, pictures=True)),
        ([free(1)], replace(FACTS, channel_ids=frozenset({HUB}))),
        ([rule(2, Way.TWO, topics=frozenset({"Kultur"})), free(1)], FACTS),
    ],
)
def test_within_a_freiraum_nobody_else_is_needed(rules: list[Rule], facts: Facts) -> None:
    required = required_steps(rules, facts)
    assert (required.steps, required.free and required.free.number) == ((), 1)
