"""Record keys: the same for every attempt of a delivery, so that a repeat finds its own record.

Bluesky's posts are keyed by a TID: 13 characters for a 64-bit number whose top bit is zero, then 53
bits of microseconds since 1970, then 10 bits that tell writers apart
(https://atproto.com/specs/tid). Ours is made of the delivery's key alone: of its time where it is a
UUIDv7, else of a moment in 2023 drawn from its hash, a year in which this house sent nothing yet.
Further hash bits spread deliveries of one millisecond over a second and over the writers' bits, so
that two of one account meet with a chance below one in 10⁹. The parts of a thread follow each
other by a microsecond.
"""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_SECOND = 1_000_000  # microseconds
_YEAR = 365 * 24 * 3600 * _SECOND
_2023 = int(datetime(2023, 1, 1, tzinfo=UTC).timestamp()) * _SECOND
_WRITERS = 1 << 10
_TIMED = 7  # the version of UUID whose first 48 bits are milliseconds since 1970
_LAST = (1 << 53) - 2 * _SECOND  # in 2255; a later "time" is none, but chance


def record_key(key: str, number: int) -> str:
    """Return the TID of part `number` of the delivery `key`, a UUID; raises ValueError."""
    uuid = UUID(key)
    digest = hashlib.sha256(b"ausrufer record key" + uuid.bytes).digest()
    drawn, writer = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:10], "big")
    told = (uuid.int >> 80) * 1000
    timed = uuid.version == _TIMED and told < _LAST
    moment = told + drawn % _SECOND if timed else _2023 + drawn % _YEAR
    return tid(moment + number, writer % _WRITERS)


def tid(microseconds: int, writer: int) -> str:
    """Return the TID of a moment and a writer (0 to 1023); sorts like the moment."""
    value = microseconds << 10 | writer
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
