"""Content identifiers: what a record or a blob is called by its content. Pure.

CIDs of version 1 with SHA-256 in base32 (https://atproto.com/specs/data-model); records are hashed
in DAG-CBOR, which allows exactly one encoding of every value.
"""

import hashlib
from base64 import b32decode, b32encode, b64decode
from typing import Any

_RAW, _DAG_CBOR = 0x55, 0x71
_SHA256 = b"\x12\x20"
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG = range(7)
_LINK_TAG = 42
_SHORT = 24  # smaller numbers stand in the first byte itself
_SIMPLE = {False: b"\xf4", True: b"\xf5", None: b"\xf6"}


def cid_of_blob(content: bytes) -> str:
    """Return the CID of plain bytes."""
    return _cid(_RAW, content)


def cid_of_record(record: dict[str, Any]) -> str:
    """Return the CID of a record in its JSON form; raises ValueError where it cannot be stored."""
    return _cid(_DAG_CBOR, encoded(record))


def encoded(value: object) -> bytes:
    """Return a JSON value of the AT Protocol in DAG-CBOR; raises ValueError."""
    match value:
        case bool() | None:
            return _SIMPLE[value]
        case int():
            return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
        case str():
            return _head(_TEXT, len(value.encode())) + value.encode()
        case list():
            return _head(_LIST, len(value)) + b"".join(map(encoded, value))
        case dict():
            return _encoded_object(value)
    raise ValueError(f"a record holds no {type(value).__name__}")


def _encoded_object(value: dict[str, Any]) -> bytes:
    match value:
        case {"$link": str(link), **rest} if not rest:
            binary = b"\x00" + _base32(link)
            return _head(_TAG, _LINK_TAG) + _head(_BYTES, len(binary)) + binary
        case {"$bytes": str(text), **rest} if not rest:
            binary = b64decode(text + "==")
            return _head(_BYTES, len(binary)) + binary
    return _map(value)


def _map(value: dict[str, Any]) -> bytes:
    pairs = sorted((encoded(name), encoded(held)) for name, held in value.items())
    return _head(_MAP, len(pairs)) + b"".join(name + held for name, held in pairs)


def _head(kind: int, number: int) -> bytes:
    if number < _SHORT:
        return bytes([kind << 5 | number])
    for size in (1, 2, 4, 8):
        if number < 1 << 8 * size:
            extra = _SHORT + size.bit_length() - 1
            return bytes([kind << 5 | extra]) + number.to_bytes(size, "big")
    raise ValueError("a record holds no number of more than 64 bits")


def _cid(codec: int, content: bytes) -> str:
    binary = bytes([1, codec]) + _SHA256 + hashlib.sha256(content).digest()
    return "b" + b32encode(binary).decode().lower().rstrip("=")


def _base32(cid: str) -> bytes:
    letters = cid.removeprefix("b").upper()
    return b32decode(letters + "=" * (-len(letters) % 8))
