"""Asking TikTok what is there where this process no longer knows the post's id.

Only public posts are listed, and late: what is not there may still come. So this finds, and never
says that something is certainly missing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command, Published, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, number_of, objects_of, text_of
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.wishes import caption_of

_FIELDS = "id,title,video_description,create_time,share_url"
_MARGIN = timedelta(minutes=1)
_MOST_PAGES = 5
_CANNOT_TELL = (
    "Ob der Beitrag auf TikTok erschienen ist, lässt sich von hier aus nicht feststellen: TikTok "
    "zeigt Programmen nur öffentliche Beiträge, und die erst nach seiner eigenen Prüfung. Bitte "
    "sehen Sie in der TikTok-App nach."
)


async def find(api: Api, command: Command, first_attempt_at: datetime) -> Published:
    """Return the post of a message; raises OutcomeUnclear where it is not among the public ones."""
    since = first_attempt_at - _MARGIN
    outgoing = command.outgoing
    words = {_essence(caption_of(outgoing)), _essence("\n\n".join(outgoing.parts))} - {""}
    same = [one for one in await _posts(api, since) if words & _said(one)]
    if len(same) != 1 or not text_of(same[0], "id").isdecimal():
        raise OutcomeUnclear(_CANNOT_TELL, for_log=f"{len(same)} equal public posts")
    url = text_of(same[0], "share_url")
    shown = url if url.startswith("https://") else ""
    return Published((RemotePart(text_of(same[0], "id"), shown),))


async def _posts(api: Api, since: datetime) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    asked: dict[str, int] = {"max_count": 20}
    for _ in range(_MOST_PAGES):
        told = await api.call("/video/list/", params={"fields": _FIELDS}, json=asked)
        page = objects_of(told, "videos")
        recent = [one for one in page if _created(api, one) >= since + api.behind]
        found += recent
        cursor = number_of(told, "cursor")
        if told.get("has_more") is not True or cursor is None or len(recent) < len(page):
            break
        asked = {**asked, "cursor": cursor}
    return found


def _created(api: Api, post: Mapping[str, Any]) -> datetime:
    told = number_of(post, "create_time")
    if told is None or not 0 <= told < 10**11:
        raise api.gibberish(Effect.HARMLESS, "POST /video/list/: no date")
    return datetime.fromtimestamp(told, UTC)


def _said(post: Mapping[str, Any]) -> set[str]:
    return {_essence(text_of(post, "title")), _essence(text_of(post, "video_description"))}


def _essence(text: str) -> str:
    return " ".join(text.split())
