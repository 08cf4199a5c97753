"""The connector: what the house asks for, in the words of the Bot API."""

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
from ausrufer.connectors.telegram_channel import posts, rights
from ausrufer.connectors.telegram_channel.api import Api
from ausrufer.connectors.telegram_channel.manifest import MANIFEST


class TelegramChannelConnector:
    """Publishes, corrects and takes back posts of one channel; cannot look what is there."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the message once; raises OutcomeUnclear where nobody knows whether it is there."""
        api = Api(self._http, access)
        return Published((await posts.post(api, command.outgoing),))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace text and pictures of the post; the number of pictures cannot change."""
        api = Api(self._http, access)
        return Published((await posts.edit(api, command.outgoing, published[0]),))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the post with its pictures."""
        await posts.delete(Api(self._http, access), published)

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the channel's name and the bot's rights."""
        return await rights.report(Api(self._http, access))
