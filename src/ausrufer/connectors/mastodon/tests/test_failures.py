"""Every answer of an instance in the failure language: pure tables."""

import json
from datetime import timedelta
from typing import Any

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.connectors.mastodon.network import NETWORK
from ausrufer.foundation.http import Answer

DATE = "Sat, 21 Nov 2026 08:00:00 GMT"


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, content, "https://social.example/api/v1/statuses")


@pytest.mark.parametrize(
    ("status", "asking", "posting"),
    [
        (201, TemporaryFailure, OutcomeUnclear),
        (301, AccessLost, AccessLost),
        (308, AccessLost, AccessLost),
        (400, PermanentFailure, PermanentFailure),
        (401, AccessLost, AccessLost),
        (403, AccessLost, AccessLost),
        (404, PermanentFailure, PermanentFailure),
        (408, TemporaryFailure, OutcomeUnclear),
        (410, PermanentFailure, PermanentFailure),
        (413, PermanentFailure, PermanentFailure),
        (422, PermanentFailure, PermanentFailure),
        (429, TemporaryFailure, TemporaryFailure),
        (500, TemporaryFailure, OutcomeUnclear),
        (502, TemporaryFailure, OutcomeUnclear),
        (503, TemporaryFailure, OutcomeUnclear),
        (504, TemporaryFailure, OutcomeUnclear),
    ],
)
def test_statuses(
    status: int, asking: type[ConnectorFailure], posting: type[ConnectorFailure]
) -> None:
    for effect, expected in ((Effect.HARMLESS, asking), (Effect.PUBLISHES, posting)):
        failure = NETWORK.meaning(answer(status, {}), effect, "POST /x")
        assert type(failure) is expected
        assert str(status) not in failure.for_staff
        assert failure.for_log == f"POST /x: {status}"


def test_the_reason_of_the_instance_is_quoted() -> None:
    refused = answer(422, {"error": "Validierung fehlgeschlagen: Text ist zu lang"})
    failure = NETWORK.meaning(refused, Effect.PUBLISHES, "")
    assert failure.for_staff == (
        "Mastodon hat den Beitrag abgelehnt, mit der Begründung: "
        "„Validierung fehlgeschlagen: Text ist zu lang“"
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"error": "Record not found"}, "Record not found"),
        ({"error": "a\n\tb\x00c"}, "a b c"),
        ({"error": "<script>x</script>"}, "script x /script"),
        ({"error": "x" * 300}, "x" * 199 + "…"),
        ({"error": {"nested": True}}, ""),
        ({"message": "anders"}, ""),
        (["error"], ""),
        ("<html>502</html>", ""),
        ("[" * 100_000, ""),
        ("", ""),
    ],
)
def test_only_the_structured_reason_is_read(body: Any, reason: str) -> None:
    assert NETWORK.read(answer(422, body)).reason == reason


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry_after": "17"}, 17),
        ({"retry_after": "0"}, 0),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "99999999999999999999"}, None),
        ({"retry_after": "999999999"}, 86_400),
        ({"retry_after": "Sat, 21 Nov 2026 08:00:40 GMT", "date": DATE}, 40),
        ({"x_ratelimit_reset": "2026-11-21T08:05:00.000000Z", "date": DATE}, 300),
        ({"x_ratelimit_reset": "2026-11-21T08:05:00.123456Z", "date": DATE}, 300.123456),
        ({"x_ratelimit_reset": "2026-11-21T09:05:00+01:00", "date": DATE}, 300),
        ({"x_ratelimit_reset": "2026-11-21T07:00:00Z", "date": DATE}, 1),
        ({"x_ratelimit_reset": "2027-11-21T07:00:00Z", "date": DATE}, 86_400),
        ({"x_ratelimit_reset": "bald", "date": DATE}, None),
        ({"retry_after": "5", "x_ratelimit_reset": "2026-11-21T08:05:00Z", "date": DATE}, 5),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    waited = retry_after(answer(429, {}, **headers).headers)
    assert waited == (None if seconds is None else timedelta(seconds=seconds))
