"""The film of a delivery: as approved where the network takes it so, else the file made for it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from ausrufer.channels.contract import Captions, Film, Manifest, Outgoing
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.films import film_limits, wanted
from ausrufer.delivery.errors import StillBeingMade, Tampered
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.plans import Wanted, fits
from ausrufer.library.actions import film_made_for
from ausrufer.library.models import Asset, MadeFile
from ausrufer.library.queries import film_with
from ausrufer.library.states import MadeState

_LOST = "Der Film dieser Mitteilung fehlt im Speicher. Bitte hängen Sie ihn erneut an."


def with_films(
    outgoing: Outgoing,
    manifest: Manifest,
    limits: Mapping[str, int],
    *,
    organisation_id: int,
    since: datetime,
) -> Outgoing:
    """Return the message with its films as the network takes them, each with its `path`.

    Raises StillBeingMade while one is made, PermanentFailure where none can be, Tampered where one
    is not what was approved. What could not be made before `since` is tried again.
    """
    rules = film_limits(manifest.films, limits)
    films = tuple(
        _ready(one, wanted(rules, burnt=one.burnt), organisation_id, since)
        for one in outgoing.films
    )
    return replace(outgoing, films=films) if films else outgoing


def _ready(film: Film, asked: Wanted, organisation_id: int, since: datetime) -> Film:
    store = FileStore(settings.MEDIA_FOLDER)
    asset = film_with(organisation_id, film.sha256)
    if asset is None:
        raise PermanentFailure(_LOST, for_log=f"no film {film.sha256}")
    approved = film
    if not fits(asset.film, asked):
        if not store.path(film.sha256).exists():
            raise PermanentFailure(_LOST, for_log=f"no file {film.sha256}")
        film = _as_made(film, _made(asset, asked, since))
    try:
        # long for a large film: only once it goes out; what was made is looked at where it is found
        if film is approved:
            _check_untouched(store, film.sha256)
        return replace(
            film,
            captions=tuple(_spoken(store, one) for one in film.captions),
            poster=store.read(asset.poster_sha256),
            path=store.path(film.sha256),
        )
    except FileNotFoundError as gone:
        raise PermanentFailure(_LOST, for_log=str(gone)) from gone


def _made(asset: Asset, asked: Wanted, since: datetime) -> MadeFile:
    made = film_made_for(asset, asked, since=since)
    match MadeState(made.state):
        case MadeState.MAKING:
            raise StillBeingMade
        case MadeState.REFUSED:
            raise PermanentFailure(made.reason)
        case MadeState.MADE:
            return made


def _as_made(film: Film, made: MadeFile) -> Film:
    return replace(
        film,
        sha256=made.sha256,
        media_type=made.media_type,
        width=made.width,
        height=made.height,
        seconds=made.seconds or film.seconds,
        size=made.size,
    )


def _spoken(store: FileStore, captions: Captions) -> Captions:
    content = store.read(captions.sha256)
    if hashlib.sha256(content).hexdigest() != captions.sha256:
        raise Tampered(f"captions {captions.sha256}")
    return replace(captions, content=content)


def _check_untouched(store: FileStore, sha256: str) -> None:
    # The approval names the file by its content: one changed on the disk was never approved.
    with store.path(sha256).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise Tampered(f"film {sha256}")
