"""The contract every connector is held to: a good connector passes, each kind of bad one fails."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from ausrufer.channels.contract import Access, Command, Published, RemotePart, Surroundings
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import (
    ConnectorContract,
    FakeConnector,
    FakeOneWayConnector,
    FakePlatform,
    Fault,
    Mishap,
    Seen,
    SeenPicture,
    Stage,
)
from ausrufer.foundation.http import GuardedClient, HttpPolicy

_MISHAPS = {
    Fault.UNREACHABLE: Mishap.refused(TemporaryFailure("Das Netz ist nicht erreichbar.")),
    Fault.BUSY: Mishap.refused(TemporaryFailure("Das Netz bittet um Geduld.")),
    Fault.REFUSED: Mishap.refused(PermanentFailure("Das Netz lehnt den Text ab.")),
    Fault.BROKEN_BEFORE: Mishap.broken_off(after=0),
    Fault.BROKEN_AFTER: Mishap.broken_off(after=1),
    Fault.NONSENSE: Mishap.broken_off(after=1),
}


class FakeStage(Stage):
    faults = frozenset(Fault)

    def __init__(self, connector: type[FakeOneWayConnector]) -> None:
        self._class = connector
        self.platform = FakePlatform.named(uuid4().hex)
        self.platform.token = "ganz-geheim"
        self.access = Access({"platform": self.platform.name}, {"token": "ganz-geheim"})

    def connector(self) -> Any:
        return self._class(Surroundings(GuardedClient(HttpPolicy()), Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                copy.remote_id,
                copy.text,
                copy.outgoing.language,
                tuple(
                    SeenPicture(hashlib.sha256(picture.content).hexdigest(), picture.alt_text)
                    for picture in copy.outgoing.pictures
                    if copy.number == 0
                ),
            )
            for copy in self.platform.copies.values()
        ]

    async def arrange(self, fault: Fault) -> None:
        if fault is Fault.ACCESS_LOST:
            self.platform.token = "erneuert"
        else:
            self.platform.script("publish", _MISHAPS[fault])


class TestFakeConnector(ConnectorContract):
    connector: ClassVar[type[FakeOneWayConnector]] = FakeConnector

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        yield FakeStage(self.connector)


class TestFakeOneWayConnector(TestFakeConnector):
    connector = FakeOneWayConnector


class Doubling(FakeConnector):
    async def publish(self, access: Access, command: Command) -> Published:
        return await super().publish(access, replace(command, key=str(uuid4())))


class Guessing(FakeConnector):
    async def find(self, access: Access, command: Command) -> Published:
        found = await super().find(access, command)
        return found if found.parts else Published((RemotePart("irgendwas"),))


class Improving(FakeConnector):
    async def publish(self, access: Access, command: Command) -> Published:
        better = tuple(part.upper() for part in command.outgoing.parts)
        return await super().publish(
            access, replace(command, outgoing=replace(command.outgoing, parts=better))
        )


class Chatty(FakeConnector):
    async def publish(self, access: Access, command: Command) -> Published:
        try:
            return await super().publish(access, command)
        except ConnectorFailure as failure:
            raise type(failure)(failure.for_staff, for_log=f"token={access['token']}") from failure


class Resigned(FakeConnector):
    async def publish(self, access: Access, command: Command) -> Published:
        try:
            return await super().publish(access, command)
        except OutcomeUnclear as unclear:
            raise TemporaryFailure(unclear.for_staff) from unclear


class Coded(FakeConnector):
    async def publish(self, access: Access, command: Command) -> Published:
        try:
            return await super().publish(access, command)
        except AccessLost as lost:
            raise AccessLost("HTTP 401.") from lost


class Clinging(FakeConnector):
    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Say yes and do nothing."""


@pytest.mark.parametrize(
    ("connector", "demand"),
    [
        (Doubling, "test_a_repeat_does_not_double"),
        (Guessing, "test_a_look_finds_what_is_there_and_nothing_else"),
        (Improving, "test_publishes_exactly_what_was_approved"),
        (Chatty, "test_faults_are_told_in_the_failure_language"),
        (Resigned, "test_faults_are_told_in_the_failure_language"),
        (Coded, "test_faults_are_told_in_the_failure_language"),
        (Clinging, "test_what_is_withdrawn_is_gone"),
    ],
)
def test_a_bad_connector_does_not_pass(connector: type[FakeConnector], demand: str) -> None:
    contract = TestFakeConnector()
    contract.connector = connector  # type: ignore[misc]
    with pytest.raises(AssertionError):
        getattr(contract, demand)()
