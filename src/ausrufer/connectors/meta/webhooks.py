"""What Meta calls the house for: whether a call is Meta's, and what it tells. Pure.

Only names of what changed leave here, and ids of own posts: never what residents wrote or did.
https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Change, NotSigned, Told
from ausrufer.channels.rest import object_of, text_of
from ausrufer.channels.rest.reading import number_of, objects_of

SIGNATURE = "X-Hub-Signature-256"
_PREFIX = "sha256="
_FORM = "application/x-www-form-urlencoded"
# one field written in one way: whatever else a form may hold would make another call of the same
_WITHDRAWAL = re.compile(rb"signed_request=([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]+={0,2})")
_AS_OLD = 3600  # seconds: clocks differ, and Meta tries again; what is older was kept back
_WORD = re.compile(r"[a-z0-9_]{1,30}", re.ASCII)
_ID = re.compile(r"[0-9]{1,30}(_[0-9]{1,30})?", re.ASCII)
# a page that is renamed, merged or handed on: whether the access still fits has to be seen
_OF_THE_PAGE = frozenset({"name", "category", "page_change_proposal", "page_upcoming_change"})
_POSTS = frozenset({"post", "status", "photo", "video", "share", "album"})


class CalledByMeta:
    """Base of Meta's connectors: receives calls that are signed with the secret of the app."""

    @classmethod
    def verify(
        cls,
        headers: Mapping[str, str],
        body: bytes,
        secrets: Mapping[str, str],
        *,
        received_at: datetime,
    ) -> tuple[Told, ...]:
        """Return what a call tells; raises NotSigned where it is not Meta's."""
        secret = secrets.get("client_secret", "").strip()
        if is_signed(body, headers.get(SIGNATURE, ""), secret):
            return told_in(body)
        form = headers.get("Content-Type", "").startswith(_FORM)
        if form and is_withdrawal(body, secret, received_at=received_at):
            return (Told("deauthorize", Change.ACCESS),)
        raise NotSigned

    @classmethod
    def handshake(cls, params: Mapping[str, str], agreed: str) -> str | None:
        """Return what a new subscription must be answered; None where it does not know the word."""
        return handshake(params, agreed)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Tell whether `signature` (X-Hub-Signature-256) was made of `body` with the app's secret.

    `body` must be the bytes as they came: a body that was decoded and written anew has another one.
    """
    if not secret or not signature.startswith(_PREFIX):
        return False
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # as bytes: compare_digest refuses texts with signs beyond ASCII, which a stranger may send
    return hmac.compare_digest(made.encode(), _bytes(signature.removeprefix(_PREFIX)))


def is_withdrawal(body: bytes, secret: str, *, received_at: datetime) -> bool:
    """Tell whether `body` is the call after somebody took their consent back (`signed_request`).

    One withdrawal has one body, and is believed within an hour: nobody can call with it again.
    https://developers.facebook.com/docs/facebook-login/guides/advanced/existing-system#parsingsr
    """
    found = _WITHDRAWAL.fullmatch(body)
    if not secret or found is None:
        return False
    signature, payload = found.groups()
    made = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    # as it is written: the last sign of base64 has bits that nobody reads
    if not hmac.compare_digest(base64.urlsafe_b64encode(made).rstrip(b"="), signature):
        return False
    try:
        told = json.loads(base64.urlsafe_b64decode(_padded(payload)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    named = text_of(told, "algorithm").upper() == "HMAC-SHA256"
    return named and _is_new(told, received_at)


def handshake(params: Mapping[str, str], agreed: str) -> str | None:
    """Return what a new subscription must be answered; None where the agreed word is missing."""
    word = params.get("hub.verify_token", "")
    known = bool(agreed) and hmac.compare_digest(_bytes(word), agreed.encode())
    if params.get("hub.mode") != "subscribe" or not known:
        return None
    challenge = params.get("hub.challenge", "")
    return challenge if challenge.isascii() and challenge.isalnum() else None


def told_in(body: bytes) -> tuple[Told, ...]:
    """Return what a signed body tells; nothing where it is none of the known shapes."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    return tuple(_of_graph(found)) or tuple(_of_threads(found))


def _of_graph(found: object) -> Iterator[Told]:
    """Pages, Instagram and permissions: `object`, `entry`, `changes`."""
    thing = _word(text_of(found, "object"))
    for entry in objects_of(found, "entry"):
        account = _id(entry.get("id")) if thing != "permissions" else ""  # there it is a person
        for change in objects_of(entry, "changes"):
            field, value = _word(text_of(change, "field")), object_of(change, "value")
            subject = _said(thing, field, text_of(value, "item"), text_of(value, "verb"))
            if thing == "permissions" or (thing == "page" and field in _OF_THE_PAGE):
                yield Told(subject, Change.ACCESS, account)
            elif field == "feed" and _is_own_removal(value, account):
                yield from _removed(subject, account, value)
            else:
                yield Told(subject, account=account)
        yield from (Told(_said(thing, "messaging")) for _ in objects_of(entry, "messaging"))


def _of_threads(found: object) -> Iterator[Told]:
    """Threads: one `topic`, whose `values` hold a field with its value."""
    topic, values = text_of(found, "topic"), object_of(found, "values")
    if not topic or not values:
        return
    field = _word(text_of(values, "field"))
    post = _id(object_of(values, "value").get("id")) if field == "delete" else ""
    yield Told(_said(topic, field), Change.REMOVED if post else Change.OTHER, post=post)


def _is_own_removal(value: Mapping[str, Any], account: str) -> bool:
    """Posts of the page; what residents wrote and took back is nothing the house remembers."""
    author = _id(object_of(value, "from").get("id")) or _id(value.get("sender_id"))
    mine = author in {"", account}
    return mine and text_of(value, "verb") == "remove" and text_of(value, "item") in _POSTS


def _removed(subject: str, account: str, value: Mapping[str, Any]) -> Iterator[Told]:
    """A film is known to the house by its own id, everything else by that of the post."""
    for post in dict.fromkeys(_id(value.get(name)) for name in ("post_id", "video_id")):
        if post:
            yield Told(subject, Change.REMOVED, account, post)


def _is_new(told: object, received_at: datetime) -> bool:
    issued = number_of(told, "issued_at")  # a whole number may be larger than any time
    return issued is not None and abs(int(received_at.timestamp()) - issued) <= _AS_OLD


def _said(*words: str) -> str:
    return "/".join(filter(None, map(_word, words)))


def _word(told: str) -> str:
    return told if _WORD.fullmatch(told) else ""


def _id(told: object) -> str:
    said = str(told) if isinstance(told, str | int) else ""
    return said if _ID.fullmatch(said) else ""


def _padded(told: bytes) -> bytes:
    return told + b"=" * (-len(told) % 4)


def _bytes(told: str) -> bytes:
    return told.encode("utf-8", "surrogatepass")
