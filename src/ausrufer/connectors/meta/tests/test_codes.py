"""What Meta's codes mean: the traps, each by status and code, for a read and for a publication."""

import json
from datetime import timedelta

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect
from ausrufer.connectors.meta.network import Expired, Gone, Missed, NotReady, network
from ausrufer.connectors.meta.progress import failure_in
from ausrufer.foundation.http import Answer
from ausrufer.training.meta.refusing import error_of

USAGE = {
    "x-business-use-case-usage": json.dumps(
        {"175": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 19}]}
    )
}


def _meaning(
    code: int,
    subcode: int = 0,
    effect: Effect = Effect.PUBLISHES,
    headers: dict[str, str] | None = None,
    status: int = 400,
) -> ConnectorFailure:
    body = json.dumps(error_of(code, subcode, "Wörtlich <b>")).encode()
    answer = Answer(status, headers or {}, body, "https://graph.example/")
    return network("Facebook").meaning(answer, effect, "POST /feed")


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (190, 0, AccessLost),
        (190, 463, AccessLost),
        (102, 0, AccessLost),
        (10, 0, AccessLost),
        (200, 0, AccessLost),
        (299, 0, AccessLost),
        (368, 1404078, AccessLost),
        (200, 4854002, AccessLost),
        (4, 0, TemporaryFailure),
        (17, 0, TemporaryFailure),
        (32, 0, TemporaryFailure),
        (613, 0, TemporaryFailure),
        (80001, 0, TemporaryFailure),
        (368, 1390008, TemporaryFailure),
        (1, 0, OutcomeUnclear),
        (2, 0, OutcomeUnclear),
        (100, 1363047, OutcomeUnclear),
        (100, 1609010, OutcomeUnclear),
        (-2, 2207001, OutcomeUnclear),
        (100, 0, PermanentFailure),
        (368, 0, PermanentFailure),
        (368, 1346003, PermanentFailure),
        (368, 1404102, PermanentFailure),
        (324, 1366046, PermanentFailure),
        (324, 1366051, PermanentFailure),
        (506, 0, PermanentFailure),
        (36003, 2207009, PermanentFailure),
        (36001, 2207005, PermanentFailure),
        (100, 33, Gone),
        (803, 0, Gone),
        (24, 0, Gone),
        (9004, 2207052, TemporaryFailure),
        (9, 2207042, TemporaryFailure),
        (9007, 2207027, NotReady),
        (24, 2207008, Expired),
        (24, 2207020, Expired),
        (24, 4279009, Missed),
    ],
)
def test_a_code_means_one_thing(code: int, subcode: int, kind: type[ConnectorFailure]) -> None:
    failure = _meaning(code, subcode)
    assert type(failure) is kind
    assert "{" not in failure.for_staff
    assert "<b>" not in failure.for_staff
    assert failure.for_staff.endswith((".", "“"))
    assert f"{code}/{subcode or ''}" in failure.for_log


@pytest.mark.parametrize(("code", "subcode"), [(1, 0), (2, 0), (100, 1363047), (-2, 2207001)])
def test_trouble_while_nothing_can_become_public_is_tried_again(code: int, subcode: int) -> None:
    assert type(_meaning(code, subcode, Effect.HARMLESS)) is TemporaryFailure


@pytest.mark.parametrize(
    ("status", "kind"), [(500, OutcomeUnclear), (503, OutcomeUnclear), (403, AccessLost)]
)
def test_without_a_code_the_status_decides(status: int, kind: type[ConnectorFailure]) -> None:
    answer = Answer(status, {}, b"<html>Wartung</html>", "https://graph.example/")
    assert type(network("Facebook").meaning(answer, Effect.PUBLISHES, "POST /feed")) is kind


def test_the_wait_is_the_one_the_budget_tells() -> None:
    failure = _meaning(32, headers=USAGE)
    assert isinstance(failure, TemporaryFailure)
    assert failure.retry_after == timedelta(minutes=19)


@pytest.mark.parametrize("odd", ["", "[", "[]", '{"a": 1}', '{"a": [1, {"call_count": "x"}]}'])
def test_an_odd_header_about_budgets_harms_nothing(odd: str) -> None:
    failure = _meaning(32, headers={"x-business-use-case-usage": odd})
    assert isinstance(failure, TemporaryFailure)
    assert failure.retry_after == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("state", "words", "kind"),
    [
        ("FINISHED", "", type(None)),
        ("IN_PROGRESS", "", NotReady),
        ("PUBLISHED", "", OutcomeUnclear),
        ("EXPIRED", "", Expired),
        ("ERROR", "Error: Media upload has failed with error code 2207009", PermanentFailure),
        ("ERROR", "Error: Media upload has failed with error code 2207052", TemporaryFailure),
        ("ERROR", "Error: code 2207020", Expired),
        ("ERROR", "", PermanentFailure),
        ("", "Error: something nobody knows", PermanentFailure),
    ],
)
def test_a_state_of_a_container(state: str, words: str, kind: type) -> None:
    assert type(failure_in(state, words, "Instagram")) is kind
