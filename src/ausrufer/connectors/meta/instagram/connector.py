"""The connector: what the house asks for, in the words of the Graph API."""

import logging
from collections.abc import Sequence
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Grant,
    Heard,
    Manifest,
    Measured,
    Published,
    RemotePart,
    Surroundings,
    Tokens,
)
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.connectors.meta.instagram import account, comments, posts, search
from ausrufer.connectors.meta.instagram.account import Account
from ausrufer.connectors.meta.instagram.manifest import MANIFEST
from ausrufer.connectors.meta.numbers import numbers_of
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.webhooks import CalledByMeta

log = logging.getLogger(__name__)
_METRICS = {
    "views": "views",
    "reach": "reach",
    "likes": "likes",
    "comments": "comments",
    "saved": "saves",
    "shares": "shares",
}


class InstagramConnector(CalledByMeta):
    """Publishes, takes back and finds posts of one account; nothing can be corrected there."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http, self._lend = surroundings.http, surroundings.lend

    async def publish(self, access: Access, command: Command) -> Published:
        """Prepare and publish the message once, then its first comment, which may fail alone."""
        if command.already:
            return Published(command.already)
        own, prepared = Account(self._http, access), Prepared(access.session, command.key)
        part = await posts.post(own, command.outgoing, prepared, self._lend)
        if command.outgoing.comment:
            try:
                await comments.first(own, part.remote_id, command.outgoing.comment)
            except ConnectorFailure as failure:
                log.warning("first comment below %s: %s", part.remote_id, failure.for_log)
        return Published((part,))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the post with its comments."""
        own = Account(self._http, access)
        for part in published:
            await posts.delete(own, part.remote_id)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the message among the account's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        own, prepared = Account(self._http, access), Prepared(access.session, command.key)
        found = await search.find(own, command, command.first_attempt_at, prepared)
        return Published((found,) if found else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the account and the end of its token."""
        return await account.report(self._http, access)

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the accounts linked to the person's pages."""
        return await account.grants(self._http, access, tokens)

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of comments below the post."""
        return await comments.heard(Account(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer a comment; Instagram keeps no key, so it is asked once only."""
        del key
        return await comments.reply(Account(self._http, access), contribution_id, text)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide a comment or show it again."""
        await comments.hide(Account(self._http, access), contribution_id, hidden=hidden)

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Delete a comment."""
        await comments.remove(Account(self._http, access), contribution_id)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what Instagram tells of the post in numbers."""
        if not published:
            return Measured()
        graph = Account(self._http, access).graph
        path = f"/{published[0].remote_id}/insights"
        return Measured(numbers_of(await graph.get(path, metric=",".join(_METRICS)), _METRICS))
