"""Adding pictures, keeping the rights of pictures and films, sorting them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import PictureFacts, PictureRefused, clean, fit, inspect
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.library import journal
from ausrufer.library.access import uploader
from ausrufer.library.metadata import suggestions
from ausrufer.library.models import Asset
from ausrufer.library.policy import Consent, Focus, Licence, may_keep
from ausrufer.library.queries import asset_of
from ausrufer.organisations.errors import NotForYou, Refused, TooBig, Unfit
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write
from ausrufer.records.actions import record

MOST_UPLOAD = 20_000_000  # bytes
SMALL = 400 * 300  # pixels of the copy that lists show

# field -> how a sentence of the journal names it
FIELD_WORDS = {
    "title": "Titel",
    "alt_text": "Alternativtext",
    "has_text": "Text im Bild",
    "shown_text": "Wortlaut des Textes im Bild",
    "author": "Urheber",
    "licence": "Nutzungsrecht",
    "licence_note": "Bedingungen",
    "rights_until": "Nutzungsrecht bis",
    "consent": "Einwilligung",
    "consent_until": "Einwilligung bis",
    "department": "Amt",
}
_SHOWN = ("image/jpeg", "image/png", "image/webp")  # by every browser
_LONGEST = {
    "title": 200, "alt_text": 1500, "shown_text": 1000, "author": 200, "licence_note": 300,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an upload; not `new` where the house had the same picture already."""

    asset: Asset
    new: bool


@dataclass(frozen=True, slots=True)
class Details:
    """What people say about a picture; both days are the last on which it may be shown."""

    title: str = ""
    alt_text: str = ""
    has_text: bool = False
    shown_text: str = ""
    author: str = ""
    licence: Licence = Licence.UNKNOWN
    licence_note: str = ""
    rights_until: date | None = None
    consent: Consent = Consent.UNKNOWN
    consent_until: date | None = None
    department: Department | None = None


def bounded(size: int | None, read: Callable[[], bytes]) -> bytes:
    """Return an upload's content; raises TooBig before reading one that is too large."""
    if size is None or size > MOST_UPLOAD:
        raise TooBig(gettext("Die Datei ist zu groß: höchstens 20 MB sind möglich."))
    return read()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without place, camera and remarks, already in the file store."""

    sha256: str
    small_sha256: str
    size: int
    facts: PictureFacts


def cleaned_picture(content: bytes) -> Cleaned:
    """Check and clean an upload and keep its file; raises Refused with the reason in German."""
    try:
        cleaned = clean(content)
        facts = inspect(cleaned)
        small = fit(cleaned, most_bytes=None, most_pixels=SMALL, formats=_SHOWN)
    except PictureRefused as refused:
        raise Unfit("file", refused.for_staff) from refused
    # The file goes first: a row never points to nothing; a file without a row is only unused.
    store = FileStore(settings.MEDIA_FOLDER)
    return Cleaned(store.keep(cleaned), store.keep(small), len(cleaned), facts)


def add_picture(
    *,
    member: Member,
    content: bytes,
    file_name: str,
    department: Department | None = None,
    alt_text: str = "",
    cleaned: Cleaned | None = None,
) -> Added:
    """Clean a picture and put it into the library; the same file twice stays one picture.

    Raises Refused with the reason in German; nothing is stored half. Place, camera and remarks are
    cut out of the file (`cleaned`, where that is done already); what it said about title, author
    and rights is kept as suggestions.
    """
    uploader(member)
    if department is not None and not may_write(member.rights, department.pk):
        raise NotForYou
    cleaned = cleaned or cleaned_picture(content)
    if known := asset_of(cleaned.sha256):
        return Added(known, new=False)
    asset = Asset(
        organisation_id=member.organisation_id,
        department=department,
        sha256=cleaned.sha256,
        small_sha256=cleaned.small_sha256,
        media_type=cleaned.facts.media_type,
        width=cleaned.facts.width,
        height=cleaned.facts.height,
        size=cleaned.size,
        file_name=base_name(file_name),
        alt_text=alt_text,
        suggestions=suggestions(content),
        uploaded_by=member,
        uploaded_at=now(),
        changed_at=now(),
    )
    return stored_once(member, asset)


@transaction.atomic
def keep_details(*, member: Member, asset: Asset, version: int, details: Details) -> Asset:
    """Store what is known of a picture; suggestions of the file are settled by it.

    `version` is what the person had before them; raises Refused where somebody saved since, and for
    contradictions.
    """
    locked = locked_to_keep(member, asset)
    if locked.version != version:
        raise Refused(
            gettext(
                "Inzwischen hat jemand diese Angaben geändert. Ihre Eingaben stehen noch hier. "
                "Bitte vergleichen Sie und speichern Sie dann erneut."
            )
        )
    values = _checked(details)
    if details.department is not None and not may_write(member.rights, details.department.pk):
        raise NotForYou
    changed = [name for name in FIELD_WORDS if getattr(locked, name) != values[name]]
    for name, value in values.items():
        setattr(locked, name, value)
    locked.suggestions = {}
    _save(locked)
    if changed:
        note(
            journal.CHANGED,
            member,
            locked,
            fields=", ".join(FIELD_WORDS[name] for name in changed),
        )
    return locked


@transaction.atomic
def set_focus(*, member: Member, asset: Asset, focus: Focus) -> Asset:
    """Say which point of a picture must stay visible wherever it is cropped."""
    if not (0 <= focus.x <= 1 and 0 <= focus.y <= 1):
        raise Refused(gettext("Der Bildmittelpunkt liegt außerhalb des Bildes."))
    locked = locked_to_keep(member, asset)
    locked.focus_x, locked.focus_y = focus.x, focus.y
    _save(locked)
    note(journal.FOCUSED, member, locked)
    return locked


@transaction.atomic
def retire(*, member: Member, asset: Asset, reason: str) -> Asset:
    """Offer a picture no longer; where it is in use it stays, and its rights still bind."""
    if is_blank(said := clean_text(reason).strip()[:300]):
        raise Refused(gettext("Bitte schreiben Sie, warum der Eintrag aussortiert wird."))
    locked = locked_to_keep(member, asset)
    if locked.retired_at is None:
        locked.retired_at = now()
        _save(locked)
        note(journal.RETIRED, member, locked, reason=said)
    return locked


@transaction.atomic
def put_back(*, member: Member, asset: Asset) -> Asset:
    """Offer a picture again."""
    locked = locked_to_keep(member, asset)
    if locked.retired_at is not None:
        locked.retired_at = None
        _save(locked)
        note(journal.PUT_BACK, member, locked)
    return locked


def stored_once(member: Member, asset: Asset, kind: str = journal.ADDED) -> Added:
    """Store a new picture, or return what somebody stored in the same moment."""
    try:
        with transaction.atomic():
            asset.save(force_insert=True)
            note(kind, member, asset)
    except IntegrityError:
        known = asset_of(asset.sha256)
        if known is None:
            raise
        return Added(known, new=False)
    return Added(asset, new=True)


def locked_to_keep(member: Member, asset: Asset) -> Asset:
    """Return the row locked, where the member may look after it; raises NotForYou."""
    locked = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    if not may_keep(member.rights, locked.department_id):
        raise NotForYou
    return locked


def _save(asset: Asset) -> None:
    asset.version, asset.changed_at = asset.version + 1, now()
    asset.save()


def _checked(details: Details) -> Mapping[str, Any]:
    values = {name: getattr(details, name) for name in FIELD_WORDS}
    for name, most in _LONGEST.items():
        values[name] = clean_line(values[name])
        if len(values[name]) > most:
            raise Refused(
                gettext("„%(field)s“ ist zu lang: höchstens %(most)d Zeichen sind möglich.")
                % {"field": FIELD_WORDS[name], "most": most}
            )
    if details.consent is not Consent.GIVEN and details.consent_until is not None:
        raise Refused(gettext("„Einwilligung bis“ gilt nur, wenn eine Einwilligung vorliegt."))
    if details.licence is Licence.OTHER and not values["licence_note"]:
        raise Refused(gettext("Bitte schreiben Sie bei „Bedingungen“, welches Nutzungsrecht gilt."))
    values["has_text"] = details.has_text or bool(values["shown_text"])
    values["licence"], values["consent"] = details.licence.value, details.consent.value
    return values


def base_name(file_name: str) -> str:
    """Return the name of an upload without the folders some browsers send along."""
    return clean_line(file_name.replace("\\", "/").rpartition("/")[2])[:200]


def note(kind: str, member: Member, asset: Asset, **details: object) -> None:
    """Write a journal entry about a picture or a film."""
    record(kind, actor=member.actor, subject=asset.subject, title=asset.name, **details)
