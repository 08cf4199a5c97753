"""The emulated page of consent has no mercy: RFC 6749 and RFC 7636, request by request."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from aiohttp import web
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from ausrufer.training.consent import PracticeApp, PracticeConsent, consent_app
from ausrufer.training.faults import Fault
from ausrufer.training.running import in_a_thread, port_of, serve

BACK = "https://stadt.example/zugang/"
VERIFIER = "v" * 50


@dataclass
class Client:
    """An app that keeps the rules, except for what a test changes."""

    memory: PracticeConsent
    base: str

    def asks(self, **changed: str) -> requests.Response:
        return requests.get(self.goal(**changed), allow_redirects=False, timeout=10)

    def goal(self, **changed: str) -> str:
        sent = {
            "response_type": "code",
            "client_id": "app",
            "redirect_uri": BACK,
            "scope": "write",
            "state": "s",
            "code_challenge": create_s256_code_challenge(VERIFIER),
            "code_challenge_method": "S256",
            **changed,
        }
        return f"{self.base}/authorize?{urlencode({k: v for k, v in sent.items() if v})}"

    def code(self, answer: str = "yes", **changed: str) -> str:
        said = requests.post(
            self.goal(**changed), data={"answer": answer}, allow_redirects=False, timeout=10
        )
        back = parse_qs(urlsplit(said.headers["Location"]).query)
        assert back["state"] == ["s"]
        return back["code"][0] if "code" in back else back["error"][0]

    def token(self, **changed: str) -> tuple[int, str]:
        sent = {
            "grant_type": "authorization_code",
            "client_id": "app",
            "client_secret": "secret",
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            **changed,
        }
        answer = requests.post(f"{self.base}/token", data=sent, timeout=10)
        return answer.status_code, str(answer.json().get("error", "ok"))

    def renew(self, refresh: str) -> tuple[int, str]:
        sent = {"grant_type": "refresh_token", "refresh_token": refresh}
        app = {"client_id": "app", "client_secret": "secret"}
        answer = requests.post(f"{self.base}/token", data=sent | app, timeout=10)
        return answer.status_code, str(answer.json().get("error", "ok"))


@pytest.fixture
def client() -> Iterator[Client]:
    memory = PracticeConsent()
    memory.register(PracticeApp("app", "secret", BACK))
    memory.register(PracticeApp("other", "secret", BACK))
    memory.register(PracticeApp("header", "secret", BACK, how="client_secret_basic"))

    async def start() -> web.AppRunner:
        return await serve(consent_app(memory), "127.0.0.1", 0)

    with in_a_thread(start, lambda runner: runner.cleanup()) as runner:
        yield Client(memory, f"http://127.0.0.1:{port_of(runner)}")


def test_who_keeps_the_rules_gets_in(client: Client) -> None:
    assert "Erlauben" in client.asks().text
    assert client.token(code=client.code()) == (200, "ok")
    (token,) = client.memory.tokens
    assert client.memory.opened_by(token.access) == "stadt"


@pytest.mark.parametrize(
    "changed",
    [{"client_id": "unknown"}, {"redirect_uri": "https://boese.example/"}, {"client_id": ""}],
)
def test_nobody_is_sent_to_a_strange_address(client: Client, changed: dict[str, str]) -> None:
    answer = client.asks(**changed)
    assert answer.status_code >= 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_what_is_wrong_is_told_to_the_app(
    client: Client, changed: dict[str, str], error: str
) -> None:
    back = client.asks(**changed).headers["Location"]
    assert back.startswith(BACK)
    assert parse_qs(urlsplit(back).query)["error"] == [error]


def test_a_refusal_is_told(client: Client) -> None:
    assert client.code("no") == "access_denied"


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"code": "guessed"}, (400, "invalid_grant")),
        ({"code_verifier": "w" * 50}, (400, "invalid_grant")),
        ({"code_verifier": ""}, (400, "invalid_request")),
        ({"redirect_uri": "https://stadt.example/"}, (400, "invalid_grant")),
        ({"redirect_uri": ""}, (400, "invalid_grant")),
        ({"client_secret": "guessed"}, (401, "invalid_client")),
        ({"client_secret": ""}, (401, "invalid_client")),
        ({"client_id": "other"}, (400, "invalid_grant")),
        ({"client_id": "header"}, (401, "invalid_client")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
)
def test_no_code_for_the_wrong_one(
    client: Client, changed: dict[str, str], answer: tuple[int, str]
) -> None:
    assert client.token(**({"code": client.code()} | changed)) == answer
    assert client.memory.tokens == []


def test_a_code_is_good_once_and_for_a_minute(client: Client) -> None:
    code = client.code()
    client.token(code=code, code_verifier="w" * 50)
    assert client.token(code=code) == (400, "invalid_grant")
    late = client.code()
    client.memory.clock = lambda: 1e12
    assert client.token(code=late) == (400, "invalid_grant")


def test_a_refresh_token_is_good_once(client: Client) -> None:
    client.token(code=client.code())
    first = client.memory.tokens[0]
    assert client.renew(first.refresh) == (200, "ok")
    assert client.renew(first.refresh) == (400, "invalid_grant")
    assert client.memory.used_twice == 1
    second = client.memory.tokens[1]
    assert (client.memory.opened_by(first.access), client.memory.opened_by(second.access)) == (
        "",
        "stadt",
    )


def test_where_nothing_rotates_the_token_for_renewal_stays(client: Client) -> None:
    client.memory.rotates = False
    client.token(code=client.code())
    first = client.memory.tokens[0]
    assert [client.renew(first.refresh) for _ in range(2)] == [(200, "ok")] * 2
    assert (client.memory.used_twice, client.memory.behind(first.refresh)) == (0, 0)
    assert [client.memory.opened_by(one.access) for one in client.memory.tokens] == ["stadt"] * 3


def test_a_drill_shortens_tokens_and_learns_what_became_of_them(client: Client) -> None:
    page = f"{client.base}/_tokens"
    requests.put(page, json={"expires_in": 75, "thinks": 0}, timeout=10)
    client.token(code=client.code())
    first = client.memory.tokens[0]
    assert 70 < first.get_expires_in() <= 75
    client.renew(first.refresh)
    client.renew(first.refresh)
    assert requests.get(page, timeout=10).json() == {"renewed": 1, "used_twice": 1}
    asked = [first.refresh, client.memory.tokens[1].refresh, "unknown"]
    told = [requests.post(page, json={"token": one}, timeout=10).json() for one in asked]
    assert told[1:] == [{"behind": 0}, {"behind": None}]
    renewed, again = told[0].pop("renewed_at"), told[0].pop("asked_again_at")
    assert told[0] == {"behind": 1, "cut": False}
    assert (renewed, again) == (
        client.memory.tokens[1].made,
        client.memory.came_again[first.refresh],
    )
    assert renewed <= again


def test_a_drill_learns_whose_answer_was_cut_off(client: Client) -> None:
    client.token(code=client.code())
    first = client.memory.tokens[0]
    client.memory.faults.add(Fault("POST /token", broken="after"))
    with pytest.raises(requests.ConnectionError):
        client.renew(first.refresh)
    told = requests.post(f"{client.base}/_tokens", json={"token": first.refresh}, timeout=10).json()
    assert (told["behind"], told["cut"]) == (1, True)


def test_what_was_taken_back_is_void(client: Client) -> None:
    client.token(code=client.code())
    client.memory.take_back()
    assert client.memory.opened_by(client.memory.tokens[0].access) == ""
    assert client.renew(client.memory.tokens[0].refresh) == (400, "invalid_grant")
