"""Bringing a film to TikTok piece by piece; with the last piece TikTok begins to publish."""

import asyncio
from datetime import timedelta
from pathlib import Path

from ausrufer.channels.contract import Film
from ausrufer.channels.errors import (
    AccessLost,
    NotReadyYet,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.beginning import file_of
from ausrufer.connectors.tiktok.pieces import cut
from ausrufer.connectors.tiktok.sending import Sending, Session, forget

SECONDS = 80.0  # for all pieces of one attempt; shorter than the connector's deadline
_LEAST_SECONDS = 10.0
_SLOW = (
    "Der Film ist noch nicht ganz bei TikTok angekommen; das Hochladen wird gleich fortgesetzt. "
    "Veröffentlicht ist noch nichts."
)
_AGAIN = (
    "TikTok hat das Hochladen abgebrochen; es beginnt von vorn. Veröffentlicht ist noch nichts."
)
_UNCLEAR = (
    "Ob TikTok den Film vollständig bekommen hat, steht noch nicht fest; Ausrufer fragt dort nach."
)


async def bring(api: Api, film: Film, sending: Sending, session: Session, key: str) -> Sending:
    """Send what is not there yet and return the post with all of it; raises the failures."""
    _, size = file_of(film)
    if size != sending.size:
        forget(session, key)
        raise TemporaryFailure(_AGAIN, for_log="the file is another one than before")
    clock = asyncio.get_running_loop().time
    ends = clock() + SECONDS
    while not sending.is_complete:
        left = ends - clock()
        if left < _LEAST_SECONDS:
            raise NotReadyYet(_SLOW, retry_after=timedelta(seconds=1))
        end = cut(size).end_after(sending.sent)
        try:
            await _send(api, film, sending, end, left)
        except (PermanentFailure, AccessLost) as refused:
            raise _refused(session, key, refused.for_log, last=end == size) from None
        sending = sending.gone_on(end).keep(session, key)
    return sending


async def _send(api: Api, film: Film, sending: Sending, end: int, seconds: float) -> None:
    begin = sending.sent
    piece = await asyncio.to_thread(_piece, file_of(film)[0], begin, end)
    headers = {
        "Content-Type": film.media_type,
        "Content-Range": f"bytes {begin}-{end - 1}/{sending.size}",
    }
    last = end == sending.size
    await api.put(sending.address, piece, headers, last=last, seconds=seconds)


def _refused(
    session: Session, key: str, log: str, *, last: bool
) -> OutcomeUnclear | TemporaryFailure:
    if last:  # a repeat of a last piece that did arrive is refused as well
        return OutcomeUnclear(_UNCLEAR, for_log=log)
    forget(session, key)  # the address ends after an hour
    return TemporaryFailure(_AGAIN, for_log=log)


def _piece(path: Path, begin: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(begin)
        return file.read(end - begin)
