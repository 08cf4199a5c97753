from datetime import UTC, datetime
from typing import Any

import pytest

from ausrufer.subscriptions.digests import (
    confirmation_token,
    counted,
    evidence,
    is_evidence_of,
    nonce_of,
)
from ausrufer.subscriptions.errors import IllegalMove
from ausrufer.subscriptions.policy import hour_of, network_of
from ausrufer.subscriptions.states import MOVES, State, check_move


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("nonsense", "unknown"),
        ("203.0.113.7, 10.0.0.1", "unknown"),
    ],
)
def test_one_connection_is_counted_once(client: str, expected: str) -> None:
    assert network_of(client) == expected


def test_sign_ups_are_counted_by_the_hour() -> None:
    moment = datetime(2026, 11, 21, 9, 59, 59, 999, tzinfo=UTC)
    assert hour_of(moment) == datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_only_the_way_forward_is_open() -> None:
    allowed = {(before, after) for before, moves in MOVES.items() for after in moves}
    assert allowed == {(State.PENDING, State.CONFIRMED), (State.CONFIRMED, State.ENDED)}
    for before in State:
        for after in State:
            if (before, after) not in allowed:
                with pytest.raises(IllegalMove):
                    check_move(before, after)


def test_a_token_is_only_good_as_the_house_wrote_it() -> None:
    token = confirmation_token("nonce-1")
    assert nonce_of(token) == "nonce-1"
    for forged in ("", "nonce-1", "nonce-1.", f"{token}x", token.replace("nonce-1", "nonce-2")):
        assert nonce_of(forged) == ""


def test_evidence_confirms_an_address_and_names_none() -> None:
    kept = evidence("Erika@beispiel.example")
    assert "erika" not in kept.lower()
    assert kept != evidence("Erika@beispiel.example")
    assert is_evidence_of(kept, "erika@BEISPIEL.example") is True
    assert is_evidence_of(kept, "hasan@beispiel.example") is False
    assert is_evidence_of("", "erika@beispiel.example") is False


def test_counts_say_nothing_without_the_key_of_the_house(settings: Any) -> None:
    before = counted("address", "erika@beispiel.example")
    settings.SECRET_KEY = "a-completely-different-key-of-another-house"
    assert counted("address", "erika@beispiel.example") != before
