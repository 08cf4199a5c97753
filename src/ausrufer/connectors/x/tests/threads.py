"""Threads as the tests of corrections see them."""

from dataclasses import replace
from typing import Any

import pytest

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.connectors.x.tests.stage import XStage
from ausrufer.training.x import PracticeX


def saying(command: Command, *parts: str) -> Command:
    """Return the order with other texts."""
    return replace(command, outgoing=replace(command.outgoing, parts=parts))


def edits(x: PracticeX) -> list[int]:
    """Return how many versions each post has that stands there, in the order of the thread."""
    return [len(one.history) for one in sorted(x.there(), key=lambda one: one.history[0])]


async def texts(opened: XStage) -> list[str]:
    return [seen.text for seen in await opened.seen()]


async def failure_of(opened: XStage, command: Command, parts: tuple[RemotePart, ...]) -> Any:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().amend(opened.access, command, parts)
    return caught.value
