"""Asking YouTube what is there: the channel's own uploads, private ones included."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.connectors.youtube.account import own_channel
from ausrufer.connectors.youtube.api import Api
from ausrufer.connectors.youtube.films import VIDEO
from ausrufer.connectors.youtube.videos import snippet_of

_MARGIN = timedelta(minutes=1)
_MOST_PAGES = 5
_TWINS = (
    "Auf YouTube stehen mehrere Filme mit diesem Titel und dieser Beschreibung; welcher zu dieser "
    "Auslieferung gehört, ist nicht zu erkennen. Bitte sehen Sie dort nach."
)


async def find(api: Api, command: Command, channel_id: str) -> str:
    """Return the film of a message uploaded since the first attempt; empty where there is none."""
    if command.first_attempt_at is None:  # nothing was ever sent
        return ""
    channel = await own_channel(api, channel_id)
    lists = object_of(object_of(channel, "contentDetails"), "relatedPlaylists")
    since = command.first_attempt_at - _MARGIN
    wanted = _essence(snippet_of(command.outgoing))
    uploads = await _uploads(api, text_of(lists, "uploads"), since)
    same = [one for one in uploads if _essence(one) == wanted]
    if len(same) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal films")
    video = text_of(object_of(same[0], "resourceId"), "videoId") if same else ""
    if video and not VIDEO.fullmatch(video):
        raise api.gibberish(Effect.HARMLESS, "GET /playlistItems: no id")
    return video


async def _uploads(api: Api, playlist: str, since: datetime) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    params = {"part": "snippet", "playlistId": playlist, "maxResults": "50"}
    for _ in range(_MOST_PAGES):
        told = await api.read("/playlistItems", **params)
        items = object_of(told).get("items")
        if not isinstance(items, list) or len(items) != len(objects_of(told, "items")):
            raise api.gibberish(Effect.HARMLESS, "GET /playlistItems: no items")
        page = [object_of(one, "snippet") for one in objects_of(told, "items")]
        # a film that is overlooked is sent twice: where YouTube's clock is slow, look back further
        recent = [one for one in page if _added(api, one) >= since + api.behind]
        found += recent
        following = text_of(told, "nextPageToken")
        if not following or len(recent) < len(page):
            return found
        params = {**params, "pageToken": following}
    raise OutcomeUnclear(_TWINS, for_log=f"more than {_MOST_PAGES} pages of uploads")


def _added(api: Api, snippet: Mapping[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(text_of(snippet, "publishedAt"))
    except ValueError:
        raise api.gibberish(Effect.HARMLESS, "GET /playlistItems: no date") from None
    if moment.tzinfo is None:
        raise api.gibberish(Effect.HARMLESS, "GET /playlistItems: no time zone")
    return moment


def _essence(snippet: Mapping[str, Any]) -> tuple[str, str]:
    title, description = text_of(snippet, "title"), text_of(snippet, "description")
    return " ".join(title.split()), " ".join(description.split())
