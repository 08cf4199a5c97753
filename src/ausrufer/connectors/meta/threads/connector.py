"""The connector: what the house asks for, in the words of the Threads API."""

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
from ausrufer.connectors.meta.graph import identifier
from ausrufer.connectors.meta.numbers import numbers_of
from ausrufer.connectors.meta.threads import posts, profile, replies, search
from ausrufer.connectors.meta.threads.manifest import MANIFEST
from ausrufer.connectors.meta.threads.profile import NAME, graph_of
from ausrufer.connectors.meta.webhooks import CalledByMeta

log = logging.getLogger(__name__)
_METRICS = {
    "views": "views",
    "likes": "likes",
    "replies": "comments",
    "reposts": "reposts",
    "quotes": "quotes",
    "shares": "shares",
}


class ThreadsConnector(CalledByMeta):
    """Publishes, continues, takes back and finds posts of one profile; nothing is corrected."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http, self._lend = surroundings.http, surroundings.lend

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the parts that are not `already` there, the first with the pictures."""
        graph = graph_of(self._http, access)
        parts = await posts.post_rest(graph, command, self._lend)
        if command.outgoing.comment and not command.already:
            try:
                key = f"{command.key}:comment"
                await posts.answer(graph, parts[-1].remote_id, command.outgoing.comment, key)
            except ConnectorFailure as failure:
                log.warning("first comment below %s: %s", parts[-1].remote_id, failure.for_log)
        return Published(tuple(parts))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete every part, the last first."""
        await posts.delete(graph_of(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the parts among the profile's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        return Published(tuple(await search.find(graph_of(self._http, access), command)))

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the profile and the end of its token."""
        return await profile.report(self._http, access)

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the profile the person's consent opens."""
        return await profile.grants(self._http, access, tokens)

    async def renew(self, access: Access) -> Tokens:
        """Return a token of sixty more days."""
        return await profile.renew(self._http, access)

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of the conversation below the post."""
        return await replies.heard(graph_of(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once; the container of the answer is remembered by its key."""
        graph = graph_of(self._http, access)
        return await posts.answer(graph, identifier(contribution_id, NAME), text, key)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide an answer or show it again."""
        await replies.hide(graph_of(self._http, access), contribution_id, hidden=hidden)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what Threads tells of the first part in numbers."""
        if not published:
            return Measured()
        path = f"/{published[0].remote_id}/insights"
        found = await graph_of(self._http, access).get(path, metric=",".join(_METRICS))
        return Measured(numbers_of(found, _METRICS))
