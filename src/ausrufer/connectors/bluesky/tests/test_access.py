"""Logging in: once, kept, renewed when it has run out, and never told to anybody."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Command, Surroundings
from ausrufer.channels.errors import AccessLost, ConnectorFailure, TemporaryFailure
from ausrufer.connectors.bluesky import BlueskyConnector
from ausrufer.connectors.bluesky.tests.stage import (
    BlueskyStage,
    PracticeStage,
    guarded_client,
    on_stage,
    practice_stage,
    real_stage,
)
from ausrufer.connectors.bluesky.tests.test_publishing import order
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault
from tests.peers.bluesky import BlueskyServer

LOGIN = "com.atproto.server.createSession"
RENEWAL = "com.atproto.server.refreshSession"


class Counting(GuardedClient):
    """Counts which methods are called."""

    def __init__(self, policy: HttpPolicy) -> None:
        super().__init__(policy)
        self.calls: Counter[str] = Counter()

    async def request(self, method: str, url: str, **options: Any) -> Any:
        self.calls[url.rpartition("/")[2]] += 1
        return await super().request(method, url, **options)


@asynccontextmanager
async def counting(stage: BlueskyStage) -> AsyncIterator[tuple[BlueskyConnector, Counter[str]]]:
    async with Counting(stage.http.policy) as http:
        yield BlueskyConnector(Surroundings(http, Path("/nowhere"))), http.calls


@on_stage
async def test_one_login_serves_many_calls_even_at_once(stage: BlueskyStage) -> None:
    async with counting(stage) as (connector, calls):
        await asyncio.gather(
            *(connector.publish(stage.access, order(f"Nachricht {n}")) for n in range(8))
        )
        await connector.find(stage.access, order("Nichts"))
        assert (calls[LOGIN], calls[RENEWAL]) == (1, 0)
    assert len(await stage.posts()) == 8


@on_stage
async def test_a_check_logs_in_anew(stage: BlueskyStage) -> None:
    async with counting(stage) as (connector, calls):
        await connector.publish(stage.access, order("Eins"))
        await connector.check_access(stage.access)
        assert calls[LOGIN] == 2
    await asyncio.to_thread(stage.revoke)
    with pytest.raises(AccessLost):
        await stage.connector().check_access(stage.access)


@on_stage
async def test_a_login_is_not_used_for_another_account(stage: BlueskyStage) -> None:
    async with counting(stage) as (connector, calls):
        await connector.publish(stage.access, order("Eins"))
        settings = {**stage.access.settings, "handle": stage.account.did}
        await connector.publish(replace(stage.access, settings=settings), order("Zwei"))
        assert calls[LOGIN] == 2


@on_stage
async def test_the_handle_may_be_written_as_people_write_it(stage: BlueskyStage) -> None:
    settings = {**stage.access.settings, "handle": f" @{stage.account.handle.upper()} "}
    report = await stage.connector().check_access(replace(stage.access, settings=settings))
    assert report.account == f"@{stage.account.handle}"


@pytest.mark.peers
def test_a_login_that_ran_out_is_renewed_once(bluesky_server: BlueskyServer) -> None:
    async def test() -> None:
        async with real_stage(bluesky_server) as stage, counting(stage) as (connector, calls):
            await connector.publish(stage.access, order("Eins"))
            _run_out(stage, bluesky_server.jwt_secret)
            await asyncio.gather(
                *(connector.publish(stage.access, order(f"Nachricht {n}")) for n in range(4))
            )
            assert (calls[LOGIN], calls[RENEWAL]) == (1, 1)
            assert len(await stage.posts()) == 5

    asyncio.run(test())


@pytest.mark.peers
def test_a_login_that_cannot_be_renewed_is_made_anew(bluesky_server: BlueskyServer) -> None:
    async def test() -> None:
        async with real_stage(bluesky_server) as stage, counting(stage) as (connector, calls):
            await connector.publish(stage.access, order("Eins"))
            _run_out(stage, bluesky_server.jwt_secret)
            stage.access.session["renewal"] = "unverständlich".encode().hex()
            await connector.publish(stage.access, order("Zwei"))
            assert (calls[LOGIN], calls[RENEWAL]) == (2, 1)

    asyncio.run(test())


@pytest.mark.peers
def test_a_revoked_password_is_noticed_when_the_login_runs_out(
    bluesky_server: BlueskyServer,
) -> None:
    async def test() -> None:
        async with real_stage(bluesky_server) as stage:
            await stage.connector().publish(stage.access, order("Eins"))
            await asyncio.to_thread(stage.revoke)
            _run_out(stage, bluesky_server.jwt_secret)
            with pytest.raises(AccessLost):
                await stage.connector().publish(stage.access, order("Zwei"))
            assert [record.value.text for record in await stage.posts()] == ["Eins"]

    asyncio.run(test())


def test_the_practice_server_lets_logins_run_out_alike() -> None:
    async def test() -> None:
        async with practice_stage() as stage, counting(stage) as (connector, calls):
            await connector.publish(stage.access, order("Eins"))
            stage.practice.tokens.expire(stage.practice.clock())
            await connector.publish(stage.access, order("Zwei"))
            assert (calls[LOGIN], calls[RENEWAL]) == (1, 1)
            stage.practice.revoke(stage.account.app_password)
            stage.practice.tokens.expire(stage.practice.clock())
            with pytest.raises(AccessLost):
                await connector.publish(stage.access, order("Drei"))

    asyncio.run(test())


def _run_out(stage: BlueskyStage, jwt_secret: str) -> None:
    """Put a token in the session that the server signed, so to say, and that has run out."""
    head = _base64({"typ": "at+jwt", "alg": "HS256"})
    claims = {"scope": "com.atproto.appPass", "aud": "did:web:localhost", "iat": 1, "exp": 2}
    signed = f"{head}.{_base64({**claims, 'sub': stage.account.did})}"
    digest = hmac.new(jwt_secret.encode(), signed.encode(), hashlib.sha256).digest()
    signature = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    stage.access.session["token"] = f"{signed}.{signature}"


def _base64(claims: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


@pytest.mark.peers
def test_too_many_logins_wait_as_long_as_the_server_says() -> None:
    """The limits of the real server: 30 log-ins of an account in five minutes."""

    async def test(server: BlueskyServer) -> None:
        async with real_stage(server) as stage, aiohttp.ClientSession() as session:
            wrong = {"identifier": "niemand.test", "password": "falsch"}  # spares the hashing
            url = f"{stage.base_url}/xrpc/{LOGIN}"
            tries = await asyncio.gather(*(session.post(url, json=wrong) for _ in range(30)))
            assert {answer.status for answer in tries} == {401}
            settings = {**stage.access.settings, "handle": "niemand.test"}
            with pytest.raises(TemporaryFailure) as pause:
                await stage.connector().check_access(replace(stage.access, settings=settings))
            assert pause.value.retry_after is not None
            assert 1 <= pause.value.retry_after.total_seconds() <= 300

    with BlueskyServer(rate_limits=True) as server:
        asyncio.run(test(server))


INVALID = "Die Adresse des Bluesky-Servers am Kanal ist ungültig."
UNENCRYPTED = (
    "Die Adresse des Bluesky-Servers muss mit https:// beginnen: Das App-Passwort würde sonst "
    "unverschlüsselt übertragen."
)
INCOMPLETE = "Am Kanal fehlt der Name des Bluesky-Kontos oder das App-Passwort."
PRIVATE = (
    "10.1.2.3 liegt nicht im öffentlichen Internet und wird deshalb nicht aufgerufen. Ist das "
    "gewollt, kann die IT diese Adresse freigeben."
)


@pytest.mark.parametrize(
    ("settings", "secrets", "sentence"),
    [
        ({"service": ""}, {}, "Am Kanal fehlt die Adresse des Bluesky-Servers."),
        ({"service": "https://["}, {}, INVALID),
        ({"service": "http://a.example:x"}, {}, INVALID),
        ({"service": "http://bsky.social"}, {}, UNENCRYPTED),
        ({"service": "ftp://bsky.social"}, {}, UNENCRYPTED),
        ({"handle": " "}, {}, INCOMPLETE),
        ({}, {"app_password": ""}, INCOMPLETE),
        ({"service": "https://10.1.2.3"}, {}, PRIVATE),
    ],
)
def test_a_bad_setup_is_told_before_anything_is_sent(
    settings: dict[str, str], secrets: dict[str, str], sentence: str
) -> None:
    async def test(stage: PracticeStage) -> None:
        access = Access({**stage.access.settings, **settings}, {**stage.access.secrets, **secrets})
        async with counting(stage) as (connector, _):
            with pytest.raises(AccessLost) as lost:
                await connector.publish(access, order("Eins"))
            assert lost.value.for_staff == sentence
        assert await stage.posts() == []

    async def play() -> None:
        async with practice_stage() as stage:
            await test(stage)

    asyncio.run(play())


@pytest.mark.parametrize("scheme", ["", "http://"])
@pytest.mark.parametrize("rest", ["", "/", "/profile/x", "/xrpc/?a=b#c"])
def test_any_address_of_the_server_will_do(scheme: str, rest: str) -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            address = f"{scheme or 'http://'}127.0.0.1:{stage.server.port}{rest}"
            settings = {**stage.access.settings, "service": address}
            report = await stage.connector().check_access(replace(stage.access, settings=settings))
            assert report.account == "@musterstadt.test"

    asyncio.run(test())


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (401, {"error": "AccountTakedown"}, "Bluesky hat dieses Konto gesperrt."),
        (401, {"error": "AuthFactorTokenRequired"}, "Bluesky verlangt bei der Anmeldung"),
        (400, {"error": "InvalidRequest"}, "Bluesky nimmt den Zugang nicht mehr an."),
        (404, "<h1>Nicht gefunden</h1>", "Unter der Adresse am Kanal antwortet kein"),
        (301, "", "Der Bluesky-Server leitet an eine andere Adresse weiter."),
        (403, "<h1>Verboten</h1>", "Bluesky erlaubt diesem Zugang das nicht."),
    ],
)
def test_a_refused_login_says_what_to_do(status: int, body: Any, failure: str) -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            script = Fault(f"POST /xrpc/{LOGIN}", status=status, body=body)
            stage.script.add(script)
            with pytest.raises(AccessLost) as lost:
                await stage.connector().publish(stage.access, order("Eins"))
            assert lost.value.for_staff.startswith(failure)

    asyncio.run(test())


def test_a_server_that_quotes_secrets_does_not_make_us_tell_them() -> None:
    """Whatever a server answers, neither password nor tokens reach a sentence or a log."""

    login_refused = [True]

    async def quote(request: web.Request) -> web.Response:
        sent = (await request.read()).decode() + request.headers.get("Authorization", "")
        if request.path.endswith(LOGIN) and not login_refused[0]:
            tokens = {"accessJwt": "ganz-geheim-1", "refreshJwt": "ganz-geheim-2"}
            return web.json_response({"did": "did:plc:x", "handle": "a.test", **tokens})
        return web.json_response({"error": "InvalidRequest", "message": f"?{sent}"}, status=400)

    async def told(command: Command) -> str:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", quote)
        async with TestServer(app) as server, guarded_client(server) as http:
            access = Access(
                {"service": str(server.make_url("")), "handle": "a.test"},
                {"app_password": "app-passwort-4711"},
            )
            with pytest.raises(ConnectorFailure) as failure:
                await BlueskyConnector(Surroundings(http, Path("/nowhere"))).publish(
                    access, command
                )
            cause: BaseException | None = failure.value
            texts = [repr(access)]
            while cause is not None:
                texts += [repr(cause), str(vars(cause))]
                cause = cause.__cause__ or cause.__context__
            return " ".join(texts)

    for login_refused[0] in (True, False):
        texts = asyncio.run(told(order("Eins")))
        assert "InvalidRequest" in texts
        for secret in ("app-passwort-4711", "ganz-geheim-1", "ganz-geheim-2"):
            assert secret not in texts
