"""The connector: what the house asks for, in the words of X."""

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
from ausrufer.connectors.x import account, editing, films, numbers, posts, replies, search
from ausrufer.connectors.x.api import Api
from ausrufer.connectors.x.manifest import MANIFEST
from ausrufer.connectors.x.media import forget, upload


class XConnector:
    """Publishes, corrects, takes back and finds posts of one account; reads and hides replies."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the parts that are not `already` there, the first with the film or the pictures."""
        api = Api(self._http, access)
        media = [] if command.already else await self._media(api, command)
        parts = await posts.post_rest(api, command, media)
        forget(api, command.key)
        return Published(tuple(parts))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Edit what X lets us edit, add or delete the rest; edited parts get a new address."""
        api = Api(self._http, access)
        parts = await editing.amend(api, command, published, lambda: self._media(api, command))
        forget(api, command.key)
        return Published(tuple(parts))

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Look for the posts a correction that broke off wrote below the others."""
        api, since = Api(self._http, access), search.since_attempt(command)
        texts = command.outgoing.parts
        return Published(tuple(await search.find_added(api, texts, since, published)))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete every post."""
        await posts.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the parts among the account's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api, since = Api(self._http, access), command.first_attempt_at
        return Published(tuple(await search.find_parts(api, command.outgoing.parts, since)))

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the name of the account."""
        return await account.report(Api(self._http, access))

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the one account fresh tokens open."""
        secrets = {**access.secrets, "access_token": tokens.access}
        fresh = Access(access.settings, secrets, stand_ins=access.stand_ins)
        return [await account.grant(Api(self._http, fresh))]

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of answers below a thread."""
        return await replies.listed(Api(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once; X takes no key, so a refused repeat is looked up."""
        del key
        return await replies.answer(Api(self._http, access), contribution_id, text)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide an answer below an own post, or show it again."""
        await replies.hide(Api(self._http, access), contribution_id, hidden=hidden)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what readers made of it."""
        return await numbers.measured(Api(self._http, access), published)

    async def _media(self, api: Api, command: Command) -> list[str]:
        """Bring what the first part shows: one film, or else the pictures."""
        outgoing = command.outgoing
        if outgoing.films:
            return [await films.bring(api, command.key, outgoing.films[0])]
        return await upload(api, command.key, outgoing.pictures)
