"""An entry as the JSON of its file, and back. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ausrufer.hub.site.entry import (
    Content,
    Correction,
    Entry,
    Link,
    Shown,
    ShownCaptions,
    ShownDocument,
    ShownFilm,
    Version,
)

VERSION = 1


def to_bytes(entry: Entry) -> bytes:
    """Return the file of an entry; the same entry gives the same bytes."""
    plain = {"version": VERSION, **asdict(entry)}
    return (json.dumps(plain, ensure_ascii=False, indent=1, default=_time) + "\n").encode()


def from_bytes(content: bytes) -> Entry:
    """Return the entry of a file; raises ValueError where it is none."""
    plain = json.loads(content)
    if not isinstance(plain, dict) or plain.get("version") != VERSION:
        raise ValueError("not an entry of this version")
    try:
        return _entry(plain)
    except (KeyError, TypeError) as missing:
        raise ValueError(f"incomplete entry: {missing}") from missing


def _entry(plain: Mapping[str, Any]) -> Entry:
    withdrawn = plain["withdrawn_at"]
    return Entry(
        public_id=plain["public_id"],
        path=plain["path"],
        published_at=datetime.fromisoformat(plain["published_at"]),
        updated_at=datetime.fromisoformat(plain["updated_at"]),
        content=_content(plain["content"]),
        keys=tuple(plain["keys"]),
        corrections=tuple(
            Correction(datetime.fromisoformat(one["at"]), one["note"])
            for one in plain["corrections"]
        ),
        also_at=tuple((label, url) for label, url in plain["also_at"]),
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn else None,
        shelves=tuple((path, name) for path, name in plain["shelves"]),
        told_in=tuple(plain.get("told_in", ())),  # entries from before there were versions
    )


def _content(plain: Mapping[str, Any]) -> Content:
    link = plain["link"]
    return Content(
        **{
            **plain,
            "link": Link(**link) if link else None,
            "hashtags": tuple(plain["hashtags"]),
            "pictures": tuple(Shown(**picture) for picture in plain["pictures"]),
            "films": tuple(_film(one) for one in plain.get("films", ())),
            "documents": tuple(ShownDocument(**one) for one in plain.get("documents", ())),
            "versions": tuple(Version(**one) for one in plain.get("versions", ())),
        }
    )


def _film(plain: Mapping[str, Any]) -> ShownFilm:
    poster = plain["poster"]
    captions = tuple(ShownCaptions(**one) for one in plain["captions"])
    shown = Shown(**poster) if poster else None
    return ShownFilm(**{**plain, "captions": captions, "poster": shown})


def _time(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
