"""The practice server answers like the real one, remembers, and shows what was published."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import LinkCard
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.bluesky.tests.stage import (
    BlueskyStage,
    PracticeStage,
    guarded_client,
    lexicons,
    practice_stage,
    practised,
    real_stage,
)
from ausrufer.connectors.bluesky.tests.test_publishing import LINK, order
from ausrufer.training.bluesky import PracticeAccount, PracticeServer, bluesky_app
from ausrufer.training.bluesky.cids import cid_of_blob, cid_of_record
from tests.peers.bluesky import BlueskyServer

POST = {
    "$type": "app.bsky.feed.post",
    "text": "Größe 👷🏽‍♀️",
    "createdAt": "2026-11-21T08:00:00.000Z",
    "langs": ["de"],
}
KEY, OTHER = "3jzfcijpj2z2a", "3jzfcijpj2z2b"
PNG = example_picture(0).content
NOWHERE = cid_of_blob(b"never uploaded")


class Talk:
    """Speaks with a server as nobody's connector: plain requests, plain answers."""

    def __init__(self, stage: BlueskyStage, session: aiohttp.ClientSession) -> None:
        self.stage, self.session, self.token = stage, session, ""
        self.did = stage.account.did

    async def say(self, verb: str, method: str, **options: Any) -> tuple[int, str, Any]:
        """Return status, error code and body."""
        token = options.pop("token", self.token)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= options.pop("headers", {})
        url = f"{self.stage.origin}/xrpc/{method}"
        async with self.session.request(verb, url, headers=headers, **options) as answer:
            body = (
                await answer.json(content_type=None) if answer.content_type != "image/png" else {}
            )
            return answer.status, str(body.get("error", "")), body

    def named(self, key: str = KEY, **more: Any) -> dict[str, Any]:
        return {"repo": self.did, "collection": "app.bsky.feed.post", "rkey": key, **more}


async def _both(server: BlueskyServer, script: Any) -> list[Any]:
    told = []
    for opened in (real_stage(server), practice_stage()):
        async with opened as stage, aiohttp.ClientSession() as session:
            talk = Talk(stage, session)
            login = {"identifier": stage.account.handle, "password": stage.account.app_password}
            _, _, body = await talk.say("POST", "com.atproto.server.createSession", json=login)
            talk.token = body["accessJwt"]
            told.append(await script(talk, body))
            if isinstance(stage, PracticeStage):  # these talks break the lexicons on purpose
                stage.practice.violations.clear()
    return told


@pytest.mark.peers
def test_it_answers_and_refuses_like_the_real_server(bluesky_server: BlueskyServer) -> None:
    async def script(talk: Talk, login: dict[str, Any]) -> list[Any]:
        create, put = "com.atproto.repo.createRecord", "com.atproto.repo.putRecord"
        remove, get = "com.atproto.repo.deleteRecord", "com.atproto.repo.getRecord"
        listing, writes = "com.atproto.repo.listRecords", "com.atproto.repo.applyWrites"
        upload, fetch = "com.atproto.repo.uploadBlob", "com.atproto.sync.getBlob"
        new, renew = "com.atproto.server.createSession", "com.atproto.server.refreshSession"
        handle = talk.stage.account.handle
        delete = {"$type": f"{writes}#delete", "collection": POST["$type"], "rkey": KEY}
        make = {"$type": f"{writes}#create", "collection": POST["$type"], "rkey": KEY,
                "value": POST}  # fmt: skip
        image = {"$type": "blob", "ref": {"$link": NOWHERE}, "mimeType": "image/png", "size": 9}
        lost = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": image}]}
        other = {**POST, "text": "anders"}
        stranger = "did:plc:" + "a" * 24
        png = {"Content-Type": "image/png"}
        script: list[tuple[str, str, dict[str, Any]]] = [
            ("POST", new, {"json": {"identifier": handle, "password": "falsch"}}),
            ("POST", new, {"json": {"identifier": "niemand.test", "password": "x"}}),
            ("POST", new, {"json": {"identifier": handle}}),
            ("POST", new, {"data": b"{", "headers": {"Content-Type": "application/json"}}),
            ("GET", new, {}),
            ("GET", "com.atproto.foo.bar", {}),
            ("GET", "com.atproto.server.describeServer", {}),
            ("POST", create, {"json": talk.named(record=POST), "token": ""}),
            ("POST", create, {"json": talk.named(record=POST), "token": "unsinn"}),
            ("POST", create, {"json": talk.named(record=POST), "token": login["refreshJwt"]}),
            ("POST", create, {"json": talk.named(record=POST)}),
            ("POST", create, {"json": talk.named(record=POST)}),
            ("POST", create, {"json": talk.named("abc", record=POST)}),
            ("POST", create, {"json": talk.named(OTHER, record={"text": "x"})}),
            ("POST", create, {"json": talk.named(OTHER, record={**POST, "createdAt": "gestern"})}),
            ("POST", create, {"json": talk.named(OTHER, record={**POST, "langs": ["d!"]})}),
            ("POST", create, {"json": talk.named(OTHER, record={**POST, "text": "ä" * 301})}),
            ("POST", create, {"json": talk.named(OTHER, record={**POST, "$type": "a.b.c"})}),
            ("POST", create, {"json": talk.named(OTHER, record={**POST, "embed": lost})}),
            ("POST", put, {"json": talk.named(record=POST, swapRecord=None)}),
            ("POST", put, {"json": talk.named(record=other, swapRecord=None)}),
            ("POST", put, {"json": talk.named(OTHER, record=other, swapRecord=None)}),
            ("POST", put, {"json": talk.named(OTHER, record=POST, swapRecord=NOWHERE)}),
            ("POST", put, {"json": talk.named(record=other)}),
            ("POST", put, {"json": {**talk.named(record=other), "repo": stranger}}),
            ("GET", get, {"params": talk.named()}),
            ("GET", get, {"params": {**talk.named(), "repo": handle}}),
            ("GET", get, {"params": talk.named("3jzfcijpj2z2c")}),
            ("GET", get, {"params": {**talk.named(), "repo": "niemand.test"}}),
            ("GET", get, {"params": {"repo": handle, "collection": POST["$type"]}}),
            ("GET", listing, {"params": {"repo": handle, "collection": POST["$type"]}}),
            ("GET", listing, {"params": {"repo": handle, "collection": POST["$type"], "limit": 1}}),
            ("GET", listing, {"params": {"repo": handle, "collection": POST["$type"],
                                         "cursor": OTHER, "limit": 7}}),
            ("GET", listing, {"params": {"repo": handle, "collection": POST["$type"],
                                         "reverse": "true", "cursor": KEY}}),
            ("GET", listing, {"params": {"repo": handle, "collection": POST["$type"],
                                         "limit": 101}}),
            ("POST", writes, {"json": {"repo": talk.did, "writes": [delete, make]}}),
            ("POST", writes, {"json": {"repo": talk.did, "writes": [make]}}),
            ("POST", writes, {"json": {"repo": talk.did, "writes": [delete, delete]}}),
            ("GET", get, {"params": talk.named()}),
            ("POST", remove, {"json": talk.named()}),
            ("POST", remove, {"json": talk.named()}),
            ("GET", get, {"params": talk.named()}),
            ("POST", upload, {"data": PNG, "headers": png}),
            ("POST", upload, {"data": PNG, "headers": {"Content-Type": "image/jpeg"}}),
            ("POST", upload, {"data": b"hallo", "headers": {"Content-Type": "image/jpeg"}}),
            ("POST", upload, {"data": PNG, "headers": png, "token": ""}),
            ("GET", fetch, {"params": {"did": talk.did, "cid": NOWHERE}}),
            ("POST", renew, {"token": login["accessJwt"]}),
            ("POST", renew, {"token": ""}),
            ("POST", renew, {"token": login["refreshJwt"]}),
            ("POST", renew, {"token": login["refreshJwt"]}),
        ]  # fmt: skip
        told = []
        for verb, method, options in script:
            status, error, body = await talk.say(verb, method, **options)
            told.append((verb, method, status, error, _comparable(body, talk)))
        return told

    real, practised = asyncio.run(_both(bluesky_server, script))
    assert practised == real


def _comparable(body: dict[str, Any], talk: Talk) -> Any:
    """Return an answer without what differs between any two servers or accounts."""
    for name in ("commit", "message", "accessJwt", "refreshJwt", "didDoc", "email"):
        body.pop(name, None)
    for name in ("emailConfirmed", "contact", "inviteCodeRequired"):
        body.pop(name, None)
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return text.replace(talk.did, "DID").replace(talk.stage.account.handle, "HANDLE")


@pytest.mark.peers
def test_it_calls_records_by_the_same_content_identifiers(bluesky_server: BlueskyServer) -> None:
    """Thread references are made of these; the encoding has to be exact."""
    strange = {
        "$type": "app.bsky.feed.post",
        "text": "ä" * 299,
        "createdAt": "2026-11-21T08:00:00.000Z",
        "facets": [
            {"index": {"byteStart": 0, "byteEnd": 300},
             "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "x" * 24}]},
        ],
        "zahlen": [0, 23, 24, 255, 256, 65535, 65536, 2**32, -1, -25, -300, True, False, None],
        "a" * 300: {"": [], "leer": {}},
        "verweis": {"$link": NOWHERE},
        "bytes": {"$bytes": "AAEC/w"},
    }  # fmt: skip

    async def test() -> None:
        async with real_stage(bluesky_server) as stage, aiohttp.ClientSession() as session:
            talk = Talk(stage, session)
            login = {"identifier": stage.account.handle, "password": stage.account.app_password}
            _, _, body = await talk.say("POST", "com.atproto.server.createSession", json=login)
            talk.token = body["accessJwt"]
            method = "com.atproto.repo.createRecord"
            _, _, written = await talk.say("POST", method, json=talk.named(record=strange))
            assert written["cid"] == cid_of_record(strange)

    asyncio.run(test())


def test_it_remembers_over_a_restart(tmp_path: Path) -> None:
    command = order("Eins", "Zwei", pictures=(example_picture(0), example_picture(1)))

    async def test() -> None:
        async with _restarted(tmp_path) as stage:
            first = await stage.connector().publish(stage.access, command)
            session, seen = dict(stage.access.session), await stage.seen()
        async with _restarted(tmp_path) as stage:
            assert await stage.seen() == seen
            # The log-in of the last run is unknown to this one: it has to be made anew.
            access = replace(stage.access, session=session)
            again = await stage.connector().publish(access, command)
            assert [p.remote_id for p in again.parts] == [p.remote_id for p in first.parts]
            assert len(stage.practice.memory.created) == 2
            await stage.connector().withdraw(access, again.parts)
        async with _restarted(tmp_path) as stage:
            assert await stage.seen() == []
            assert len(stage.practice.memory.created) == 2

    asyncio.run(test())


@asynccontextmanager
async def _restarted(folder: Path) -> AsyncIterator[PracticeStage]:
    account = PracticeAccount("musterstadt.test", "Stadt Musterstadt", "geheim-4711")
    practice = PracticeServer.in_folder(folder, [account])
    async with TestServer(bluesky_app(practice)) as server, guarded_client(server) as http:
        yield practised(practice, server, http)


def test_a_journal_cut_off_in_a_line_loses_only_that_line(tmp_path: Path) -> None:
    async def test() -> None:
        async with _restarted(tmp_path) as stage:
            for text in ("Eins", "Zwei"):
                await stage.connector().publish(stage.access, order(text))
        journal = tmp_path / "journal.jsonl"
        journal.write_text(journal.read_text("utf-8")[:-20], "utf-8")
        async with _restarted(tmp_path) as stage:
            assert [seen.text for seen in await stage.seen()] == ["Eins"]
            await stage.connector().publish(stage.access, order("Drei"))
        async with _restarted(tmp_path) as stage:
            assert sorted(seen.text for seen in await stage.seen()) == ["Drei", "Eins"]

    asyncio.run(test())


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.tags = "", []
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, name: str) -> list[str | None]:
        return [attributes.get(name) for found, attributes in self.tags if found == tag]


async def _page(stage: PracticeStage, path: str) -> tuple[int, _Page, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.origin}{path}") as answer,
    ):
        return answer.status, _Page(await answer.text()), answer.headers


def test_every_post_has_a_readable_page_that_says_it_is_practice() -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            text = f"Brücke <b>gesperrt</b> & 🚧\n{LINK} #Bürgerfest"
            command = order(text, "Zweiter Teil", pictures=(example_picture(0),))
            published = await stage.connector().publish(stage.access, command)
            path = published.permalink.removeprefix(stage.origin)
            status, page, headers = await _page(stage, path)
            assert status == 200
            assert "ÜBUNG" in page.words
            assert text in page.words
            assert "Zweiter Teil" in page.words
            assert f"Alternativtext: {example_picture(0).alt_text}" in page.words
            assert page.all("img", "alt") == [example_picture(0).alt_text]
            assert LINK in page.all("a", "href")
            assert "/hashtag/B%C3%BCrgerfest" in page.all("a", "href")
            assert [tag for tag, _ in page.tags if tag in {"b", "script", "style"}] == []
            assert page.all("html", "lang") == ["de"]
            assert "style" not in [name for _, attributes in page.tags for name in attributes]
            assert headers["Content-Security-Policy"].startswith("default-src 'none'")
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"{stage.origin}{page.all('img', 'src')[0]}") as picture,
            ):
                assert await picture.read() == example_picture(0).content
            for known in (
                "/",
                "/profile/musterstadt.test",
                "/hashtag/b%C3%BCrgerfest",
                "/page.css",
            ):
                assert (await _page(stage, known))[0] == 200
            for unknown in ("/profile/niemand.test", f"/profile/musterstadt.test/post/{KEY}"):
                assert (await _page(stage, unknown))[0] == 404

    asyncio.run(test())


def test_a_link_card_is_shown_and_leads_only_into_the_web() -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            good = LinkCard(LINK, "<Titel>", "Mehr & mehr")
            bad = LinkCard("javascript:alert(1)", "Böse", "")
            for card in (good, bad):
                await stage.connector().publish(stage.access, order("Text", link=card))
            _, page, _ = await _page(stage, "/profile/musterstadt.test")
            assert page.all("a", "href").count(LINK) == 1
            assert "<Titel>" in page.words
            assert "javascript:alert(1)" not in page.all("a", "href")

    asyncio.run(test())


def test_the_back_door_counts_scripts_and_revokes() -> None:
    async def test() -> None:
        async with practice_stage() as stage, aiohttp.ClientSession(stage.origin) as session:
            command = order("Eins", pictures=(example_picture(0),))
            published = await stage.connector().publish(stage.access, command)
            await stage.connector().withdraw(stage.access, published.parts)
            async with session.get("/_received") as answer:
                (received,) = await answer.json()
            assert (received["text"], received["deleted"]) == ("Eins", True)
            picture = example_picture(0)
            assert received["media"] == [{"sha256": picture.sha256, "alt_text": picture.alt_text}]
            fault = {"on": "POST /xrpc/com.atproto.repo.putRecord", "status": 503, "times": 9}
            async with session.post("/_faults", json=fault) as answer:
                assert await answer.json() == {"waiting": 1}
            async with session.delete("/_faults") as answer:
                assert await answer.json() == {"waiting": 0}
            await stage.connector().publish(stage.access, order("Zwei"))
            for wrong in (b"{", b"[]", b'{"on": 7}', b'{"kaputt": true}'):
                async with session.post("/_faults", data=wrong) as answer:
                    assert answer.status == 400
            acts = [{"revoke": stage.account.app_password}, {"expire": True}, {"release": True}]
            for act in acts:
                async with session.post("/_faults", json=act) as answer:
                    assert answer.status == 200
            with pytest.raises(AccessLost):
                await stage.connector().publish(stage.access, order("Drei"))
            async with session.get("/_violations") as answer:
                assert await answer.json() == []

    asyncio.run(test())


@pytest.mark.parametrize(
    ("method", "body", "told"),
    [
        ("com.atproto.repo.deleteRecord", {"rkee": KEY}, "unknown field rkee"),
        ("com.atproto.repo.putRecord", {"record": POST, "swapRecord": 7}, "not of type string"),
        ("com.atproto.repo.putRecord", {"record": POST, "repo": "niemand"}, "at-identifier"),
        ("com.atproto.repo.applyWrites", {"writes": [{"$type": "a.b#c"}]}, "is not allowed"),
    ],
)
def test_calls_that_break_the_lexicons_are_refused_and_recorded(
    method: str, body: dict[str, Any], told: str
) -> None:
    async def test() -> None:
        async with practice_stage() as stage, aiohttp.ClientSession() as session:
            talk = Talk(stage, session)
            login = {"identifier": stage.account.handle, "password": stage.account.app_password}
            _, _, opened = await talk.say("POST", "com.atproto.server.createSession", json=login)
            named = {"repo": talk.did} if "writes" in body else talk.named()
            status, error, _ = await talk.say(
                "POST", method, json={**named, **body}, token=opened["accessJwt"]
            )
            assert (status, error) == (400, "InvalidRequest")
            assert told in "".join(stage.practice.violations)
            stage.practice.violations.clear()

    asyncio.run(test())


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"a": 1e999}', b"\xff", b'"' * 9000])
@pytest.mark.parametrize("contract", [True, False])
def test_no_body_breaks_it(body: bytes, contract: bool) -> None:  # noqa: FBT001
    async def test() -> None:
        practice = PracticeServer.in_folder(None, [PracticeAccount("a.test", "A", "x")])
        app = bluesky_app(practice, contract=lexicons() if contract else None)
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            for method in ("server.createSession", "repo.putRecord", "repo.applyWrites"):
                url = server.make_url(f"/xrpc/com.atproto.{method}")
                headers = {"Content-Type": "application/json"}
                async with session.post(url, data=body, headers=headers) as answer:
                    assert 400 <= answer.status < 500

    asyncio.run(test())
