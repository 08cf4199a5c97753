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
from ausrufer.connectors.meta.facebook_page import comments, films, measures, page, posts, search
from ausrufer.connectors.meta.facebook_page.manifest import MANIFEST
from ausrufer.connectors.meta.facebook_page.page import Page
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.webhooks import CalledByMeta

log = logging.getLogger(__name__)


class FacebookPageConnector(CalledByMeta):
    """Publishes, corrects, takes back and finds posts of one page, and minds what comes back."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http, self._lend = surroundings.http, surroundings.lend

    async def publish(self, access: Access, command: Command) -> Published:
        """Post the message once, then its first comment, which may fail on its own."""
        if command.already:
            return Published(command.already)
        own = Page(self._http, access)
        if command.outgoing.films:
            prepared = Prepared(access.session, command.key)
            part = await films.post(own, command.outgoing, prepared, self._lend)
        else:
            part = await posts.post(own, command.outgoing)
        if command.outgoing.comment:
            try:
                await comments.comment(own, part.remote_id, command.outgoing.comment)
            except ConnectorFailure as failure:
                log.warning("first comment below %s: %s", part.remote_id, failure.for_log)
        return Published((part,))

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace text and pictures of the post."""
        own = Page(self._http, access)
        if films.is_film(published[0]):
            return Published((await films.edit(own, command.outgoing, published[0]),))
        films.refuse_film(command.outgoing)
        return Published((await posts.edit(own, command.outgoing, published[0]),))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the post with its pictures and comments."""
        await posts.delete(Page(self._http, access), published)

    async def find(self, access: Access, command: Command) -> Published:
        """Look for the message among the page's posts since the first attempt."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        own, since = Page(self._http, access), command.first_attempt_at
        if command.outgoing.films:
            prepared = Prepared(access.session, command.key)
            found = await films.find(own, command, since, prepared)
        else:
            found = await search.find(own, command, since)
        return Published((found,) if found else ())

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the page, its rights and the end of its token."""
        return await page.report(self._http, access)

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the pages the person may publish on."""
        return await page.grants(self._http, access, tokens)

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of comments below the post."""
        return await comments.heard(Page(self._http, access), published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer a comment as the page; Facebook keeps no key, so it is asked once only."""
        del key
        return await comments.comment(Page(self._http, access), contribution_id, text)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide a comment or show it again."""
        await comments.hide(Page(self._http, access), contribution_id, hidden=hidden)

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Delete a comment."""
        await comments.remove(Page(self._http, access), contribution_id)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what Facebook tells of the post in numbers."""
        return await measures.measured(Page(self._http, access), published)
