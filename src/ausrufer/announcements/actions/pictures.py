"""Pictures of an announcement: checked, cleaned of their location, kept by content."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import FILE_FIELDS, keep_version
from ausrufer.announcements.actions.write import opened_for_change
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.foundation.text import clean_line
from ausrufer.library.actions import MOST_TITLE, add_picture, checked_title, cleaned_picture
from ausrufer.library.models import Asset
from ausrufer.library.policy import Sort
from ausrufer.library.states import AssetState
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

_ONLY_ONE = {
    Sort.FILM: gettext_noop("Eine Mitteilung kann nur einen Film haben."),
    Sort.DOCUMENT: gettext_noop("Eine Mitteilung kann nur ein Dokument haben."),
}
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
    """Add a picture, which goes into the library as well; nothing is stored half.

    Raises Refused with the reason in German.
    """
    description = checked_alt_text(alt_text, decorative=decorative)
    cleaned = cleaned_picture(content)
    with transaction.atomic():
        locked = opened_for_one_more(member, announcement)
        added = add_picture(
            member=member,
            content=content,
            cleaned=cleaned,
            file_name=file_name,
            department=locked.department,
            alt_text=description,
        )
        return attached(member, locked, added.asset, description, page, decorative=decorative)


@transaction.atomic
def choose_picture(
    *, member: Member, announcement: Announcement, asset: Asset, page: UUID | None = None
) -> AnnouncementPicture:
    """Add a picture, film or document of the library with what describes it; raises Refused."""
    locked = opened_for_one_more(member, announcement, sort=asset.sort)
    if asset.retired_at is not None:
        raise Refused(gettext("Dieser Eintrag wurde aussortiert. Bitte wählen Sie einen anderen."))
    description = asset.name[:MOST_TITLE] if asset.is_document else asset.alt_text
    return attached(member, locked, asset, description, page)


def opened_for_one_more(
    member: Member, announcement: Announcement, *, sort: Sort = Sort.PICTURE
) -> Announcement:
    """Return the message locked for one more picture, film or document; raises Refused.

    A film takes the place of one that was refused.
    """
    locked = opened_for_change(member=member, announcement=announcement, version=None)
    if sort is Sort.FILM:
        locked.pictures.filter(asset__state=AssetState.REFUSED).delete()
    if locked.pictures.count() >= MOST_PICTURES:
        raise Refused(
            gettext("Eine Mitteilung kann höchstens %(most)d Bilder haben.")
            % {"most": MOST_PICTURES}
        )
    if sort is not Sort.PICTURE and any(one.sort is sort for one in locked.pictures.all()):
        raise Refused(gettext(_ONLY_ONE[sort]))
    return locked


def attached(
    member: Member,
    locked: Announcement,
    asset: Asset,
    alt_text: str,
    page: UUID | None,
    *,
    decorative: bool = False,
) -> AnnouncementPicture:
    """Write the row of a picture, film or document into a message that is locked for it."""
    # a film may just be read: whoever does it waits, and then finds this row
    asset = _as_kept(asset)
    picture = AnnouncementPicture.objects.create(
        organisation_id=locked.organisation_id,
        announcement=locked,
        position=locked.pictures.count(),
        alt_text=alt_text,
        decorative=decorative,
        file_name=asset.file_name,
        asset=asset,
        **{name: getattr(asset, name) for name in FILE_FIELDS},
    )
    _save(member, locked, page)
    return picture


def _as_kept(asset: Asset) -> Asset:
    """Return what is to be shown, locked: a double may have been sorted out since it came in."""
    found = Asset.objects.select_for_update(of=("self",))
    locked = found.get(pk=asset.pk)
    return found.get(pk=locked.kept_as_id) if locked.kept_as_id else locked


@transaction.atomic
def describe_picture(
    *,
    member: Member,
    picture: AnnouncementPicture,
    alt_text: str,
    decorative: bool,
    page: UUID | None = None,
) -> None:
    """Change a picture's alternative text or mark it decorative; change a document's title."""
    if picture.is_document:
        description, decorative = checked_title(alt_text), False
    else:
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


def checked_alt_text(alt_text: str, *, decorative: bool) -> str:
    """Return the alternative text as stored; raises Refused for contradictions and excess."""
    description = clean_line(alt_text)
    if decorative and description:
        raise Unfit(
            "decorative",
            gettext(
                "Ein schmückendes Bild hat keinen Alternativtext. "
                "Bitte löschen Sie den Text oder das Häkchen."
            ),
        )
    if len(description) > MOST_ALT_TEXT:
        raise Unfit(
            "alt_text",
            gettext("Der Alternativtext ist zu lang: höchstens %(most)d Zeichen sind möglich.")
            % {"most": MOST_ALT_TEXT},
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
