"""Films of the library: taken in by a process of their own, with their captions."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.captions import is_language, plain_captions
from ausrufer.foundation.films.facts import MOST_BYTES, FilmFacts, FilmRefused
from ausrufer.foundation.films.lettering import burnable
from ausrufer.foundation.films.workshop import take_film
from ausrufer.foundation.pictures import fit
from ausrufer.library import journal
from ausrufer.library.access import uploader
from ausrufer.library.actions.pictures import (
    SMALL,
    Added,
    base_name,
    locked_to_keep,
    note,
    stored_once,
)
from ausrufer.library.models import Asset, AssetCaptions
from ausrufer.library.queries import asset_of
from ausrufer.organisations.errors import NotForYou, Refused, TooBig, Unfit
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write

MOST_CAPTIONS = 12  # languages
_LOOKED_AT = threading.Lock()


class Uploaded(Protocol):
    """A file on its way in."""

    size: int | None

    def chunks(self) -> Iterator[bytes]:
        """Yield the content piece by piece."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A film without place, camera and data tracks, already in the file store."""

    sha256: str
    poster_sha256: str
    small_sha256: str
    facts: FilmFacts


@contextmanager
def film_on_disk(upload: Uploaded) -> Iterator[Path]:
    """Give an upload as a file for as long as it is looked at.

    One at a time in a process, so that films never hold all requests of a server: raises Refused
    where another is being looked at, and TooBig.
    """
    if upload.size is None or upload.size > MOST_BYTES:
        raise TooBig(gettext("Der Film ist zu groß: höchstens 1 GB ist möglich."))
    with _alone(), tempfile.NamedTemporaryFile(prefix="film-") as file:
        for piece in upload.chunks():
            file.write(piece)
        file.flush()
        yield Path(file.name)


@contextmanager
def _alone() -> Iterator[None]:
    if not _LOOKED_AT.acquire(blocking=False):
        raise Refused(
            gettext(
                "Gerade wird ein anderer Film gelesen. Bitte laden Sie Ihren in ein paar Minuten "
                "erneut hoch."
            )
        )
    try:
        yield
    finally:
        _LOOKED_AT.release()


def taken_film(source: Path) -> Taken:
    """Check and clean a film and keep its files; raises Unfit with the reason in German."""
    store = FileStore(settings.MEDIA_FOLDER)
    with store.workplace() as place:
        film, poster = place / "film", place / "poster"
        try:
            facts = take_film(source, target=film, poster=poster)
        except FilmRefused as refused:
            raise Unfit("file", refused.for_staff) from refused
        shown = poster.read_bytes()
        small = fit(shown, most_bytes=None, most_pixels=SMALL, formats=("image/jpeg",))
        # the files go first: a row never points to nothing
        return Taken(store.keep_file(film), store.keep(shown), store.keep(small), facts)


def add_film(
    *,
    member: Member,
    source: Path,
    file_name: str,
    department: Department | None = None,
    alt_text: str = "",
) -> Added:
    """Clean a film and put it into the library; the same film twice stays one.

    Raises Refused with the reason in German; nothing is stored half.
    """
    uploader(member)
    if department is not None and not may_write(member.rights, department.pk):
        raise NotForYou
    taken = taken_film(source)
    if known := asset_of(taken.sha256):
        return Added(known, new=False)
    facts = taken.facts
    asset = Asset(
        organisation_id=member.organisation_id,
        department=department,
        sha256=taken.sha256,
        small_sha256=taken.small_sha256,
        poster_sha256=taken.poster_sha256,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        size=facts.size,
        seconds=facts.seconds,
        video=facts.video,
        audio=facts.audio,
        rate=facts.rate,
        file_name=base_name(file_name),
        alt_text=alt_text,
        uploaded_by=member,
        uploaded_at=now(),
        changed_at=now(),
    )
    return stored_once(member, asset, journal.FILM_ADDED)


def add_captions(*, member: Member, asset: Asset, language: str, content: bytes) -> AssetCaptions:
    """Keep the captions of a film in a language, in place of those before; raises Refused."""
    try:
        plain = plain_captions(content)
    except FilmRefused as refused:
        raise Unfit("captions", refused.for_staff) from refused
    if not is_language(language):
        raise Unfit("language", gettext("Bitte wählen Sie die Sprache der Untertitel."))
    # drawn before the film is locked: with many letters it takes a while
    found = {
        "sha256": FileStore(settings.MEDIA_FOLDER).keep(plain),
        "burnable": burnable(plain.decode()),
    }
    return _with_captions(member, asset, language, found)


@transaction.atomic
def _with_captions(
    member: Member, asset: Asset, language: str, found: dict[str, Any]
) -> AssetCaptions:
    locked = locked_to_keep(member, asset)
    if not locked.is_film:
        raise Refused(gettext("Untertitel gehören zu einem Film."))
    others = locked.captions.exclude(language=language)
    if others.count() >= MOST_CAPTIONS:
        raise Refused(
            gettext("Ein Film kann Untertitel in höchstens %(most)d Sprachen haben.")
            % {"most": MOST_CAPTIONS}
        )
    kept, _ = AssetCaptions.objects.update_or_create(
        asset=locked,
        language=language,
        defaults={**found, "organisation_id": locked.organisation_id, "changed_at": now()},
    )
    note(journal.CAPTIONED, member, locked, language=language)
    return kept


@transaction.atomic
def remove_captions(*, member: Member, asset: Asset, language: str) -> None:
    """Take the captions of a language away; none there is no mistake."""
    locked = locked_to_keep(member, asset)
    gone, _ = locked.captions.filter(language=language).delete()
    if gone:
        note(journal.UNCAPTIONED, member, locked, language=language)
