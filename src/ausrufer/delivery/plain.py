"""What platforms tell, as the database takes it: pure."""

import re
from collections.abc import Sequence

from ausrufer.channels.contract import RemotePart

LONGEST = 600  # characters of a reason
_LONGEST_URL = 500
# PostgreSQL stores neither; JSON can carry both
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://\S+")


def plain(said: str) -> str:
    """Return a reason as it can be stored."""
    return _UNSTORABLE.sub("", said)[:LONGEST]


def plain_parts(parts: Sequence[RemotePart]) -> list[list[str]]:
    """Return the parts as they can be stored; an address nobody could follow becomes none."""
    return [[_UNSTORABLE.sub("", part.remote_id), _followed(part.url)] for part in parts]


def _followed(url: str) -> str:
    whole = url.isprintable() and _ADDRESS.fullmatch(url) is not None
    return url if whole and len(url) <= _LONGEST_URL else ""
