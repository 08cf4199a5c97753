"""The connector: what the house asks for, in the words of the Data API.

A film is uploaded as a private one, given its captions and only then released: whatever breaks off
before has shown nothing to anybody, and releasing twice ends the same.
"""

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
from ausrufer.connectors.youtube import account, captions, comments, films, search, videos
from ausrufer.connectors.youtube.api import Api
from ausrufer.connectors.youtube.manifest import MANIFEST


class YouTubeConnector:
    """Publishes, corrects, takes back and finds films of one channel; hears and moderates."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._http = surroundings.http

    async def publish(self, access: Access, command: Command) -> Published:
        """Bring the film, its captions, and then release it; goes on where it broke off."""
        api, privacy = Api(self._http, access), videos.wanted_privacy(access)
        upload = films.upload_of(command.outgoing, command.key, access.session)
        video = await self._there(api, access, command)
        if not video:
            video = await films.bring(api, upload, videos.private(command.outgoing))
            access.session[_known(command)] = video
        await captions.bring(api, video, upload.film)
        if await videos.privacy_of(api, video) != privacy:
            await videos.release(api, video, privacy)
        return Published((videos.part_of(video),))

    async def find(self, access: Access, command: Command) -> Published:
        """Tell whether the film is there and as public as it shall be."""
        api, privacy = Api(self._http, access), videos.wanted_privacy(access)
        video = await self._there(api, access, command)
        released = video and await videos.privacy_of(api, video) == privacy
        return Published((videos.part_of(video),) if released else ())

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace title, description and keywords."""
        part = await videos.edit(Api(self._http, access), command.outgoing, published[0])
        return Published((part,))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Delete the film."""
        await videos.delete(Api(self._http, access), published)

    async def check_access(self, access: Access) -> AccessReport:
        """Ask for the channel's name."""
        return await account.report(Api(self._http, access), access["channel_id"])

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the channels of the Google account that consented."""
        return await account.grants(Api(self._http, access, token=tokens.access))

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of comments below the film."""
        api = Api(self._http, access)
        return await comments.heard(api, access["channel_id"], published, cursor)

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer a comment; YouTube knows no key for it."""
        del key
        return await comments.reply(Api(self._http, access), contribution_id, text)

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hold a comment back for review or show it again."""
        await comments.hide(Api(self._http, access), contribution_id, hidden=hidden)

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Reject a comment: only whoever wrote it still sees it."""
        await comments.reject(Api(self._http, access), contribution_id)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return how often the film was seen, liked and commented."""
        return await videos.measured(Api(self._http, access), published)

    async def _there(self, api: Api, access: Access, command: Command) -> str:
        """Return the film of an earlier attempt that is completely there; empty where none is."""
        known = access.session.get(_known(command), "")
        if known or command.first_attempt_at is None:
            return known
        known = await films.finished(api, command.key, access.session)
        return known or await search.find(api, command, access["channel_id"])


def _known(command: Command) -> str:
    return f"youtube-video:{command.key}"
