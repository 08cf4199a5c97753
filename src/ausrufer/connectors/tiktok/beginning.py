"""Telling TikTok what will come: a film it waits for, or pictures it fetches."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ausrufer.channels.contract import Access, Film, Outgoing
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect, text_of
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.creator import Creator, creator
from ausrufer.connectors.tiktok.pieces import cut
from ausrufer.connectors.tiktok.sending import Sending
from ausrufer.connectors.tiktok.wishes import as_draft, caption_of, privacy_of

_PUBLISH_ID = re.compile(r"[A-Za-z0-9_.~-]{1,64}")
_NOTHING = (
    "TikTok nimmt nur Filme und Bilder an, und zu dieser Mitteilung gehört beides nicht. Bitte "
    "fügen Sie etwas davon hinzu oder nehmen Sie TikTok von der Mitteilung."
)
_NO_FILE = (
    "Die Datei des Films ist nicht mehr zu lesen. Bitte fügen Sie den Film noch einmal hinzu."
)

Lend = Callable[[bytes, str], str]


def film_of(outgoing: Outgoing) -> Film | None:
    """Return the film that is sent; None where pictures are, raises where there is neither."""
    film = next(iter(outgoing.films), None)
    if film is None and not outgoing.pictures:
        raise PermanentFailure(_NOTHING)
    return film


def file_of(film: Film) -> tuple[Path, int]:
    """Return a film's file and its size; raises PermanentFailure where it is gone."""
    try:
        size = film.path.stat().st_size if film.path else 0
    except OSError:
        size = 0
    if film.path is None or not size:
        raise PermanentFailure(_NO_FILE)
    return film.path, size


async def begin(api: Api, access: Access, outgoing: Outgoing, lend: Lend) -> Sending:
    """Announce a post; raises the failures."""
    film, draft = film_of(outgoing), as_draft(access)
    size = file_of(film)[1] if film else 0
    allowed = await creator(api)
    privacy = "" if draft else privacy_of(access)
    if privacy:
        allowed.check(privacy, film)
    if film:
        told = await _announce_film(api, outgoing, allowed, privacy, size)
    else:
        told = await _announce_pictures(api, outgoing, allowed, privacy, lend)
    publish_id, address = text_of(told, "publish_id"), text_of(told, "upload_url")
    if not _PUBLISH_ID.fullmatch(publish_id) or bool(film) != bool(address):
        effect = Effect.HARMLESS if film else Effect.PUBLISHES
        raise api.gibberish(effect, "init: no publish_id")
    return Sending(publish_id, allowed.username, address, size)


async def _announce_film(
    api: Api, outgoing: Outgoing, allowed: Creator, privacy: str, size: int
) -> Mapping[str, Any]:
    pieces = cut(size)
    source = {
        "source": "FILE_UPLOAD",
        "video_size": size,
        "chunk_size": pieces.piece,
        "total_chunk_count": pieces.count,
    }
    if not privacy:
        return await api.call("/post/publish/inbox/video/init/", json={"source_info": source})
    post = {
        "title": caption_of(outgoing),
        "privacy_level": privacy,
        "disable_comment": allowed.no_comments,
        "disable_duet": allowed.no_duets,
        "disable_stitch": allowed.no_stitches,
    }
    return await api.call(
        "/post/publish/video/init/", json={"post_info": post, "source_info": source}
    )


async def _announce_pictures(
    api: Api, outgoing: Outgoing, allowed: Creator, privacy: str, lend: Lend
) -> Mapping[str, Any]:
    post: dict[str, Any] = {
        "title": outgoing.title,
        "description": "\n\n".join(outgoing.parts),
        "disable_comment": allowed.no_comments,
        "auto_add_music": False,
    }
    images = [lend(one.content, one.media_type) for one in outgoing.pictures]
    source = {"source": "PULL_FROM_URL", "photo_cover_index": 0, "photo_images": images}
    return await api.call(
        "/post/publish/content/init/",
        effect=Effect.PUBLISHES,
        json={
            "media_type": "PHOTO",
            "post_mode": "DIRECT_POST" if privacy else "MEDIA_UPLOAD",
            "post_info": post | ({"privacy_level": privacy} if privacy else {}),
            "source_info": source,
        },
    )
