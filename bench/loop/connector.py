"""The connector to the acceptor: does as little as a connector can."""

from typing import ClassVar

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
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.foundation.http import HttpFailure, NotReached

_OK = 200


class LoopConnector:
    """Sends a key and a text."""

    manifest: ClassVar[Manifest] = Manifest(
        kind="loop",
        label="Messung",
        form=Form.POST,
        text=TextRules(limit=500),
        pictures=PictureRules(most=0),
        access=(AccessField("address", "Adresse"),),
        deadline_seconds=5.0,
        repeatable=True,
    )

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Send once."""
        told = {"key": command.key, "text": command.outgoing.parts[0]}
        try:
            answer = await self._http.request("POST", access["address"], json=told)
        except NotReached as failure:
            raise TemporaryFailure(failure.for_staff, for_log=failure.for_log) from failure
        except HttpFailure as failure:
            raise OutcomeUnclear(failure.for_staff, for_log=failure.for_log) from failure
        if answer.status != _OK:
            raise PermanentFailure("Abgelehnt.")
        return Published((RemotePart(command.key, access["address"]),))
