"""What answers of a platform mean: status, structured code, and whether it may have been sent."""

from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect, Network, Refusal, number_of, object_of, text_of
from ausrufer.channels.rest.reading import for_people
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import Answer, BrokenOff, HttpFailure, NotReached, TargetRefused

HARMLESS, PUBLISHES = Effect.HARMLESS, Effect.PUBLISHES


def _network(reason: str = "") -> Network:
    def read(answer: Answer) -> Refusal:
        return Refusal(
            answer.status, reason=reason, retry_after=retry_after(answer.headers, answer.status)
        )

    return Network("Muster", "Bitte erneuern Sie ihn.", read)


def _answer(status: int, **headers: str) -> Answer:
    return Answer(status, headers, b"", "https://muster.example/")


@pytest.mark.parametrize(
    ("status", "effect", "expected"),
    [
        (400, PUBLISHES, PermanentFailure),
        (401, PUBLISHES, AccessLost),
        (403, HARMLESS, AccessLost),
        (404, PUBLISHES, PermanentFailure),
        (408, PUBLISHES, OutcomeUnclear),
        (408, HARMLESS, TemporaryFailure),
        (302, PUBLISHES, AccessLost),
        (429, PUBLISHES, TemporaryFailure),
        (500, PUBLISHES, OutcomeUnclear),
        (500, HARMLESS, TemporaryFailure),
        (503, PUBLISHES, OutcomeUnclear),
        (100, PUBLISHES, OutcomeUnclear),
    ],
)
def test_a_status(status: int, effect: Effect, expected: type[ConnectorFailure]) -> None:
    assert type(_network().meaning(_answer(status), effect, "POST /")) is expected


@pytest.mark.parametrize(
    ("failure", "effect", "expected"),
    [
        (NotReached("Nicht erreicht."), PUBLISHES, TemporaryFailure),
        (TargetRefused("Verboten."), PUBLISHES, AccessLost),
        (BrokenOff("Abgebrochen."), PUBLISHES, OutcomeUnclear),
        (BrokenOff("Abgebrochen."), HARMLESS, TemporaryFailure),
    ],
)
def test_no_answer(failure: HttpFailure, effect: Effect, expected: type[ConnectorFailure]) -> None:
    told = _network().unanswered(failure, effect, "POST /")
    assert (type(told), told.for_staff) == (expected, failure.for_staff)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Muster hat den Beitrag abgelehnt, ohne einen Grund zu nennen."),
        ("too long", "Muster hat den Beitrag abgelehnt, mit der Begründung: „too long“"),
    ],
)
def test_a_refusal_gives_its_reason(reason: str, said: str) -> None:
    assert _network(reason).meaning(_answer(422), PUBLISHES, "POST /").for_staff == said


NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
DATE = "Sat, 21 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "30"}, 30),
        ({"retry-after": "999999"}, 86_400),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "9" * 12}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "Sat, 21 Nov 2026 12:01:00 GMT", "date": DATE}, 60),
        ({"retry-after": "Sat, 21 Nov 2026 11:00:00 GMT", "date": DATE}, 1),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 90), "date": DATE}, 90),
        ({"ratelimit-reset": "15"}, 15),
        ({"x-ratelimit-reset": "2026-11-21T12:05:00Z", "date": DATE}, 300),
        ({"retry-after": "bald", "ratelimit-reset": "20"}, 20),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(headers) == expected


@pytest.mark.parametrize(
    ("headers", "status", "seconds"),
    [
        ({"x-ratelimit-reset": "3600"}, 500, None),
        ({"ratelimit-reset": "3600"}, 403, None),
        ({"retry-after": "30", "ratelimit-reset": "3600"}, 503, 30),
        ({"retry-after": "86400"}, 503, 900),
        ({"retry-after": "7200"}, 403, 7200),
        ({"x-ratelimit-reset": "3600"}, 429, 3600),
    ],
)
def test_a_wait_depends_on_the_status(
    headers: dict[str, str], status: int, seconds: int | None
) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(headers, status) == expected


def test_nothing_is_believed_that_is_not_what_it_should_be() -> None:
    found = {"a": {"b": "c"}, "n": 5, "yes": True, "list": [1]}
    assert object_of(found, "a") == {"b": "c"}
    assert (object_of(found, "list"), object_of([1], "a"), object_of(None)) == ({}, {}, {})
    assert (text_of(found, "n"), text_of(object_of(found, "a"), "b")) == ("", "c")
    assert (number_of(found, "n"), number_of(found, "yes"), number_of("x", "n")) == (5, None, None)


def test_words_of_a_platform_are_plain_and_short() -> None:
    assert for_people("<b>Zu\u202e lang</b>\n\nja") == "b Zu lang /b ja"
    assert len(for_people("x" * 500)) == 200
