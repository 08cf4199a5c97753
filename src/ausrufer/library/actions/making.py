"""Files made once from others so that a network takes them: asked for, made by a job, kept."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.facts import FilmRefused, NotFinished
from ausrufer.foundation.films.plans import NeverFits, Wanted, plan
from ausrufer.foundation.films.workshop import remake_film
from ausrufer.foundation.jobs import FILMS, enqueue, queued
from ausrufer.library.models import Asset, MadeFile
from ausrufer.library.states import MadeState

MAKE_FILM = "ausrufer.library.jobs.make_film"
LOST_AFTER = timedelta(minutes=2)  # without a job, which a restart of the database can cost
_NOT_SMALL_ENOUGH = (
    "Der Film lässt sich für diesen Kanal nicht klein genug machen. Bitte kürzen Sie ihn."
)
_CHANGED = (
    "Die Datei des Films oder seiner Untertitel ist im Speicher verändert oder fort. Bitte laden "
    "Sie beide erneut hoch."
)


class _Changed(FilmRefused):
    """A file of the store is not what its name says: uploaded again, it can be."""


@transaction.atomic
def film_made_for(asset: Asset, wanted: Wanted, *, since: datetime | None = None) -> MadeFile:
    """Return what was made of a film for these demands; asked for where nobody did before.

    One that was made and is damaged or lost is made anew, and one whose job is gone. A refusal
    that says nothing of the film holds for those who asked before it: asked `since` then (None:
    just now), it is made anew.
    """
    made, new = MadeFile.objects.select_for_update().get_or_create(
        organisation_id=asset.organisation_id,
        source_sha256=asset.sha256,
        wanted=wanted.key,
        defaults={"asked_at": now()},
    )
    if new or _to_make_anew(made, asset, wanted, since or now()):
        made.state, made.reason, made.asked_at = MadeState.MAKING, "", now()
        made.save(update_fields=["state", "reason", "asked_at"])
        enqueue(MAKE_FILM, queue=FILMS, made_id=made.pk, asset_id=asset.pk, wanted=asdict(wanted))
    return made


def _to_make_anew(made: MadeFile, asset: Asset, wanted: Wanted, since: datetime) -> bool:
    match MadeState(made.state):
        case MadeState.MAKING:
            at_work = now() - made.asked_at < LOST_AFTER or made.pk in queued(MAKE_FILM, "made_id")
            return not at_work
        case MadeState.MADE:
            return not FileStore(settings.MEDIA_FOLDER).is_sound(made.sha256)
        case MadeState.REFUSED:
            over = not made.final and (made.made_at is None or made.made_at < since)
            return over and _all_sound(asset, wanted)


def _all_sound(asset: Asset, wanted: Wanted) -> bool:
    store = FileStore(settings.MEDIA_FOLDER)
    return all(store.is_sound(one) for one in (asset.sha256, wanted.burnt) if one)


def make_film(*, made: MadeFile, asset: Asset, wanted: Wanted, last_try: bool = True) -> None:
    """Make the film that was asked for; a repeat changes nothing.

    Raises NotFinished where this machine, not the film, was in the way; with `last_try` no more.
    """
    if made.state != MadeState.MAKING:
        return
    try:
        values = _remade(asset, wanted)
    except NeverFits:
        values = _refused(_NOT_SMALL_ENOUGH, final=True)
    except NotFinished as unfinished:
        if not last_try:
            raise
        values = _refused(unfinished.for_staff, final=False)
    except _Changed as changed:
        values = _refused(changed.for_staff, final=False)
    except FilmRefused as refused:
        values = _refused(refused.for_staff, final=True)
    still = MadeFile.objects.filter(pk=made.pk, state=MadeState.MAKING)
    still.update(**values, made_at=now())


def _refused(reason: str, *, final: bool) -> dict[str, Any]:
    return {"state": MadeState.REFUSED, "reason": reason[:400], "final": final}


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
    if not store.is_sound(sha256):
        raise _Changed(_CHANGED)
    return store.path(sha256)
