"""Films of the library: taken in to be read by a job, with their captions."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.captions import is_language, plain_captions
from ausrufer.foundation.films.facts import FilmRefused
from ausrufer.foundation.films.lettering import burnable
from ausrufer.library import journal
from ausrufer.library.access import uploader
from ausrufer.library.actions.incoming import Received, Uploaded, received, upload_of
from ausrufer.library.actions.pictures import (
    Added,
    base_name,
    locked_to_keep,
    note,
    stored_once,
)
from ausrufer.library.actions.reading import queue_reading
from ausrufer.library.models import Asset, AssetCaptions
from ausrufer.library.queries import asset_uploaded_as
from ausrufer.library.states import AssetState, states_before
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write

MOST_CAPTIONS = 12  # languages


def add_film(
    *,
    member: Member,
    upload: Uploaded,
    file_name: str,
    department: Department | None = None,
    alt_text: str = "",
) -> Added:
    """Put a film into the library, where a job reads it; the same upload twice stays one.

    Raises Refused with the reason in German; nothing is stored half.
    """
    uploader(member)
    if department is not None and not may_write(member.rights, department.pk):
        raise NotForYou
    with received(upload) as film:
        known = asset_uploaded_as(film.sha256)
        if known is None:
            return _added(member, film, base_name(file_name), department, alt_text)
        if known.state == AssetState.REFUSED or _is_lost(known):
            return _added_again(member, film, known)
        return Added(known, new=False)


def _added(
    member: Member, film: Received, file_name: str, department: Department | None, alt_text: str
) -> Added:
    asset = Asset(
        organisation_id=member.organisation_id,
        department=department,
        sha256=film.sha256,
        uploaded_sha256=film.sha256,
        media_type=film.media_type,
        width=0,
        height=0,
        size=film.size,
        state=AssetState.READING,
        file_name=file_name,
        alt_text=alt_text,
        uploaded_by=member,
        uploaded_at=now(),
        changed_at=now(),
    )
    # the file goes first: a row never points to nothing
    film.path.replace(upload_of(asset))
    with transaction.atomic():
        added = stored_once(member, asset, journal.FILM_ADDED)
        if added.new:
            queue_reading(asset)
    if not added.new:
        upload_of(asset).unlink()
    return added


def _is_lost(known: Asset) -> bool:
    store = FileStore(settings.MEDIA_FOLDER)
    files = (known.sha256, known.poster_sha256, known.small_sha256)
    return known.is_ready and not all(store.is_sound(one) for one in files)


def _added_again(member: Member, film: Received, known: Asset) -> Added:
    """Have a film read again that was refused, or whose file is damaged or gone."""
    again = Asset.objects.filter(pk=known.pk, state__in=states_before(AssetState.READING))
    values: dict[str, Any] = {
        "reason": "",
        "tries": 0,
        "kept_as": None,
        "uploaded_sha256": film.sha256,
    }
    if known.state == AssetState.REFUSED:
        values["retired_at"] = None
    with transaction.atomic():
        if again.update(state=AssetState.READING, **values):
            # while the row is locked: whoever just read it before deletes what it read
            film.path.replace(upload_of(known))
            note(journal.FILM_ADDED, member, known)
            queue_reading(known)
    known.refresh_from_db()
    return Added(known, new=True)


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
