"""What one request asks twice is read once, and never told to another organisation."""

import pytest
from django_scopes import get_scope

from ausrufer.foundation.asked_once import once, remembering
from ausrufer.foundation.scope import (
    across_organisations,
    active_organisation_id,
    within_organisation,
)

ASKED: list[tuple[object, ...]] = []


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    ASKED.clear()


@once
def told(word: str, *, again: str = "") -> list[str]:
    """Answer with who is asked for; notes every time it is really asked."""
    ASKED.append((word, again))
    return [word, again]


@once
def seen() -> bool:
    """Answer whether the rows of all organisations are seen, as a scoped manager would."""
    return not get_scope().get("_enabled", True)


@once
def whose() -> int:
    """Answer with the organisation in scope."""
    ASKED.append(())
    return active_organisation_id()


def test_the_second_time_the_first_answer_is_given() -> None:
    with remembering():
        first = told("a")
        assert told("a") is first
        assert told("b") == ["b", ""]
        assert told("a", again="c") == ["a", "c"]
    assert ASKED == [("a", ""), ("b", ""), ("a", "c")]


def test_without_a_memory_every_question_is_asked() -> None:
    assert [told("a"), told("a")] == [["a", ""], ["a", ""]]
    assert ASKED == [("a", ""), ("a", "")]


def test_where_something_is_written_every_question_is_asked() -> None:
    with remembering(reads_only=False):
        told("a")
        told("a")
    assert len(ASKED) == 2


def test_nothing_is_left_for_the_next_request() -> None:
    for _request in range(2):
        with remembering():
            told("a")
    assert len(ASKED) == 2


def test_a_failure_is_no_answer() -> None:
    with remembering():
        with across_organisations(reason="nobody is in scope"), pytest.raises(LookupError):
            whose()
        with within_organisation(7):
            assert whose() == 7


def test_no_answer_crosses_to_another_organisation() -> None:
    with remembering():
        with within_organisation(1):
            assert whose() == 1
        with within_organisation(2):
            assert whose() == 2
            with within_organisation(1):
                assert whose() == 1
            assert whose() == 2
    assert len(ASKED) == 2


def test_what_was_seen_across_all_organisations_is_told_to_none_of_them() -> None:
    with within_organisation(1), remembering():
        with across_organisations(reason="a test looks at all"):
            assert seen()
        assert not seen()
        with across_organisations(reason="a test looks at all"):
            assert seen()
