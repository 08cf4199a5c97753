"""The connector: what the house asks for, in the words of the Content Posting API."""

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
from ausrufer.connectors.tiktok import account, search
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.beginning import begin, film_of
from ausrufer.connectors.tiktok.bringing import bring
from ausrufer.connectors.tiktok.manifest import MANIFEST
from ausrufer.connectors.tiktok.outcome import looked_up, settled
from ausrufer.connectors.tiktok.sending import Sending


class TikTokConnector:
    """Publishes films and photo posts of one account, or lays them into its inbox."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http, self._lend = surroundings.http, surroundings.lend

    async def publish(self, access: Access, command: Command) -> Published:
        """Announce the post, bring the film, ask what became of it; goes on where it broke off."""
        api, session, key = Api(self._http, access), access.session, command.key
        film = film_of(command.outgoing)
        sending = Sending.kept(session, key)
        if sending is None:
            sending = await begin(api, access, command.outgoing, self._lend)
            sending.keep(session, key)
        if film and not sending.is_complete:
            sending = await bring(api, film, sending, session, key)
        return await settled(api, sending, session, key)

    async def find(self, access: Access, command: Command) -> Published:
        """Ask what became of the post; raises where TikTok does not tell for certain."""
        if command.first_attempt_at is None:  # nothing was ever sent
            return Published(())
        api = Api(self._http, access)
        sending = Sending.kept(access.session, command.key)
        if sending is not None:
            return await looked_up(api, sending)
        return await search.find(api, command, command.first_attempt_at)

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the account's name and whether posts could go as they are wanted."""
        return await account.report(Api(self._http, access), access)

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the one account that consented."""
        return await account.grants(Api(self._http, access, token=tokens.access))

    async def renew(self, access: Access) -> Tokens:
        """Return both new tokens: TikTok exchanges the one for renewal at every use."""
        return await account.renew(self._http, access)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return how often the post was seen, liked, commented and shared."""
        return await account.measured(Api(self._http, access), published)
