"""Pictures of an announcement: checked, cleaned of their location, kept by content."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import keep_version
from ausrufer.announcements.actions.write import opened_for_change
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import PictureRefused, clean, inspect
from ausrufer.foundation.text import clean_line
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

MOST_UPLOAD = 20_000_000  # bytes
MOST_PICTURES = 10
MOST_ALT_TEXT = 1500


def attach_picture(
    *,
    member: Member,
    announcement: Announcement,
    content: bytes,
    file_name: str,
    alt_text: str,
    decorative: bool,
    page: UUID | None = None,
) -> AnnouncementPicture:
    """Add a picture; raises Refused with the reason in German. Nothing is stored half."""
    description = checked_alt_text(alt_text, decorative=decorative)
    try:
        cleaned = clean(content)
        facts = inspect(cleaned)
    except PictureRefused as refused:
        raise Refused(refused.for_staff) from refused
    # The file goes first: a row never points to nothing; a file without a row is only unused.
    sha256 = FileStore(settings.MEDIA_FOLDER).keep(cleaned)
    with transaction.atomic():
        locked = opened_for_change(member=member, announcement=announcement, version=None)
        number = locked.pictures.count()
        if number >= MOST_PICTURES:
            raise Refused(
                gettext("Eine Mitteilung kann höchstens %(most)d Bilder haben.")
                % {"most": MOST_PICTURES}
            )
        picture = AnnouncementPicture.objects.create(
            organisation_id=locked.organisation_id,
            announcement=locked,
            position=number,
            sha256=sha256,
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            alt_text=description,
            decorative=decorative,
            file_name=clean_line(file_name)[:200],
        )
        _save(member, locked, page)
    return picture


@transaction.atomic
def describe_picture(
    *,
    member: Member,
    picture: AnnouncementPicture,
    alt_text: str,
    decorative: bool,
    page: UUID | None = None,
) -> None:
    """Change a picture's alternative text or mark it decorative."""
    description = checked_alt_text(alt_text, decorative=decorative)
    locked = opened_for_change(member=member, announcement=picture.announcement, version=None)
    AnnouncementPicture.objects.filter(pk=picture.pk).update(
        alt_text=description, decorative=decorative
    )
    _save(member, locked, page)


@transaction.atomic
def remove_picture(
    *, member: Member, picture: AnnouncementPicture, page: UUID | None = None
) -> None:
    """Take a picture out; the file stays, deliveries that went out still show it."""
    locked = opened_for_change(member=member, announcement=picture.announcement, version=None)
    picture.delete()
    _save(member, locked, page)


def bounded(size: int | None, read: Callable[[], bytes]) -> bytes:
    """Return an upload's content; raises Refused before reading one that is too large."""
    if size is None or size > MOST_UPLOAD:
        raise Refused(gettext("Die Datei ist zu groß: höchstens 20 MB sind möglich."))
    return read()


def checked_alt_text(alt_text: str, *, decorative: bool) -> str:
    """Return the alternative text as stored; raises Refused for contradictions and excess."""
    description = clean_line(alt_text)
    if decorative and description:
        raise Refused(
            gettext(
                "Ein schmückendes Bild hat keinen Alternativtext. "
                "Bitte löschen Sie den Text oder das Häkchen."
            )
        )
    if len(description) > MOST_ALT_TEXT:
        raise Refused(
            gettext("Der Alternativtext ist zu lang: höchstens %(most)d Zeichen sind möglich.")
            % {"most": MOST_ALT_TEXT}
        )
    return description


def _save(member: Member, announcement: Announcement, page: UUID | None) -> None:
    announcement.save()
    keep_version(announcement, member_id=member.pk, page=page, changed=["Bilder"])
    record(
        journal.PICTURE_CHANGED,
        actor=member.actor,
        subject=announcement.subject,
        title=announcement.title,
    )
