"""The connector: what the house asks for, in the words of Reddit."""

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
from ausrufer.channels.errors import PermanentFailure
from ausrufer.connectors.reddit import account, comments, numbers, posts, search
from ausrufer.connectors.reddit.api import AlreadyThere, Api
from ausrufer.connectors.reddit.manifest import MANIFEST


class RedditConnector:
    """Publishes, corrects, takes back and finds posts of one community; handles its comments."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Submit one post; a link the community knows is ours if a look says so."""
        if command.already:
            return Published(command.already)
        api = Api(self._http, access)
        try:
            return Published((await posts.submit(api, command.outgoing),))
        except AlreadyThere as refused:
            found = await self.find(access, command)
            if not found.parts:
                raise PermanentFailure(refused.for_staff, for_log=refused.for_log) from None
            return found

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace the text of the post; its title cannot change."""
        api = Api(self._http, access)
        return Published((await posts.edit(api, command.outgoing, published[0]),))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the post."""
        await posts.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the post among the account's own."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api, since = Api(self._http, access), command.first_attempt_at
        found = await search.find(api, command.outgoing, since)
        return Published((found,) if found else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for account and community."""
        return await account.report(Api(self._http, access))

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return every public community the account moderates."""
        secrets = {**access.secrets, "access_token": tokens.access}
        settings = {**access.settings, "username": ""}  # it may be another account than before
        fresh = Access(settings, secrets, stand_ins=access.stand_ins)
        return await account.grants(Api(self._http, fresh))

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of comments below a post."""
        return await comments.listed(Api(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once; Reddit takes no key."""
        del key
        return await comments.answer(Api(self._http, access), contribution_id, text)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Remove a comment as a moderator, or approve it again."""
        api = Api(self._http, access)
        await (comments.remove if hidden else comments.approve)(api, contribution_id)

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Take a comment out of the community."""
        await comments.remove(Api(self._http, access), contribution_id)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what readers made of it."""
        return await numbers.measured(Api(self._http, access), published)
