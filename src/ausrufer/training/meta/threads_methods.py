"""The methods of the emulated Threads."""

import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession
from PIL import Image, UnidentifiedImageError

from ausrufer.training.meta.asked import Asked, page_of
from ausrufer.training.meta.calls import be_film
from ausrufer.training.meta.refusing import NO_TOKEN, Refused
from ausrufer.training.meta.threads_state import Container, PracticeThreads, Thread

Json = dict[str, Any]
_MOST_BYTES, _MOST_ROOM = 8_000_000, 2000  # bytes of 500 signs, emoji included
_CAROUSEL = range(2, 21)
_SIXTY_DAYS = 5_183_944


@dataclass(frozen=True, slots=True)
class Call:
    """What a method is given."""

    threads: PracticeThreads
    asked: Asked
    fetching: ClientSession

    @property
    def thread(self) -> Thread:
        """Return the post the request is about; raises Refused."""
        found = self.threads.threads.get(self.asked.node)
        if found is None or found.gone:
            raise not_found()
        return found


def not_found(subcode: int = 4279009) -> Refused:
    """Return what Threads says of what it does not find."""
    return Refused(24, subcode, "The requested resource does not exist")


async def me(call: Call) -> Json:
    """Tell the profile."""
    profile = call.threads.profile
    told = {"id": profile.id, "username": profile.username, "name": "Stadt Musterstadt"}
    return call.asked.pick(told)


async def debug_token(call: Call) -> Json:
    """Tell what the token is."""
    threads = call.threads
    scopes = list(threads.scopes)
    data = {"type": "USER", "is_valid": True, "expires_at": threads.ends_at, "scopes": scopes}
    return {"data": data}


async def prepare(call: Call) -> Json:
    """Take a container."""
    sent = call.asked.sent
    kind, text = sent.get("media_type"), sent.get("text", "")
    if len(text.encode()) > _MOST_ROOM or (kind == "TEXT" and not text):
        raise Refused(100, 0, "Param text must be at most 500 characters long.")
    above = sent.get("reply_to_id")
    if above and (above not in call.threads.threads or call.threads.threads[above].gone):
        raise not_found()
    pictures: list[tuple[str, str]] = []
    if kind == "IMAGE":
        content = await _fetched(call, sent.get("image_url", ""))
        pictures = [(call.threads.keep(content), sent.get("alt_text", ""))]
    elif kind == "VIDEO":
        content = await _read(call, sent.get("video_url", ""))
        be_film(content)
        pictures = [(call.threads.keep(content), sent.get("alt_text", ""))]
    elif kind == "CAROUSEL":
        children = [_finished(call, one) for one in sent.get("children", "").split(",")]
        if len(children) not in _CAROUSEL:
            raise Refused(100, 0, "Invalid number of children")
        pictures = [picture for one in children for picture in one.pictures]
    return {"id": call.threads.prepare(sent, pictures).id}


async def publish(call: Call) -> Json:
    """Make a finished container public, once."""
    container = _finished(call, call.asked.sent.get("creation_id", ""))
    sent = container.sent
    container.state = "PUBLISHED"
    call.threads.profile.used_today += 1
    thread = call.threads.take(
        username=call.threads.profile.username,
        text=sent.get("text", ""),
        above=sent.get("reply_to_id", ""),
        link=sent.get("link_attachment", ""),
        control=sent.get("reply_control", ""),
        pictures=container.pictures,
    )
    return {"id": thread.id}


async def node(call: Call) -> Json:
    """Tell a container's state or a post; what is published has no state any more."""
    container = call.threads.containers.get(call.asked.node)
    if container is None:
        return call.asked.pick(_shown(call.threads, call.thread))
    if container.state == "PUBLISHED":
        raise Refused(100, 0, "Tried accessing nonexisting field (status)")
    state = container.state
    if container.waits > 0:
        container.waits -= 1
        state = "IN_PROGRESS"
    return {"id": container.id, "status": state}


async def own_threads(call: Call) -> Json:
    """Tell the posts of the profile."""
    shown = [_shown(call.threads, one) for one in call.threads.own(answers=False)]
    return page_of(shown, call.asked)


async def own_replies(call: Call) -> Json:
    """Tell the answers of the profile."""
    shown = [_shown(call.threads, one) for one in call.threads.own(answers=True)]
    return page_of(shown, call.asked)


async def conversation(call: Call) -> Json:
    """Tell every answer below a post, answers to answers included."""
    below, found = {call.thread.id}, []
    for one in call.threads.threads.values():
        if one.above in below and not one.gone:
            below.add(one.id)
            found.append(_shown(call.threads, one))
    return page_of(found, call.asked)


async def hide(call: Call) -> Json:
    """Hide an answer or show it again."""
    call.thread.hidden = call.asked.sent.get("hide") == "true"
    return {"success": True}


async def delete(call: Call) -> Json:
    """Delete an own post."""
    if call.thread.username != call.threads.profile.username:
        raise Refused(10, 0, "Application does not have permission for this action")
    call.thread.gone = True
    return {"success": True, "deleted_id": call.asked.node}


async def insights(call: Call) -> Json:
    """Tell numbers of a post."""
    likes = 5 + len(call.thread.liked)
    known = {"views": 60, "likes": likes, "replies": 2, "reposts": 1, "quotes": 0, "shares": 3}
    wanted = call.asked.sent.get("metric", "").split(",")
    told = [{"name": one, "period": "lifetime", "values": [{"value": known[one]}]}
            for one in wanted if call.thread and one in known]  # fmt: skip
    return {"data": told}


async def quota(call: Call) -> Json:
    """Tell how many posts are used up today."""
    profile = call.threads.profile
    config = {"quota_total": profile.a_day, "quota_duration": 86400}
    return {"data": [{"quota_usage": profile.used_today, "config": config}]}


def exchanged(threads: PracticeThreads, path: str, sent: Mapping[str, str]) -> Json:
    """Exchange a code or a short token, or renew a long one; raises Refused."""
    long = {
        "access_token": threads.profile.token,
        "token_type": "bearer",
        "expires_in": _SIXTY_DAYS,
    }
    if path == "refresh_access_token":
        if sent.get("access_token") != threads.profile.token or threads.revoked:
            raise Refused(*NO_TOKEN)
        threads.renewed += 1
        return long
    if sent.get("client_secret") != threads.app_secret:
        raise Refused(101, 0, "Error validating client secret.")
    if path == "access_token":
        if sent.get("access_token") != threads.short_token:
            raise Refused(*NO_TOKEN)
        return long
    threads.codes.redeem(sent)
    return {"access_token": threads.short_token, "user_id": threads.profile.id}


def _shown(threads: PracticeThreads, one: Thread) -> Json:
    ours = one.username == threads.profile.username
    root = one
    while root.above:
        root = threads.threads[root.above]
    told = {
        "id": one.id,
        "username": one.username,
        "text": one.text or None,
        "timestamp": one.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink": f"https://www.threads.net/@{one.username}/post/{one.id}",
    }
    if not one.above:
        return told
    return told | {
        "is_reply_owned_by_me": ours,
        "root_post": {"id": root.id},
        "replied_to": {"id": one.above},
        "hide_status": "HIDDEN" if one.hidden else "NOT_HUSHED",
    }


def _finished(call: Call, number: str) -> Container:
    found = call.threads.containers.get(number)
    if found is None or found.waits > 0 or found.state != "FINISHED":
        raise not_found()
    return found


async def _read(call: Call, address: str) -> bytes:
    try:
        async with call.fetching.get(address) as answer:
            return await answer.read()
    except (ClientError, ValueError):
        raise Refused(100, 2207052, "Media download has failed.") from None


async def _fetched(call: Call, address: str) -> bytes:
    content = await _read(call, address)
    try:
        with Image.open(io.BytesIO(content)) as image:
            fine = image.format in ("JPEG", "PNG") and len(content) <= _MOST_BYTES
    except (ValueError, UnidentifiedImageError):
        fine = False
    if not fine:
        raise Refused(100, 2207052, "Media download has failed.")
    return content


METHODS: dict[str, Callable[[Call], Awaitable[Json]]] = {
    "GET me": me,
    "GET debug_token": debug_token,
    "POST me/threads": prepare,
    "GET me/threads": own_threads,
    "GET me/replies": own_replies,
    "POST me/threads_publish": publish,
    "GET me/threads_publishing_limit": quota,
    "GET *": node,
    "DELETE *": delete,
    "GET */conversation": conversation,
    "GET */insights": insights,
    "POST */manage_reply": hide,
}
