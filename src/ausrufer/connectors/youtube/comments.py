"""Comments below a film: read, answered, held back, rejected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.youtube.api import Api

_PUBLISHED, _HELD, _REJECTED = "published", "heldForReview", "rejected"
_NOT_FOUND, _DONE, _EMPTY = 404, 200, 204
_COMMENT = re.compile(r"[A-Za-z0-9_-]{5,80}(?:\.[A-Za-z0-9_-]{5,80})?")
_UNKNOWN = "Diese Antwort gehört zu keinem Kommentar auf YouTube, der noch bekannt ist."


async def heard(api: Api, own: str, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of comments: the public ones first, then those held back.

    What the channel `own` answered itself is left out.
    """
    if not published:
        return Heard(())
    state, _, token = cursor.partition(":")
    state, video = state or _PUBLISHED, published[0].remote_id
    told = await api.read(
        "/commentThreads",
        part="snippet,replies",
        videoId=video,
        moderationStatus=state,
        textFormat="plainText",
        order="time",
        maxResults="100",
        **({"pageToken": token} if token else {}),
    )
    found = [
        _contribution(video, one, hidden=state == _HELD)
        for thread in objects_of(told, "items")
        for one in _of_thread(thread)
    ]
    others = tuple(one for one in found if not one.author_id or one.author_id != own)
    following = text_of(told, "nextPageToken")
    after = f"{state}:{following}" if following else f"{_HELD}:" if state == _PUBLISHED else ""
    return Heard(others, after)


async def reply(api: Api, contribution_id: str, text: str) -> RemotePart:
    """Answer a comment once; below an answer it goes to the end of the same thread."""
    above = _known(contribution_id).partition(".")[0]
    answer = await api.ask(
        "POST",
        "/comments",
        effect=Effect.PUBLISHES,
        params={"part": "snippet"},
        json={"snippet": {"parentId": above, "textOriginal": text}},
    )
    comment = text_of(body_of(answer), "id")
    if not _COMMENT.fullmatch(comment):
        raise api.gibberish(Effect.PUBLISHES, "POST /comments: no id")
    return RemotePart(comment)


async def hide(api: Api, contribution_id: str, *, hidden: bool) -> None:
    """Hold a comment back or show it again; repeatable."""
    await _moderate(api, contribution_id, _HELD if hidden else _PUBLISHED)


async def reject(api: Api, contribution_id: str) -> None:
    """Take a comment away for good; what is gone already counts as taken away."""
    with suppress(_Gone):
        await _moderate(api, contribution_id, _REJECTED)


class _Gone(PermanentFailure):
    """The comment is not there any more."""


async def _moderate(api: Api, contribution_id: str, state: str) -> None:
    answer = await api.ask(
        "POST",
        "/comments/setModerationStatus",
        effect=Effect.HARMLESS,
        params={"id": _known(contribution_id), "moderationStatus": state},
        fine={_DONE, _EMPTY, _NOT_FOUND},
    )
    if answer.status == _NOT_FOUND:
        raise _Gone("Der Kommentar ist auf YouTube nicht mehr vorhanden.")


def _of_thread(thread: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    top = object_of(object_of(thread, "snippet"), "topLevelComment")
    if top:
        yield top
    yield from objects_of(object_of(thread, "replies"), "comments")


def _contribution(video: str, comment: Mapping[str, Any], *, hidden: bool) -> Contribution:
    snippet = object_of(comment, "snippet")
    number = text_of(comment, "id")
    written = None
    with suppress(ValueError):
        written = datetime.fromisoformat(text_of(snippet, "publishedAt"))
    return Contribution(
        remote_id=number,
        post_id=video,
        text=text_of(snippet, "textOriginal") or text_of(snippet, "textDisplay"),
        author=text_of(snippet, "authorDisplayName"),
        author_id=text_of(object_of(snippet, "authorChannelId"), "value"),
        written_at=written,
        url=f"https://www.youtube.com/watch?v={video}&lc={number}",
        answers=text_of(snippet, "parentId"),
        hidden=hidden,
    )


def _known(contribution_id: str) -> str:
    if not _COMMENT.fullmatch(contribution_id):
        raise PermanentFailure(_UNKNOWN)
    return contribution_id
