"""Whatever a platform answers, a connector speaks the failure language and nothing else."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from django.utils.module_loading import import_string

from ausrufer.channels.contract import (
    Access,
    Command,
    Outgoing,
    Published,
    RemotePart,
    Surroundings,
    Tokens,
)
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.meta.graph import FACEBOOK, UPLOADS, is_identifier
from ausrufer.connectors.meta.tests.stages import example_film
from ausrufer.foundation.http import GuardedClient, HttpPolicy

KINDS = [
    "facebook_page.FacebookPageConnector",
    "instagram.InstagramConnector",
    "threads.ThreadsConnector",
]
ODD_ENTRY = (
    '{"id": "1_2", "created_time": 5, "timestamp": "gestern", "from": "x", "replied_to": [], '
    '"message": 7, "description": null, "text": {}, "name": [], "values": [{"value": {"a": "b"}}], '
    '"tasks": [{}], "access_token": 1, "config": [], "quota_usage": true, "media_type": 3}'
)
OURS = {"message": "Ein Text.", "caption": "Ein Text.", "text": "Ein Text."}
OURS |= {"description": "Ein Text.", "permalink_url": "javascript:1"}
BODIES = {
    "page": "<html>Wartung</html>",
    "nothing": "",
    "null": "null",
    "list": "[1]",
    "word": '"ja"',
    "empty": "{}",
    "data is a word": '{"data": "x"}',
    "no objects": '{"data": [1, null, "x"], "status": 4, "status_code": [], "id": 5}',
    "odd entries": f'{{"data": [{ODD_ENTRY}], "paging": {{"next": "http://[", "cursors": []}}}}',
    "odd paging": f'{{"data": [{ODD_ENTRY}], "paging": "next"}}',
    "odd id": '{"id": "../me", "video_id": "1?x", "permalink": "javascript:alert(1)"}',
    "odd times": '{"data": {"is_valid": true, "expires_at": 1e30, "scopes": {}}, "id": "1"}',
    "late": f'{{"data": {{"is_valid": true, "expires_at": {10**30}, "scopes": "a"}}, "id": "1"}}',
    "odd error": '{"error": {"code": "190", "error_subcode": [], "message": 5}}',
    "error is a word": '{"error": "invalid_request"}',
    "ours, unusable": json.dumps({"data": [{"id": "../me", "permalink": "javascript:1", **OURS}]}),
    "ours, no address": json.dumps({"data": [{"id": "17", "permalink": "javascript:1", **OURS}]}),
    "deep": "[" * 5000,
}
Ability = Callable[[Any, Access], Awaitable[object]]


def _outgoing(**more: Any) -> Outgoing:
    return Outgoing("x", "de", "Titel", ("Ein Text.",), comment="Mehr dazu.", **more)


def _abilities(folder: Path) -> dict[str, Ability]:
    begun = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    part = (RemotePart("1_2", ""),)
    pictured = Command("k", _outgoing(pictures=(example_picture(1),)), first_attempt_at=begun)
    filmed = Command("f", _outgoing(films=(example_film(folder),)), first_attempt_at=begun)
    return {
        "publish": lambda one, access: one.publish(access, pictured),
        "publish a film": lambda one, access: one.publish(access, filmed),
        "amend": lambda one, access: one.amend(access, pictured, part),
        "withdraw": lambda one, access: one.withdraw(access, part),
        "find": lambda one, access: one.find(access, pictured),
        "find a film": lambda one, access: one.find(access, filmed),
        "check_access": lambda one, access: one.check_access(access),
        "grants": lambda one, access: one.grants(access, Tokens("kurz")),
        "renew": lambda one, access: one.renew(access),
        "contributions": lambda one, access: one.contributions(access, part),
        "reply": lambda one, access: one.reply(access, "1_3", "Ja.", "key"),
        "hide": lambda one, access: one.hide(access, "1_3", hidden=True),
        "remove": lambda one, access: one.remove(access, "1_3"),
        "measure": lambda one, access: one.measure(access, part),
    }


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("kind", KINDS)
def test_every_ability_bears_every_answer(kind: str, status: int, tmp_path: Path) -> None:
    tried = asyncio.run(_tried(kind, status, tmp_path))
    assert tried >= len(BODIES) * 10


async def _tried(kind: str, status: int, folder: Path) -> int:
    said = {"body": ""}

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=said["body"], status=status, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    tried = 0
    async with (
        TestServer(app) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        here = str(server.make_url("")).rstrip("/")
        origins = (FACEBOOK, UPLOADS, "https://graph.threads.net")
        surroundings = Surroundings(http, Path("/nowhere"), lambda *_: here)
        connector = import_string(f"ausrufer.connectors.meta.{kind}")(surroundings)
        for said["body"] in BODIES.values():
            for name, ability in _abilities(folder).items():
                if not hasattr(connector, name.split()[0]):
                    continue
                access = Access(
                    {"page_id": "1", "instagram_id": "2", "client_id": "3"},
                    {"access_token": "EAAgeheim", "client_secret": "geheimnis"},
                    stand_ins=dict.fromkeys(origins, here),
                )
                tried += 1
                try:
                    _leads_nowhere_else(await ability(connector, access))
                except ConnectorFailure as failure:
                    _keeps_secrets(failure)
    return tried


def _leads_nowhere_else(found: object) -> None:
    assert "javascript" not in repr(found)
    if isinstance(found, Published):
        assert all(is_identifier(one.remote_id) for one in found.parts)


def _keeps_secrets(failure: ConnectorFailure) -> None:
    told = f"{failure.for_staff} {failure.for_log} {failure!r}"
    assert "EAAgeheim" not in told
    assert "geheimnis" not in told
