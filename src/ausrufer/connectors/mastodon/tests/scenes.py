"""Scenes played on an open stage."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from ausrufer.channels.contract import Command
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.connectors.mastodon.tests.stage import MastodonStage, stage

UPLOADING = "POST /api/v2/media"
ASKING = "GET /api/v1/media/*"


def play(scene: Callable[[MastodonStage], Awaitable[None]], **settings: Any) -> None:
    async def run() -> None:
        async with stage(**settings) as opened:
            await scene(opened)

    asyncio.run(run())


def changed(command: Command, **fields: Any) -> Command:
    return replace(command, outgoing=replace(command.outgoing, **fields))


async def failure_of(call: Awaitable[Any]) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await call
    return caught.value
