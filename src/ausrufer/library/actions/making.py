"""Files made once from others so that a network takes them: asked for, made by a job, kept."""

import hashlib
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.facts import FilmRefused, NotFinished
from ausrufer.foundation.films.plans import NeverFits, Wanted, plan
from ausrufer.foundation.films.workshop import remake_film
from ausrufer.foundation.jobs import FILMS, enqueue
from ausrufer.library.models import Asset, MadeFile
from ausrufer.library.states import MadeState

MAKE_FILM = "ausrufer.library.jobs.make_film"
GIVEN_UP = timedelta(hours=4)  # longer than any film takes: whoever began it is dead
_NOT_SMALL_ENOUGH = (
    "Der Film lässt sich für diesen Kanal nicht klein genug machen. Bitte kürzen Sie ihn."
)
_CHANGED = (
    "Die Datei des Films oder seiner Untertitel ist im Speicher verändert oder fort. Bitte laden "
    "Sie beide erneut hoch."
)


@transaction.atomic
def film_made_for(asset: Asset, wanted: Wanted) -> MadeFile:
    """Return what was made of a film for these demands; asked for where nobody did before."""
    made, new = MadeFile.objects.select_for_update().get_or_create(
        organisation_id=asset.organisation_id,
        source_sha256=asset.sha256,
        wanted=wanted.key,
        defaults={"asked_at": now()},
    )
    forgotten = made.state == MadeState.MAKING and now() - made.asked_at > GIVEN_UP
    if new or forgotten:
        made.asked_at = now()
        made.save(update_fields=["asked_at"])
        enqueue(MAKE_FILM, queue=FILMS, made_id=made.pk, asset_id=asset.pk, wanted=asdict(wanted))
    return made


def make_film(*, made: MadeFile, asset: Asset, wanted: Wanted, last_try: bool = True) -> None:
    """Make the film that was asked for; a repeat changes nothing.

    Raises NotFinished where this machine, not the film, was in the way; with `last_try` no more.
    """
    if made.state != MadeState.MAKING:
        return
    try:
        values = _remade(asset, wanted)
    except NeverFits:
        values = {"state": MadeState.REFUSED, "reason": _NOT_SMALL_ENOUGH}
    except FilmRefused as refused:
        if isinstance(refused, NotFinished) and not last_try:
            raise
        values = {"state": MadeState.REFUSED, "reason": refused.for_staff[:400]}
    still = MadeFile.objects.filter(pk=made.pk, state=MadeState.MAKING)
    still.update(**values, made_at=now())


def _remade(asset: Asset, wanted: Wanted) -> dict[str, Any]:
    store = FileStore(settings.MEDIA_FOLDER)
    with store.workplace() as place:
        target = place / "film.mp4"
        facts = remake_film(
            _untouched(store, asset.sha256),
            target=target,
            plan=plan(asset.film, wanted),
            captions=_untouched(store, wanted.burnt) if wanted.burnt else None,
        )
        if wanted.most_bytes is not None and facts.size > wanted.most_bytes:
            raise NeverFits
        return {
            "state": MadeState.MADE,
            "sha256": store.keep_file(target),
            "media_type": facts.media_type,
            "width": facts.width,
            "height": facts.height,
            "seconds": facts.seconds,
            "size": facts.size,
        }


def _untouched(store: FileStore, sha256: str) -> Path:
    """Return a file of the store; nothing is made of one that is not what somebody approved."""
    path = store.path(sha256)
    if not path.exists():
        raise FilmRefused(_CHANGED)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise FilmRefused(_CHANGED)
    return path
