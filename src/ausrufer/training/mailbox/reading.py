"""A letter taken apart for a reader: its texts, its pictures, its headers. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from html import escape

from ausrufer.training.mailbox.letters import parsed

_SHOWN = (
    *("From", "To", "Reply-To", "Date", "Subject", "Content-Language", "Message-ID"),
    *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence", "Auto-Submitted"),
)
_PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_CID = re.compile(r"cid:([^\"'\s>]+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A picture of a letter; `cid` is its Content-ID without angle brackets."""

    cid: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mail program would show; `html` is as it came and must be locked in by the page."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    pictures: tuple[Part, ...]


def read(content: bytes) -> Reading:
    """Take a letter apart; what cannot be read is left out."""
    message = parsed(content)
    return Reading(
        headers=tuple((name, str(message[name])) for name in _SHOWN if message[name]),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        pictures=tuple(_pictures(message)),
    )


def framed(html: str, *, pictures_at: str) -> str:
    """Return the markup with its pictures taken from `pictures_at` and links leading outside."""
    shown = _CID.sub(lambda found: f"{pictures_at}{found[1]}", html)
    return _HEAD.sub(lambda found: f'{found[0]}<base target="_blank">', shown, count=1)


def linked(text: str) -> str:
    """Return plain text as safe markup in which web addresses can be followed."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None or part.get_content_subtype() != kind:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # an unknown or a wrong character set
        return ""


def _pictures(message: Message) -> Iterator[Part]:
    for part in message.walk():
        cid = str(part.get("Content-ID", "")).strip("<>")
        content = part.get_payload(decode=True)
        if cid and part.get_content_type() in _PICTURES and isinstance(content, bytes):
            yield Part(cid, part.get_content_type(), content)
