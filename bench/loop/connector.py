"""Connectors to the acceptor: one that repeats safely, one that can look, one that can neither."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessField,
    Command,
    Form,
    Manifest,
    PictureRules,
    Published,
    RemotePart,
    Surroundings,
    TextRules,
)
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.foundation.http import HttpFailure, NotReached

_OK, _TOO_MANY, _FAILED = 200, 429, 500


class BlindConnector:
    """Sends, and can neither be asked nor repeat."""

    manifest: ClassVar[Manifest] = Manifest(
        kind="loop_blind",
        label="Messung",
        form=Form.POST,
        text=TextRules(limit=500),
        pictures=PictureRules(most=0),
        access=(AccessField("address", "Adresse"),),
        deadline_seconds=5.0,
    )

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Send once."""
        told = {"key": command.key, "once": self.manifest.repeatable}
        told |= {"text": command.outgoing.parts[0]}
        try:
            answer = await self._http.request("POST", access["address"], json=told)
        except NotReached as failure:
            raise TemporaryFailure(failure.for_staff, for_log=failure.for_log) from failure
        except HttpFailure as failure:
            raise OutcomeUnclear(failure.for_staff, for_log=failure.for_log) from failure
        if answer.status != _OK:
            raise _meaning(answer.status, dict(answer.headers))
        return Published((RemotePart(command.key, access["address"]),))


class KeyConnector(BlindConnector):
    """Repeats safely: the acceptor knows its keys."""

    manifest: ClassVar[Manifest] = replace(
        BlindConnector.manifest, kind="loop_key", repeatable=True
    )

    async def find(self, access: Access, command: Command) -> Published:
        """Look whether it is there."""
        try:
            answer = await self._http.request("GET", f"{access['address']}/{command.key}")
        except HttpFailure as failure:
            raise TemporaryFailure(failure.for_staff, for_log=failure.for_log) from failure
        told: dict[str, Any] = answer.json()
        there = (RemotePart(command.key, access["address"]),) if told["there"] else ()
        return Published(there)


class LookConnector(KeyConnector):
    """Would double what is repeated, but can look."""

    manifest: ClassVar[Manifest] = replace(BlindConnector.manifest, kind="loop_look")


def _meaning(status: int, headers: dict[str, str]) -> ConnectorFailure:
    if status == _TOO_MANY:
        wait = timedelta(seconds=int(headers.get("retry-after", "1")))
        return TemporaryFailure("Bitte warten.", retry_after=wait)
    if status >= _FAILED:
        return TemporaryFailure("Gerade gestört.")
    return PermanentFailure("Abgelehnt.")
