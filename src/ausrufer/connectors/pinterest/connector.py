"""The connector: what the house asks for, in the words of Pinterest."""

from collections.abc import Sequence
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Grant,
    Manifest,
    Measured,
    Published,
    RemotePart,
    Surroundings,
    Tokens,
)
from ausrufer.connectors.pinterest import boards, numbers, pins, search
from ausrufer.connectors.pinterest.api import Api
from ausrufer.connectors.pinterest.manifest import MANIFEST


class PinterestConnector:
    """Publishes, corrects, takes back and finds pins of one board."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Create one pin with up to five pictures."""
        if command.already:
            return Published(command.already)
        return Published((await pins.create(Api(self._http, access), command.outgoing),))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace the words of the pin; its pictures cannot change."""
        api = Api(self._http, access)
        return Published((await pins.change(api, command.outgoing, published[0]),))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the pin."""
        await pins.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the pin on the board."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api, since = Api(self._http, access), command.first_attempt_at
        found = await search.find(api, command.outgoing, since)
        return Published((found,) if found else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for account and board."""
        return await boards.report(Api(self._http, access))

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return every public board fresh tokens open."""
        secrets = {**access.secrets, "access_token": tokens.access}
        fresh = Access(access.settings, secrets, stand_ins=access.stand_ins)
        return await boards.grants(Api(self._http, fresh))

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what readers made of it."""
        return await numbers.measured(Api(self._http, access), published)
