"""Record keys as the server checks and makes them. Pure."""

import re
from datetime import datetime

_TID = re.compile(r"[234567a-j][234567a-z]{12}")
_RECORD_KEY = re.compile(r"[A-Za-z0-9._:~-]{1,512}")
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


def is_tid(key: str) -> bool:
    """Tell whether a key is a timestamp identifier."""
    return _TID.fullmatch(key) is not None


def is_record_key(key: str) -> bool:
    """Tell whether a key may name a record at all."""
    return _RECORD_KEY.fullmatch(key) is not None and key not in {".", ".."}


def next_tid(now: datetime) -> str:
    """Return the timestamp identifier of a moment."""
    value = int(now.timestamp() * 1_000_000) << 10
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(60, -1, -5))
