"""The canonical form as JSON, and the fingerprint a decision binds to: pure functions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import (
    Captions,
    Document,
    Film,
    LanguageVersion,
    LinkCard,
    Outgoing,
    Picture,
)

_TIMES = ("publish_at", "not_after")
# approvals from before there were such fields stay true
_LATER = ("comment", "versions", "films", "documents")


def to_json(outgoing: Outgoing) -> dict[str, Any]:
    """Return plain JSON values; the content of pictures stays in the file store."""
    plain = asdict(outgoing)
    for picture in plain["pictures"]:
        del picture["content"]
        if picture["focus"] is None:
            del picture["focus"]  # approvals from before there were focal points stay true
    for film in plain["films"]:
        del film["path"], film["poster"]
        if not film["burnt"]:
            del film["burnt"]  # approvals from before captions were burnt in stay true
        for captions in film["captions"]:
            del captions["content"]
    for document in plain["documents"]:
        del document["content"]
    for name in _TIMES:
        plain[name] = plain[name].isoformat() if plain[name] else None
    for name in _LATER:
        if not plain[name]:
            del plain[name]
    loaded: dict[str, Any] = json.loads(json.dumps(plain))
    return loaded


def from_json(plain: Mapping[str, Any]) -> Outgoing:
    """Return the message that `to_json` wrote."""
    values = {field.name: plain[field.name] for field in fields(Outgoing) if field.name in plain}
    for name in ("parts", "hashtags"):
        values[name] = tuple(values[name])
    values["pictures"] = tuple(_picture(one) for one in values["pictures"])
    values["also_at"] = tuple((label, url) for label, url in values["also_at"])
    values["versions"] = tuple(LanguageVersion(**one) for one in plain.get("versions", ()))
    values["films"] = tuple(_film(one) for one in plain.get("films", ()))
    values["documents"] = tuple(Document(**one) for one in plain.get("documents", ()))
    values["link"] = LinkCard(**values["link"]) if values["link"] else None
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Outgoing(**values)


def _picture(plain: Mapping[str, Any]) -> Picture:
    focus = plain.get("focus")
    return Picture(**{**plain, "focus": (focus[0], focus[1]) if focus else None})


def _film(plain: Mapping[str, Any]) -> Film:
    return Film(**{**plain, "captions": tuple(Captions(**one) for one in plain["captions"])})


def fingerprint(outgoing: Outgoing, *, channel: str) -> str:
    """Return the SHA-256 of exactly what goes out: text, pictures, alt texts, channel and times.

    Left out is only `also_at`: where copies ended up is known after the approval.
    """
    plain = to_json(outgoing)
    del plain["also_at"]
    canonical = json.dumps([channel, plain], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def joint_fingerprint(fingerprints: Mapping[str, str]) -> str:
    """Return one fingerprint for the fingerprints of all channels of a message."""
    canonical = json.dumps(sorted(fingerprints.items()))
    return hashlib.sha256(canonical.encode()).hexdigest()
