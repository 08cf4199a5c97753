"""What is asked of a page of consent, and what its answers mean."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from ausrufer.channels.connecting.address import consent_address
from ausrufer.channels.connecting.answers import tokens_from
from ausrufer.channels.connecting.found import Brought
from ausrufer.channels.connecting.sameness import Sameness, sameness
from ausrufer.channels.contract import Access, Consent, Grant, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.foundation.http import Answer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONSENT = Consent(
    authorize_url="https://netz.example/dialog?v=2",
    token_url="https://api.netz.example/token",
    scopes=("read", "write pages"),
)
ACCESS = Access(settings={"client_id": "a&b=c ü"}, secrets={"client_secret": "s"})


def asked(consent: Consent, access: Access = ACCESS) -> tuple[str, dict[str, list[str]]]:
    address = consent_address(
        consent, access, redirect="https://stadt.example/z/", state="s/+", verifier="v" * 43
    )
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", parse_qs(parts.query)


def test_everything_is_asked_once() -> None:
    where, sent = asked(CONSENT)
    assert where == "https://netz.example/dialog"
    assert sent == {
        "v": ["2"],
        "response_type": ["code"],
        "client_id": ["a&b=c ü"],
        "redirect_uri": ["https://stadt.example/z/"],
        "scope": ["read write pages"],
        "state": ["s/+"],
        "code_challenge": [create_s256_code_challenge("v" * 43)],
        "code_challenge_method": ["S256"],
    }


def test_a_platform_of_its_own_ways() -> None:
    own = replace(
        CONSENT, separator=",", pkce=False, id_parameter="client_key", more=(("prompt", "login"),)
    )
    _, sent = asked(own)
    assert sent["scope"] == ["read,write pages"]
    assert sent["client_key"] == ["a&b=c ü"]
    assert sent["prompt"] == ["login"]
    assert "code_challenge" not in sent


def test_a_practice_platform_stands_in() -> None:
    there = replace(ACCESS, stand_ins={"https://netz.example": "http://127.0.0.1:9"})
    assert asked(CONSENT, there)[0] == "http://127.0.0.1:9/dialog"


def answer(status: int, body: object, headers: dict[str, str] | None = None) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, headers or {}, content, "https://api.netz.example/token")


def read(found: Answer, *, renewing: bool = False) -> Tokens:
    return tokens_from(found, network="Netz", moment=NOW, renewing=renewing)


@pytest.mark.parametrize(
    ("told", "ends", "renewal_ends"),
    [
        ({}, None, None),
        ({"expires_in": 3600}, NOW + timedelta(hours=1), None),
        ({"expires_in": "3600"}, NOW + timedelta(hours=1), None),
        ({"expires_in": 0}, None, None),
        ({"expires_in": -5}, None, None),
        ({"expires_in": True}, None, None),
        ({"expires_in": "bald"}, None, None),
        ({"expires_in": 1e300}, None, None),
        ({"expires_in": "9" * 400}, None, None),
        ({"refresh_token_expires_in": 86400}, None, NOW + timedelta(days=1)),
        ({"refresh_expires_in": 86400}, None, NOW + timedelta(days=1)),
    ],
)
def test_times(
    told: dict[str, object], ends: datetime | None, renewal_ends: datetime | None
) -> None:
    tokens = read(answer(200, {"access_token": "t", **told}))
    assert (tokens.expires_at, tokens.renewal_expires_at) == (ends, renewal_ends)


def test_tokens_do_not_show() -> None:
    tokens = read(answer(200, {"access_token": "geheim", "refresh_token": "auch geheim"}))
    assert (tokens.access, tokens.renewal) == ("geheim", "auch geheim")
    assert "geheim" not in repr(tokens)


REFUSED = {"error": "invalid_grant", "error_description": "token geheim"}


@pytest.mark.parametrize(
    ("found", "exchanging", "renewing"),
    [
        (answer(400, REFUSED), PermanentFailure, AccessLost),
        (answer(200, REFUSED), PermanentFailure, AccessLost),
        (answer(200, {"access_token": "t", **REFUSED}), PermanentFailure, AccessLost),
        (answer(401, {"error": "invalid_client"}), AccessLost, AccessLost),
        (answer(400, {"error": {"type": "X", "code": 1}}), PermanentFailure, AccessLost),
        (answer(403, b"<html>"), PermanentFailure, AccessLost),
        (answer(200, b"<html>"), TemporaryFailure, TemporaryFailure),
        (answer(200, []), TemporaryFailure, TemporaryFailure),
        (answer(200, {"access_token": ""}), TemporaryFailure, TemporaryFailure),
        (answer(200, {"access_token": ["t"]}), TemporaryFailure, TemporaryFailure),
        (answer(408, b""), TemporaryFailure, TemporaryFailure),
        (answer(429, b""), TemporaryFailure, TemporaryFailure),
        (answer(502, b"<html>"), TemporaryFailure, TemporaryFailure),
    ],
)
def test_refusals(
    found: Answer, exchanging: type[ConnectorFailure], renewing: type[ConnectorFailure]
) -> None:
    for now_renewing, wanted in ((False, exchanging), (True, renewing)):
        with pytest.raises(ConnectorFailure) as told:
            read(found, renewing=now_renewing)
        assert type(told.value) is wanted
        assert "geheim" not in f"{told.value.for_staff} {told.value.for_log}"


def test_waiting_as_long_as_asked() -> None:
    with pytest.raises(TemporaryFailure) as told:
        read(answer(429, b"", {"retry-after": "30"}))
    assert told.value.retry_after == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("grant", "connected", "account", "known", "wanted"),
    [
        (Grant("Stadt"), False, "", {}, Sameness.FIRST),
        (Grant("Stadt"), True, "Stadt", {}, Sameness.SAME),
        (Grant("@Stadt"), True, "stadt ", {}, Sameness.SAME),
        (Grant("Stadt"), True, "Dorf", {}, Sameness.OTHER),
        (Grant("Stadt", {"page": "1"}), True, "Stadt", {"page": "1"}, Sameness.SAME),
        (Grant("Stadt neu", {"page": "1"}), True, "Stadt", {"page": "1"}, Sameness.RENAMED),
        (Grant("Stadt", {"page": "2"}), True, "Stadt", {"page": "1"}, Sameness.OTHER),
        (Grant("Stadt", {"page": "2"}), True, "", {"client_id": "x"}, Sameness.SAME),
    ],
)
def test_the_account_before(
    grant: Grant,
    connected: bool,  # noqa: FBT001 - one column of the table
    account: str,
    known: dict[str, str],
    wanted: Sameness,
) -> None:
    found = sameness(grant, connected=connected, account=account, settings=known)
    assert found is wanted


def test_what_was_brought_survives_the_seal() -> None:
    grants = [Grant("Stadt", {"page": "1"}, {"access_token": "p"}, NOW), Grant("Dorf")]
    brought = Brought(Tokens("a", "r", NOW, NOW + timedelta(days=1)), grants)
    assert Brought.from_text(brought.to_text()) == brought
