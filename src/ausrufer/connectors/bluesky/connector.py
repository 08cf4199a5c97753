"""The connector: what the house asks for, in the words of a Bluesky server."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Heard,
    Manifest,
    Measured,
    Published,
    RemotePart,
    Surroundings,
)
from ausrufer.connectors.bluesky import gates, replies, threads
from ausrufer.connectors.bluesky.account import Account
from ausrufer.connectors.bluesky.failures import Step
from ausrufer.connectors.bluesky.manifest import MANIFEST, PICTURE_BYTES, TEXT_LIMIT
from ausrufer.connectors.bluesky.network import APPVIEW, Network, numbers_of
from ausrufer.connectors.bluesky.repository import Repository
from ausrufer.connectors.bluesky.xrpc import Request, Xrpc


class BlueskyConnector:
    """Publishes, corrects, takes back, finds, hears and measures posts of one account."""

    manifest: ClassVar[Manifest] = MANIFEST
    appview: ClassVar[str] = APPVIEW

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the parts that are not `already` there, the first with pictures or link card.

        Repeatable: every part has a key of its own, made of the command's.
        """
        repository = await self._repository(access)
        return Published(await threads.publish(repository, command))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Post the corrected text under the old address; add or delete the rest; repeatable."""
        repository = await self._repository(access)
        return Published(await threads.amend(repository, command, published))

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Look for the records a correction that broke off wrote behind the others."""
        repository = await self._repository(access)
        return Published(await threads.find_added(repository, command, published))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete every post, the last first."""
        repository = await self._repository(access)
        for part in reversed(published):
            await repository.delete(repository.key_of(part))

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the records under the keys this command gives them."""
        repository = await self._repository(access)
        return Published(await threads.find(repository, command))

    async def check_access(self, access: Access) -> AccessReport:
        """Log in anew and ask for the server's limits."""
        account = self._account(access)
        login = await account.login_anew()
        described = await account.xrpc.ask(
            Request(Step.READING, "com.atproto.server.describeServer")
        )
        return AccessReport(f"@{login.handle}", _limits(described.body))

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return what others wrote below a thread; it comes in one piece."""
        del cursor
        account = self._account(access)
        return await replies.heard(account, self._network(account), published)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once; repeatable, for the answer's record is named after `key`."""
        account = self._account(access)
        repository = Repository(account, await account.login())
        return await replies.reply(repository, self._network(account), contribution_id, text, key)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide an answer below a thread of the account or show it again; repeatable."""
        account = self._account(access)
        repository = Repository(account, await account.login())
        await gates.hide(repository, self._network(account), contribution_id, hidden=hidden)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return likes, reposts, answers and quotes of the first post."""
        network = self._network(self._account(access))
        return numbers_of(await network.post(published[0].remote_id), len(published))

    def _network(self, account: Account) -> Network:
        return Network(account, self.appview)

    def _account(self, access: Access) -> Account:
        return Account(Xrpc(self._http, access), access)

    async def _repository(self, access: Access) -> Repository:
        account = self._account(access)
        return Repository(account, await account.login())


def _limits(described: Mapping[str, object]) -> dict[str, int]:
    blobs = described.get("blobUploadLimit")
    granted = blobs if isinstance(blobs, int) and blobs > 0 else PICTURE_BYTES
    return {"text_limit": TEXT_LIMIT, "picture_bytes": min(granted, PICTURE_BYTES)}
