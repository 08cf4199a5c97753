"""Whose channel it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from ausrufer.channels.contract import AccessReport, Grant
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.rest import object_of, objects_of, text_of
from ausrufer.connectors.youtube.api import Api

_NO_CHANNEL = "Zu diesem Google-Konto gehört kein YouTube-Kanal. Bitte legen Sie dort einen an."
_OTHER_CHANNEL = (
    "Die Zustimmung gilt für einen anderen YouTube-Kanal als den eingetragenen. Bitte erteilen Sie "
    "sie noch einmal und wählen Sie dabei den richtigen."
)


async def own_channel(api: Api, channel_id: str = "") -> Mapping[str, Any]:
    """Return the channel the access is for; raises AccessLost where it is another."""
    channels = await _channels(api)
    if not channels:
        raise AccessLost(_NO_CHANNEL)
    found = [one for one in channels if text_of(one, "id") == channel_id or not channel_id]
    if not found:
        raise AccessLost(_OTHER_CHANNEL)
    return found[0]


async def grants(api: Api) -> Sequence[Grant]:
    """Return the channels of the Google account that consented; may be empty."""
    return [
        Grant(_name(one), {"channel_id": text_of(one, "id")})
        for one in await _channels(api)
        if text_of(one, "id")
    ]


async def report(api: Api, channel_id: str) -> AccessReport:
    """Ask for the channel's name; raises AccessLost with what is to be done."""
    return AccessReport(_name(await own_channel(api, channel_id)))


async def _channels(api: Api) -> list[Mapping[str, Any]]:
    told = await api.read("/channels", part="snippet,contentDetails", mine="true")
    return objects_of(told, "items")


def _name(channel: Mapping[str, Any]) -> str:
    snippet = object_of(channel, "snippet")
    title, handle = text_of(snippet, "title"), text_of(snippet, "customUrl")
    return (f"{title} ({handle})" if handle else title) or text_of(channel, "id")
