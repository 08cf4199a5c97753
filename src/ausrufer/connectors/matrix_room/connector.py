"""The connector: what the house asks for, in the words of the client-server API."""

from collections.abc import Sequence
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Manifest,
    Published,
    RemotePart,
    Surroundings,
)
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.connectors.matrix_room import posts, rights, search
from ausrufer.connectors.matrix_room.api import Api
from ausrufer.connectors.matrix_room.manifest import MANIFEST

_NO_TIME = "Wann der Versand begann, ist nicht bekannt. Bitte sehen Sie im Matrix-Raum nach."


class MatrixRoomConnector:
    """Publishes, corrects, takes back and finds messages in one room."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Send words and pictures once; repeatable: every event has a transaction of its own."""
        return Published((await posts.post(Api(self._http, access), command),))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace words and pictures in place; repeatable."""
        return Published((await posts.edit(Api(self._http, access), command, published[0]),))

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Look in the room for the pictures a correction that broke off put behind the others."""
        begun = command.first_attempt_at
        if begun is None or not published:  # nothing was ever sent
            return Published(tuple(published))
        api = Api(self._http, access)
        known = posts.ids_of(published[0])
        found = await search.added(api, command, begun, known)
        return Published((await posts.part_of(api, found),) if found != known else tuple(published))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Redact every event of the message."""
        await posts.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look in the room for the events that carry the mark of this delivery."""
        if command.first_attempt_at is None:
            raise OutcomeUnclear(_NO_TIME)
        api = Api(self._http, access)
        event_ids = await search.found(api, command, command.first_attempt_at)
        return Published((await posts.part_of(api, event_ids),) if event_ids else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for account, room, rights and the limits of the server."""
        return await rights.report(Api(self._http, access))
