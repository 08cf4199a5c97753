"""Films are read by a job: cleaned and looked at, then ready to be shown, or refused."""

import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.facts import FilmFacts, FilmRefused, NotFinished
from ausrufer.foundation.films.workshop import take_film
from ausrufer.foundation.jobs import READING, enqueue, queued
from ausrufer.foundation.pictures import fit
from ausrufer.library import journal
from ausrufer.library.actions.incoming import forget_uploads, upload_of
from ausrufer.library.actions.pictures import SMALL
from ausrufer.library.facts import FilmRead
from ausrufer.library.models import Asset
from ausrufer.library.policy import may_keep
from ausrufer.library.queries import films_to_read
from ausrufer.library.states import AssetState, states_before
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

log = logging.getLogger(__name__)

READ_FILM = "ausrufer.library.jobs.read_film"
MOST_TRIES = 3
_LOCK = 0x46494C  # tells these advisory locks from those of other purposes
_MOST_QUEUED = 50
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class _Taken:
    """A film without place, camera and data tracks, already in the file store."""

    sha256: str
    poster_sha256: str
    small_sha256: str
    facts: FilmFacts


def queue_reading(asset: Asset) -> None:
    """Have a film read, once the caller's transaction commits."""
    enqueue(READ_FILM, queue=READING, asset_id=asset.pk)


def queue_lost_readings() -> None:
    """Have films read whose job got lost or came to nothing; the row is the truth."""
    waiting = queued(READ_FILM, "asset_id")
    for asset in films_to_read().exclude(pk__in=waiting)[:_MOST_QUEUED]:
        queue_reading(asset)
    forget_uploads()


def read_film(*, asset: Asset) -> None:
    """Read a film that came in, or the pictures a second of one nobody looked at; once is enough.

    What a worker left unfinished is read again; what never gets to its end is refused.
    """
    with _alone(asset) as alone:
        if not alone or not _begin(asset):
            return
        try:
            if asset.state == AssetState.READY:
                _read_rate(asset)
            else:
                _read(asset)
        except OSError as broken:
            if broken.errno in _FULL:  # no fault of the film
                Asset.objects.filter(pk=asset.pk).update(tries=F("tries") - 1)
            raise


@contextmanager
def _alone(asset: Asset) -> Iterator[bool]:
    """Tell whether nobody else reads this film now; PostgreSQL frees the lock of a dead process."""
    key = [_LOCK, asset.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        alone = bool(cursor.fetchone()[0])
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@transaction.atomic
def _begin(asset: Asset) -> bool:
    """Count the try before it is made: a film may take the whole worker along."""
    due = films_to_read().select_for_update(of=("self",)).filter(pk=asset.pk)
    if not due.exists():
        return False
    Asset.objects.filter(pk=asset.pk).update(tries=F("tries") + 1)
    asset.refresh_from_db()
    return True


def _read(asset: Asset) -> None:
    try:
        taken = _taken(asset)
    except NotFinished as unfinished:
        if asset.tries < MOST_TRIES:
            log.warning("film %s is read again later: %s", asset.public_id, unfinished)
            return
        _refuse(asset, _never_read())
    except FilmRefused as refused:
        _refuse(asset, refused.for_staff)
    else:
        _keep(asset, taken)
    # the last: until here it can be read again
    _forget_upload(asset)


@transaction.atomic
def _forget_upload(asset: Asset) -> None:
    """Delete what was read, unless the film has come in again since."""
    locked = Asset.objects.select_for_update(of=("self",)).filter(pk=asset.pk).first()
    if locked is None or locked.state != AssetState.READING:
        upload_of(asset).unlink(missing_ok=True)


def _taken(asset: Asset) -> _Taken:
    if asset.tries > MOST_TRIES:  # the last try took its worker along
        raise NotFinished(_never_read())
    source, store = upload_of(asset), FileStore(settings.MEDIA_FOLDER)
    if not source.exists():
        raise FilmRefused(_gone())
    with source.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != asset.uploaded_sha256:
            raise FilmRefused(_gone())
    with store.workplace() as place:
        film, poster = place / "film", place / "poster"
        facts = take_film(source, target=film, poster=poster)
        shown = poster.read_bytes()
        small = fit(shown, most_bytes=None, most_pixels=SMALL, formats=("image/jpeg",))
        # the files go first: a row never points to nothing
        return _Taken(store.keep_file(film), store.keep(shown), store.keep(small), facts)


@transaction.atomic
def _keep(asset: Asset, taken: _Taken) -> None:
    known = Asset.objects.filter(organisation_id=asset.organisation_id, sha256=taken.sha256)
    if other := known.exclude(pk=asset.pk).select_for_update(of=("self",)).first():
        if other.state != AssetState.REFUSED:
            _keep_as(asset, other)
            return
        _make_room(other)
    moved = _move(
        asset,
        AssetState.READY,
        sha256=taken.sha256,
        poster_sha256=taken.poster_sha256,
        small_sha256=taken.small_sha256,
        **asdict(taken.facts),
    )
    if moved:
        announce(FilmRead(asset.organisation_id, asset.pk, asset.pk))
        _note(journal.FILM_READ, asset)


def _make_room(refused: Asset) -> None:
    """Let a refused film go by its upload alone: its content now is that of another."""
    nothing = hashlib.sha256(refused.public_id.bytes).hexdigest()  # no file lies there
    Asset.objects.filter(pk=refused.pk).update(sha256=nothing)


def _keep_as(asset: Asset, known: Asset) -> None:
    """Let the film the house had take the place of its double, which is sorted out."""
    said = gettext("Diesen Film gibt es schon: „%(title)s“. Er bleibt einmal abgelegt.")
    reason = (said % {"title": known.name})[:400]
    if not _move(asset, AssetState.REFUSED, reason=reason, retired_at=now(), kept_as=known):
        return
    if not known.uploaded_sha256:
        Asset.objects.filter(pk=known.pk).update(uploaded_sha256=asset.uploaded_sha256)
    if asset.uploaded_by and may_keep(asset.uploaded_by.rights, known.department_id):
        there = known.captions.values_list("language", flat=True)
        asset.captions.exclude(language__in=list(there)).update(asset=known)
    announce(FilmRead(asset.organisation_id, asset.pk, known.pk))
    _note(journal.FILM_REFUSED, asset, reason=reason)


@transaction.atomic
def _refuse(asset: Asset, reason: str) -> None:
    if _move(asset, AssetState.REFUSED, reason=reason[:400]):
        _note(journal.FILM_REFUSED, asset, reason=reason)


def _move(asset: Asset, state: AssetState, **values: Any) -> bool:
    """Bring a film to another state; tells whether it was in one from which that is possible."""
    still = Asset.objects.filter(pk=asset.pk, state__in=states_before(state))
    return bool(still.update(state=state, **values))


def _note(kind: str, asset: Asset, **details: object) -> None:
    house = Actor.house(asset.organisation_id)
    record(kind, actor=house, subject=asset.subject, title=asset.name, **details)


def _read_rate(asset: Asset) -> None:
    """Look how many pictures a second a film has that was taken in before that was written down."""
    store, rate = FileStore(settings.MEDIA_FOLDER), 0.0
    try:
        if asset.tries <= MOST_TRIES and store.path(asset.sha256).exists():
            with store.workplace() as place:
                source, copy = store.path(asset.sha256), place / "film"
                rate = take_film(source, target=copy, poster=place / "poster").rate
    except FilmRefused as refused:
        if isinstance(refused, NotFinished) and asset.tries < MOST_TRIES:
            return
    Asset.objects.filter(pk=asset.pk).update(rate=rate)


def _never_read() -> str:
    return gettext(
        "Der Film ließ sich dreimal nicht zu Ende lesen. Bitte speichern Sie ihn als MP4 (H.264) "
        "und laden Sie ihn erneut hoch."
    )


def _gone() -> str:
    return gettext(
        "Die hochgeladene Datei ist im Speicher verändert oder fort. Bitte laden Sie den Film "
        "erneut hoch."
    )
