"""The connector: what the house asks for, in the words of a Mastodon instance."""

from collections.abc import Sequence
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
from ausrufer.connectors.mastodon import answering, figures, instance, posts, replies, search
from ausrufer.connectors.mastodon.api import Api
from ausrufer.connectors.mastodon.manifest import MANIFEST
from ausrufer.connectors.mastodon.pictures import PATIENCE, upload


class MastodonConnector:
    """Publishes, corrects, takes back and finds posts of one account on any instance."""

    manifest: ClassVar[Manifest] = MANIFEST
    patience: ClassVar[Sequence[float]] = PATIENCE

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the parts that are not `already` there, the first with the pictures.

        Raises OutcomeUnclear only where a post may have become public.
        """
        api = Api(self._http, access)
        pictures = () if command.already else command.outgoing.pictures
        media = await upload(api, pictures, self.patience)
        return Published(tuple(await posts.post_rest(api, command, command.already, media)))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Edit the posts that are there, add or delete the rest; ends the same when repeated.

        Behind a part that is gone everything is posted anew.
        """
        api = Api(self._http, access)
        outgoing = command.outgoing
        media = await upload(api, outgoing.pictures, self.patience)
        kept = (await search.chained(api, published))[: len(outgoing.parts)]
        parts = [
            await posts.edit(api, outgoing, number, part, media) for number, part in enumerate(kept)
        ]
        parts = await self._added(api, command, parts, media)
        await posts.delete(api, search.left_over(published, parts))
        return Published(tuple(parts))

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Look for the replies a correction that broke off posted below the others."""
        api = Api(self._http, access)
        known = await search.find_replies(api, command, list(published))
        # it may have gone on where the thread was cut
        there = await search.find_replies(api, command, await search.chained(api, known))
        return Published((*there, *search.left_over(known, there)))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete every post with its pictures."""
        await posts.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the parts among the account's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api = Api(self._http, access)
        return Published(tuple(await search.find_parts(api, command, command.first_attempt_at)))

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the account, its rights and the instance's limits."""
        return await instance.report(Api(self._http, access))

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return what others wrote below a thread; it comes in one piece."""
        del cursor
        return await replies.heard(Api(self._http, access), published)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once, naming whoever is answered."""
        return await answering.reply(Api(self._http, access), contribution_id, text, key)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return favourites, boosts and replies of the first post."""
        return await figures.of(Api(self._http, access), published)

    async def _added(
        self, api: Api, command: Command, parts: list[RemotePart], media: Sequence[str]
    ) -> list[RemotePart]:
        """Post the parts a correction adds, unless an earlier run of it did so already."""
        there = await search.find_replies(api, command, parts)
        return await posts.post_rest(api, command, there, media)
