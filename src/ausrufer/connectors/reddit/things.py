"""Reading Reddit's "things": posts, comments, communities in their listings. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.rest import object_of, objects_of, text_of

Thing = Mapping[str, Any]
_POST = re.compile(r"t3_[0-9a-z]{1,13}")
_COMMENT = re.compile(r"t1_[0-9a-z]{1,13}")


def children(listing: object, kind: str) -> list[Thing]:
    """Return the things of a kind in a listing: "t1" comments, "t3" posts, "t5" communities."""
    found = objects_of(object_of(listing, "data"), "children")
    return [object_of(one, "data") for one in found if one.get("kind") == kind]


def after(listing: object) -> str:
    """Return where the listing goes on; empty at its end."""
    return text_of(object_of(listing, "data"), "after")


def is_listing(found: object) -> bool:
    """Tell whether something is a listing at all."""
    return isinstance(object_of(found, "data").get("children"), list)


def post_name(thing: object) -> str:
    """Return the full name of a post, which becomes part of addresses; empty where none."""
    name = text_of(thing, "name")
    return name if _POST.fullmatch(name) else ""


def comment_name(thing: object) -> str:
    """Return the full name of a comment; empty where it is none."""
    name = text_of(thing, "name")
    return name if _COMMENT.fullmatch(name) else ""


def part_of(name: str) -> RemotePart:
    """Return where a post is; the short address leads to the long one."""
    return RemotePart(name, f"https://www.reddit.com/comments/{name.removeprefix('t3_')}/")


def created(thing: Thing) -> datetime | None:
    """Return when something was written; None where it is not told."""
    told = thing.get("created_utc")
    if not isinstance(told, int | float) or isinstance(told, bool):
        return None
    try:
        return datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def essence(text: str) -> str:
    """Return what is left of a text however it is spaced."""
    return " ".join(unicodedata.normalize("NFC", text).split())
