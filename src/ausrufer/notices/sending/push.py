"""A message to one browser (RFC 8030, 8291, 8292): encrypted for it, signed by this house."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from webpush import WebPush, WebPushException, WebPushSubscription

from ausrufer.foundation.http import GuardedClient, HttpFailure, TargetRefused
from ausrufer.foundation.sealing import SealBroken
from ausrufer.notices.errors import Gone, NotSent
from ausrufer.notices.models import Notice, PushDevice
from ausrufer.notices.sending.keys import opened, push_key
from ausrufer.notices.wording import kind_word
from ausrufer.organisations.practice import marked

KEEP_SECONDS = 24 * 60 * 60  # how long the push service keeps it for a device that is off
_GONE = (404, 410)
_LATER = (408, 425, 429)
_BROKEN = 500
_TAKEN = range(200, 300)


def payload_of(notice: Notice) -> bytes:
    """Return what the device shows: what kind of thing, not what stands in it.

    It lights up on locked screens; who wants to know more opens the desk.
    """
    return json.dumps(
        {
            "title": marked(notice.organisation, notice.organisation.name),
            "body": kind_word(notice.kind),
            "path": f"/desk/hinweise/{notice.public_id}/",
            "tag": notice.public_id.hex,
        },
        ensure_ascii=False,
    ).encode()


def allowed(endpoint: str) -> bool:
    """Tell whether an address may be a push service: encrypted, or named by the operator."""
    parts = urlsplit(endpoint)
    if parts.netloc in settings.HTTP_POLICY.allowed_private:
        return True
    return parts.scheme == "https" and parts.netloc == (parts.hostname or "")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message only one browser can read, and where its push service listens."""

    endpoint: str
    body: bytes
    headers: Mapping[str, str]


async def push(http: GuardedClient, message: Sealed) -> None:
    """Hand a message to the push service; raises NotSent, and Gone where it forgot the device."""
    try:
        answer = await http.request(
            "POST", message.endpoint, content=message.body, headers=message.headers
        )
    except TargetRefused as refused:
        raise Gone(refused.for_staff) from refused
    except HttpFailure as failure:
        # a repeat carries the same tag: the device shows it once
        raise NotSent(failure.for_staff, again=True) from failure
    if answer.status in _GONE:
        raise Gone("Der Browser nimmt keine Hinweise mehr an.")
    if answer.status not in _TAKEN:
        again = answer.status in _LATER or answer.status >= _BROKEN
        raise NotSent(f"Der Push-Dienst antwortet mit {answer.status}.", again=again)


def sealed_for(device: PushDevice, notice: Notice) -> Sealed:
    """Return the message for one browser; raises NotSent, and Gone where that cannot be."""
    if not allowed(device.endpoint):
        raise Gone("Die Adresse des Push-Dienstes ist nicht erlaubt.")
    key = push_key()
    try:
        sender = WebPush(opened(key), key.public_pem.encode(), ttl=KEEP_SECONDS)
        keys = {"p256dh": device.p256dh, "auth": device.auth}
        message = sender.get(
            payload_of(notice),
            WebPushSubscription.model_validate({"endpoint": device.endpoint, "keys": keys}),
            subscriber=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        )
    except SealBroken as broken:
        raise NotSent("Der Schlüssel des Hauses lässt sich nicht öffnen.", again=False) from broken
    except (ValueError, WebPushException) as unusable:
        raise Gone("Die Schlüssel des Browsers sind unbrauchbar.") from unusable
    # waiting messages about the same notice replace each other (RFC 8030, 5.4)
    topic = sha256(notice.public_id.bytes).hexdigest()[:32]
    headers = {
        **{str(name): str(value) for name, value in message.headers.items()},
        "topic": topic,
        "urgency": "normal",
        "content-type": "application/octet-stream",
    }
    return Sealed(device.endpoint, message.encrypted, headers)
