"""A practice instance reached by plain HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp.test_utils import TestClient, TestServer

from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.stage import (
    TOKEN,
    contract_where_present,
)
from ausrufer.training.mastodon import PracticeAccount, PracticeInstance, mastodon_app

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def instance(**settings: Any) -> AsyncIterator[tuple[PracticeInstance, TestClient[Any, Any]]]:
    """Open an instance and a plain HTTP client; violations are left to the test."""
    folder = settings.pop("folder", None)
    contract = settings.pop("contract", contract_where_present())
    accounts = [PracticeAccount("musterstadt", "Stadt <Muster>", TOKEN, note="Übung & <b>mehr</b>")]
    opened = PracticeInstance.in_folder(folder, accounts)
    for name, value in settings.items():
        setattr(opened, name, value)
    app = mastodon_app(opened, contract=contract)
    async with TestClient(TestServer(app)) as client:
        yield opened, client


async def post(client: TestClient[Any, Any], **fields: Any) -> dict[str, Any]:
    answer = await client.post("/api/v1/statuses", json=fields, headers=BEARER)
    assert answer.status == 200, await answer.text()
    return dict(await answer.json())


async def put_picture(client: TestClient[Any, Any], number: int = 0) -> str:
    picture = example_picture(number)
    form = aiohttp.FormData()
    form.add_field("file", picture.content, filename="a.png", content_type=picture.media_type)
    form.add_field("description", picture.alt_text)
    answer = await client.post("/api/v2/media", data=form, headers=BEARER)
    assert answer.status == 200, await answer.text()
    return str((await answer.json())["id"])
