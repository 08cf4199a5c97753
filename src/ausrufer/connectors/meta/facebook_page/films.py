"""Films of the page: an upright short one is a reel, brought first, then published; else a video.

A video has no step before it is public: the request that names its address publishes it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Command, Film, Lends, Outgoing, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect, object_of, text_of
from ausrufer.connectors.meta.facebook_page.page import NAME, Page
from ausrufer.connectors.meta.films import lent_film
from ausrufer.connectors.meta.graph import identifier
from ausrufer.connectors.meta.network import Expired, Gone, NotReady, anew, still_working
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.progress import AGAIN, AT_ONCE
from ausrufer.connectors.meta.reading_back import (
    MARGIN,
    Entry,
    alike,
    essence,
    the_one,
    unseen_film,
)

_REEL_SECONDS = (3, 90)
_BROUGHT = "brought"  # stands for the file where other networks have their children
_LOST = frozenset(("error", "expired"))
_OTHER_KIND = (
    "Auf Facebook lässt sich ein Film nicht gegen Bilder oder Text tauschen. Bitte ziehen Sie den "
    "Beitrag zurück und veröffentlichen Sie ihn neu."
)


async def post(page: Page, outgoing: Outgoing, prepared: Prepared, lend: Lends) -> RemotePart:
    """Publish a film once; raises TemporaryFailure while Facebook is not done with it."""
    film, words = outgoing.films[0], "\n\n".join(outgoing.parts)
    if not is_reel(film):
        sent = {"file_url": await lent_film(film, lend), "description": words}
        return part(page, await page.graph.create(_videos(page), Effect.PUBLISHES, **sent))
    try:
        await _bring(page, film, prepared, lend)
        video = prepared.container
        await page.graph.post(
            _reels(page),
            Effect.PUBLISHES,
            upload_phase="finish",
            video_id=video,
            video_state="PUBLISHED",
            description=words,
        )
    except (Expired, PermanentFailure):
        prepared.drop()
        raise
    prepared.forget()
    return reel_part(video)


async def find(
    page: Page, command: Command, first_attempt_at: datetime, prepared: Prepared
) -> RemotePart | None:
    """Return the film of a command, if it is there; raises where that is not certain.

    Looks among reels and videos alike: whoever looks has no file to tell which of them it became.
    """
    words = "\n\n".join(command.outgoing.parts)

    def same(entry: Entry) -> bool:
        return essence(text_of(entry, "description")) == essence(words)

    def like(entry: Entry) -> bool:
        return alike(text_of(entry, "description"), words)

    reels = await _since(page, _reels(page), first_attempt_at)
    reel = the_one(reels, NAME, same, like)
    videos = [] if reel else await _since(page, _videos(page), first_attempt_at)
    found = reel or the_one(videos, NAME, same, like)
    if found is None:
        if not prepared.container:  # a video leaves no trace here until it is processed
            raise unseen_film(NAME)
        await _not_public(page, prepared)
        return None
    prepared.forget()
    video = text_of(found, "id")
    return reel_part(video) if reel else part(page, video)


async def _since(page: Page, path: str, first_attempt_at: datetime) -> list[Entry] | None:
    asked = {"fields": "id,description,created_time", "limit": "100"}
    return await page.graph.newest(path, first_attempt_at - MARGIN, "created_time", **asked)


async def edit(page: Page, outgoing: Outgoing, there: RemotePart) -> RemotePart:
    """Replace the words of a film; ends the same when repeated."""
    if not outgoing.films:
        raise PermanentFailure(_OTHER_KIND)
    words = "\n\n".join(outgoing.parts)
    await page.graph.post(f"/{there.remote_id}", Effect.HARMLESS, description=words)
    return there


def is_film(there: RemotePart) -> bool:
    """Tell whether a publication is a film: its id is not made of that of the page."""
    return "_" not in there.remote_id


def is_reel(film: Film) -> bool:
    """Tell whether a film goes as a reel: upright, and neither too short nor too long."""
    shortest, longest = _REEL_SECONDS
    return shortest <= film.seconds <= longest and film.height > film.width


def reel_part(video: str) -> RemotePart:
    """Return where a reel is."""
    return RemotePart(video, f"https://www.facebook.com/reel/{video}")


def part(page: Page, video: str) -> RemotePart:
    """Return where a video is."""
    return RemotePart(video, f"https://www.facebook.com/{page.id}/videos/{video}")


def refuse_film(outgoing: Outgoing) -> None:
    """Raise PermanentFailure where a post without a film should get one."""
    if outgoing.films:
        raise PermanentFailure(_OTHER_KIND)


async def _bring(page: Page, film: Film, prepared: Prepared, lend: Lends) -> None:
    if not prepared.container:
        begun = await page.graph.post(_reels(page), Effect.HARMLESS, upload_phase="start")
        prepared.container = identifier(text_of(begun, "video_id"), NAME)
        prepared.keep()
    if not prepared.children:
        await page.graph.hand_over(prepared.container, await lent_film(film, lend))
        prepared.children = [_BROUGHT]
        prepared.keep()
    status = await _status(page, prepared)
    state, brought = text_of(status, "video_status"), _phase(status, "uploading_phase")
    if state in _LOST or brought == "error":
        raise Expired(anew(NAME), for_log=f"reel {state}/{brought}", retry_after=AT_ONCE)
    if brought != "complete":
        raise NotReady(still_working(NAME), for_log=f"reel {state}", retry_after=AGAIN)


async def _not_public(page: Page, prepared: Prepared) -> None:
    """Raise where Facebook is publishing a reel, though no list shows it yet."""
    try:
        status = await _status(page, prepared)
    except Expired:
        return
    if _phase(status, "publishing_phase") not in ("", "not_started", "error"):
        raise NotReady(still_listing(NAME), for_log="reel is being published", retry_after=AGAIN)


def still_listing(name: str) -> str:
    """Return the sentence about what is accepted and not shown."""
    return f"{name} hat den Film angenommen, zeigt ihn aber noch nicht."


async def _status(page: Page, prepared: Prepared) -> Mapping[str, Any]:
    try:
        told = await page.graph.get(f"/{prepared.container}", fields="status")
    except Gone as gone:
        raise Expired(anew(NAME), for_log=gone.for_log, retry_after=AT_ONCE) from None
    return object_of(told, "status")


def _phase(status: Mapping[str, Any], name: str) -> str:
    return text_of(object_of(status, name), "status")


def _reels(page: Page) -> str:
    return f"/{page.id}/video_reels"


def _videos(page: Page) -> str:
    return f"/{page.id}/videos"
