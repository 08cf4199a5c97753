"""What the measurement of deliveries counts: verdicts from planted logs of the platforms."""

import random

import pytest

from bench.storm.sorts import MOST_TEXTS, SORTS, body, drawn, mark, marks_of_parts, title
from bench.storm.verdicts import (
    Arrived,
    Ordered,
    Verdict,
    after_correcting,
    after_taking_back,
    counted,
    verdict,
)

THREAD = tuple(frozenset({mark(7, n)}) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("state", "copies", "expected"),
    [
        ("settled", [1], Verdict.ONCE),
        ("settled", [1, 1, 1], Verdict.ONCE),
        ("settled", [0], Verdict.LOST),
        ("settled", [1, 0, 1], Verdict.LOST),
        ("settled", [2], Verdict.TWICE),
        ("settled", [1, 2, 0], Verdict.TWICE),
        ("unclear", [0], Verdict.UNCLEAR),
        ("unclear", [1], Verdict.UNCLEAR),
        ("unclear", [2], Verdict.TWICE),
        ("failed", [0], Verdict.FAILED),
        ("failed", [1, 0], Verdict.FAILED),
        ("failed", [2, 0], Verdict.TWICE),
        ("waiting", [0], Verdict.OPEN),
        ("in_flight", [1], Verdict.OPEN),
        ("waiting", [2], Verdict.TWICE),
        ("asking", [1], Verdict.OPEN),
        ("taken_back", [2], Verdict.TWICE),
        ("expired", [0], Verdict.LOST),
        ("withdrawn", [0], Verdict.LOST),
        ("replaced", [0, 0], Verdict.REPLACED),
        ("replaced", [1, 0], Verdict.STANDING),  # recalled, and yet it went out
        ("replaced", [2], Verdict.TWICE),
    ],
)
def test_verdicts(state: str, copies: list[int], expected: Verdict) -> None:
    assert verdict(state, copies) is expected


def test_copies_are_counted_where_they_should_be_and_part_by_part() -> None:
    logs = Arrived()
    for text in (mark(7, 1), f"{mark(7, 2)} und {mark(7, 9)}", mark(7, 2), mark(8, 3)):
        logs.note("mastodon", "", f"<p>{text}</p>")
    logs.note("bluesky", "", mark(7, 3))
    assert logs.copies(Ordered("mastodon", "", "settled", THREAD)) == [1, 2, 0]
    assert logs.copies(Ordered("bluesky", "", "settled", THREAD)) == [0, 0, 1]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ([], Verdict.WITHDRAWN),
        ([True], Verdict.WITHDRAWN),
        ([False], Verdict.STANDING),
        ([True, False], Verdict.TWICE),
    ],
)
def test_what_was_taken_back_must_not_stand_any_more(gone: list[bool], expected: Verdict) -> None:
    logs = Arrived()
    for one in gone:
        logs.note("x", "", mark(7, 2), gone=one)
    assert logs.verdict(Ordered("x", "", "taken_back", THREAD)) is expected


@pytest.mark.parametrize(
    ("state", "withdrawal", "expected"),
    [
        ("withdrawn", "settled", Verdict.WITHDRAWN),
        ("withdrawn", "", Verdict.WITHDRAWN),  # taken back before it went
        ("settled", "", Verdict.STANDING),  # nobody ordered that it be taken away
        ("settled", "withdrawn", Verdict.STANDING),  # the order was dropped
        ("settled", "settled", Verdict.STANDING),  # carried out, and of no effect
        ("settled", "expired", Verdict.STANDING),
        ("settled", "failed", Verdict.FAILED),  # people are told
        ("settled", "unclear", Verdict.UNCLEAR),
        ("settled", "asking", Verdict.OPEN),
        ("settled", "waiting", Verdict.OPEN),
        ("settled", "in_flight", Verdict.OPEN),
        ("unclear", "", Verdict.UNCLEAR),
        ("failed", "", Verdict.FAILED),
    ],
)
def test_a_withdrawal_that_did_not_come_about_is_seen(
    state: str, withdrawal: str, expected: Verdict
) -> None:
    assert verdict(after_taking_back(state, withdrawal), [1]) is expected


@pytest.mark.parametrize(
    ("state", "correction", "expected"),
    [
        ("settled", "settled", Verdict.ONCE),
        ("settled", "withdrawn", Verdict.LOST),  # dropped, and no other came in its place
        ("settled", "expired", Verdict.LOST),
        ("settled", "failed", Verdict.FAILED),  # people are told
        ("settled", "unclear", Verdict.UNCLEAR),
        ("settled", "waiting", Verdict.OPEN),
        ("unclear", "waiting", Verdict.UNCLEAR),  # it waits for a person's word on the post
    ],
)
def test_a_correction_that_did_not_come_about_is_seen(
    state: str, correction: str, expected: Verdict
) -> None:
    assert verdict(after_correcting(state, correction), [1]) is expected


OLD = frozenset({mark(7, 1), mark(7, 2)})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([mark(7, 1, 1), mark(7, 2, 1)], Verdict.ONCE),
        ([f"{mark(7, 0)} {mark(7, 1, 1)}", mark(7, 2, 1)], Verdict.ONCE),  # a title that stays
        ([mark(7, 1, 1), mark(7, 2)], Verdict.LOST),  # its second part was not corrected
        ([mark(7, 1), mark(7, 2)], Verdict.LOST),
        ([mark(7, 1, 1), mark(7, 2, 1), mark(7, 2)], Verdict.OUTDATED),  # the old part stands too
        ([mark(7, 1, 1), mark(7, 2, 1), mark(7, 2, 1)], Verdict.TWICE),  # added twice
    ],
)
def test_a_corrected_post_says_what_it_shall_say_now(texts: list[str], expected: Verdict) -> None:
    logs = Arrived()
    for text in texts:
        logs.note("mastodon", "", text)
    parts = tuple(frozenset({mark(7, n, 1)}) for n in (1, 2))
    corrected = Ordered("mastodon", "", "settled", parts, earlier=OLD, is_correction=True)
    assert logs.verdict(corrected) is expected


def test_parts_a_shorter_correction_removed_are_gone() -> None:
    logs = Arrived()
    logs.note("bluesky", "", mark(7, 1, 1))
    logs.note("bluesky", "", mark(7, 2), gone=True)
    part = (frozenset({mark(7, 1, 1)}),)
    corrected = Ordered("bluesky", "", "settled", part, earlier=OLD, is_correction=True)
    assert logs.verdict(corrected) is Verdict.ONCE
    found = counted([corrected, Ordered("bluesky", "", "waiting", part)], logs)
    told = {name: number for name, number in found.items() if name.startswith("correct")}
    assert told == {
        "corrections": 1,
        "corrected": 1,
        "corrections_lost": 0,
        "corrections_twice": 0,
        "corrections_waiting": 0,
        "corrections_taken_back": 0,
    }


def test_of_a_corrected_post_that_was_taken_back_no_text_may_stand() -> None:
    logs = Arrived()
    logs.note("x", "", mark(7, 2))
    part = (frozenset({mark(7, 1, 1)}),)
    taken_back = Ordered("x", "", "taken_back", part, earlier=OLD, is_correction=True)
    assert logs.verdict(taken_back) is Verdict.STANDING


def test_also_what_was_not_withdrawn_counts_as_twice_first() -> None:
    assert verdict(after_taking_back("settled", ""), [1, 2]) is Verdict.TWICE


def test_one_post_with_several_marks_is_one_copy_and_each_reader_has_their_own() -> None:
    logs = Arrived()
    logs.note("email", "a@example", f"{mark(7, 0)} {mark(7, 1)}")
    logs.note("email", "b@example", mark(7, 0))
    logs.note("email", "b@example", mark(7, 1))
    whole = (frozenset({mark(7, 0), mark(7, 1)}),)
    assert logs.copies(Ordered("email", "a@example", "settled", whole)) == [1]
    assert logs.copies(Ordered("email", "b@example", "settled", whole)) == [2]
    assert logs.copies(Ordered("email", "c@example", "settled", whole)) == [0]


def test_the_numbers_of_a_run() -> None:
    logs = Arrived()
    for text in (mark(1, 0), mark(2, 0), mark(2, 0), mark(4, 0)):
        logs.note("x", "", text)
    states = {1: "settled", 2: "settled", 3: "settled", 4: "unclear", 5: "failed"}
    ordered = [
        Ordered("x", "", state, (frozenset({mark(number, 0)}),)) for number, state in states.items()
    ]
    found = counted([*ordered, Ordered("hub", "", "waiting", THREAD)], logs)
    assert found["deliveries"] == 6
    assert {one.value: found[one.value] for one in Verdict} == {
        "settled": 1,
        "lost": 1,
        "twice": 1,
        "unclear_waiting": 1,
        "failed": 1,
        "withdrawn": 0,
        "left_standing": 0,
        "not_corrected": 0,
        "replaced": 0,
        "unfinished": 1,
    }
    assert found["by_channel"]["hub"] == {"unfinished": 1}


def test_parts_of_a_thread_are_told_apart_and_what_is_not_cannot_be_counted() -> None:
    first, second, headline = mark(3, 1), mark(3, 2), mark(3, 0)
    assert marks_of_parts(headline, [f"{headline} {first}"]) == (frozenset({first}),)
    told = marks_of_parts(headline, [f"{headline} {first}", f"{second} {headline}"])
    assert told == (frozenset({first}), frozenset({second}))
    with pytest.raises(ValueError, match="mark"):
        marks_of_parts(headline, [first, "ohne"])
    with pytest.raises(ValueError, match="mark"):
        marks_of_parts(headline, [first, f"{first} {second}"])


def test_every_sort_is_drawn_and_every_message_has_its_own_marks() -> None:
    chance = random.Random(1)  # noqa: S311 - the same sorts every time
    assert {drawn(chance) for _ in range(200)} == set(SORTS)
    (thread,) = (one for one in SORTS if one.name == "thread")
    texts = [f"{title(number)} {body(number, thread.sentences)}" for number in (1, 11)]
    found = [marks_of_parts("", [text])[0] for text in texts]
    assert [len(one) for one in found] == [thread.sentences + 1] * 2
    assert not found[0] & found[1]


def test_each_text_of_a_message_has_marks_of_its_own() -> None:
    texts = [f"{title(3, n)} {body(3, 16, n)}" for n in range(MOST_TEXTS)]
    found = [marks_of_parts("", [text])[0] for text in texts]
    assert len(frozenset().union(*found)) == sum(map(len, found)) == 17 * MOST_TEXTS
    assert all(max(sort.sentences, *sort.corrected) <= 16 for sort in SORTS)
