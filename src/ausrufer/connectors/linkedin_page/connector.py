"""The connector: what the house asks for, in the words of LinkedIn."""

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
from ausrufer.connectors.linkedin_page import comments, organisations, posts, search
from ausrufer.connectors.linkedin_page.api import Api
from ausrufer.connectors.linkedin_page.manifest import MANIFEST


class LinkedInPageConnector:
    """Publishes, corrects the words of, takes back and finds posts of one page; hears comments."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the message once; a text that is there already counts as published."""
        return Published((await posts.create(Api(self._http, access), command),))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace the words; pictures cannot be exchanged."""
        part = await posts.edit(Api(self._http, access), command.outgoing, published[0])
        return Published((part,))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the post."""
        await posts.delete(Api(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the message among the page's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api = Api(self._http, access)
        found = await search.find(api, command, command.first_attempt_at)
        return Published((found,) if found else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the page's name."""
        return await organisations.report(Api(self._http, access))

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the pages the person who consented administers."""
        return await organisations.grants(Api(self._http, access, token=tokens.access))

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of comments below the post."""
        return await comments.heard(Api(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer a comment; LinkedIn knows no key for it."""
        del key
        return await comments.reply(Api(self._http, access), contribution_id, text)

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Delete a comment of the page itself; foreign ones are refused."""
        await comments.remove(Api(self._http, access), contribution_id)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return reactions and comments of the post."""
        return await comments.measured(Api(self._http, access), published)
