"""Films, which Meta's networks fetch themselves: lent as files, for they do not fit into memory."""

import asyncio

from ausrufer.channels.contract import Film, Lends
from ausrufer.channels.errors import PermanentFailure


async def lent_film(film: Film, lend: Lends) -> str:
    """Return the address a film can be fetched from; raises PermanentFailure without a file."""
    if film.path is None or not film.path.is_file():
        raise PermanentFailure("Die Datei des Films fehlt auf diesem Server.")
    return await asyncio.to_thread(lend, film.path, film.media_type)
