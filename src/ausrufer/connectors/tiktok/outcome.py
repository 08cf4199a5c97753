"""What became of a post TikTok has taken in, and where it is."""

from collections.abc import Mapping
from typing import Any

from ausrufer.channels.contract import Published, RemotePart
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear
from ausrufer.channels.rest import number_of, text_of
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.codes import failed
from ausrufer.connectors.tiktok.sending import FAILED, IN_INBOX, PUBLISHED, Sending, Session, forget

_PROCESSING = (
    "TikTok hat den Beitrag bekommen und verarbeitet ihn noch. Ausrufer fragt dort nach, bis "
    "feststeht, ob er erschienen ist."
)
_IDS = ("publicaly_available_post_id", "publicly_available_post_id")  # the first is TikTok's own


async def settled(api: Api, sending: Sending, session: Session, key: str) -> Published:
    """Return where a complete post is; raises OutcomeUnclear while TikTok still works on it."""
    try:
        told = await _status(api, sending)
    except ConnectorFailure as failure:  # everything is there: whatever this means, it may appear
        raise OutcomeUnclear(_PROCESSING, for_log=failure.for_log) from None
    if text_of(told, "status") == FAILED:
        forget(session, key)
        raise failed(text_of(told, "fail_reason"))
    found = _published(told, sending)
    if found is None:
        raise OutcomeUnclear(_PROCESSING, for_log=f"status {text_of(told, 'status')}")
    return found


async def looked_up(api: Api, sending: Sending) -> Published:
    """Return where a post is; empty where it certainly is not, raises where nobody can tell."""
    told = await _status(api, sending)
    found = _published(told, sending)
    if found is not None:
        return found
    arrived = number_of(told, "uploaded_bytes")
    lacking = arrived is not None and arrived < sending.size
    if text_of(told, "status") == FAILED or (lacking and not sending.is_complete):
        return Published(())
    raise OutcomeUnclear(_PROCESSING, for_log=f"status {text_of(told, 'status')}")


async def _status(api: Api, sending: Sending) -> Mapping[str, Any]:
    return await api.call("/post/publish/status/fetch/", json={"publish_id": sending.publish_id})


def _published(told: Mapping[str, Any], sending: Sending) -> Published | None:
    match text_of(told, "status"):
        case state if state == IN_INBOX:
            return Published((RemotePart(f"inbox:{sending.publish_id}"),))
        case state if state == PUBLISHED:
            return Published((_part(told, sending),))
    return None


def _part(told: Mapping[str, Any], sending: Sending) -> RemotePart:
    lists = [told.get(name) for name in _IDS]
    ids = [str(one) for found in lists if isinstance(found, list) for one in found]
    number = next((one for one in ids if one.isdecimal()), "")
    if not number:  # nobody but the account sees it, or TikTok still looks through it
        return RemotePart(sending.publish_id)
    kind = "video" if sending.address else "photo"
    return RemotePart(number, f"https://www.tiktok.com/@{sending.username}/{kind}/{number}")
