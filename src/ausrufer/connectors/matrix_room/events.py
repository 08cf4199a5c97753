"""The events of a post, as the specification shapes them: pure.

Every event carries the mark of its delivery, in a field of our own: so it is found again for sure.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from ausrufer.channels.contract import Outgoing, Picture

MARK = "org.ausrufer.mark"
# An event has 65,536 bytes, signatures included; one that replaces another says the words twice.
MOST_BYTES, _MOST_IN_EVENT = 30_000, 60_000
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}

Event = dict[str, Any]


def marks(key: str, pictures: int) -> list[str]:
    """Return the marks of a delivery: of its text, then of each picture. Also transaction ids."""
    return [f"{key}-{number}" for number in range(pictures + 1)]


def of_text(outgoing: Outgoing, mark: str) -> Event:
    """Return the message with its words, formatted where both fit into one event."""
    plain = "\n\n".join(outgoing.parts)
    event: Event = {"msgtype": "m.text", "body": plain, MARK: mark}
    size = 2 * len(plain.encode()) + len(outgoing.html.encode())
    if outgoing.html and size <= _MOST_IN_EVENT:
        event |= {"format": "org.matrix.custom.html", "formatted_body": outgoing.html}
    return event


def of_picture(picture: Picture, address: str, mark: str) -> Event:
    """Return the message with a picture; `body` is what stands in its place for those who need it.

    Without the field `filename` it is no caption.
    """
    return {
        "msgtype": "m.image",
        "body": picture.alt_text or file_name(picture),
        "url": address,
        "info": {
            "mimetype": picture.media_type,
            "w": picture.width,
            "h": picture.height,
            "size": len(picture.content),
        },
        MARK: mark,
    }


def in_place_of(event: Event, event_id: str) -> Event:
    """Return the event that replaces another; programs that know no edits show it with a star."""
    shown = {name: event[name] for name in ("msgtype", "url", "info", MARK) if name in event}
    return {
        **shown,
        "body": f"* {event['body']}",
        "m.new_content": event,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event_id},
    }


def file_name(picture: Picture) -> str:
    """Return a name for the file; the town's own stays in the house."""
    return f"bild.{_ENDINGS.get(picture.media_type, 'bin')}"


def taking_back(event_id: str) -> str:
    """Return the transaction id of taking an event back: the same at every attempt."""
    return f"zurueck-{sha256(event_id.encode()).hexdigest()[:40]}"


def mark_of(content: Mapping[str, Any]) -> str:
    """Return the mark of an event of ours; empty where it has none."""
    found = content.get(MARK)
    return found if isinstance(found, str) else ""
