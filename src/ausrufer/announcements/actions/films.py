"""The film of an announcement: taken into the library, described, shown with its captions."""

from django.db import transaction

from ausrufer.announcements.actions.keeping import FILE_FIELDS
from ausrufer.announcements.actions.pictures import (
    attached,
    checked_alt_text,
    opened_for_one_more,
)
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.library.actions import add_film
from ausrufer.library.actions.incoming import Uploaded
from ausrufer.library.models import Asset
from ausrufer.library.policy import Sort
from ausrufer.organisations.models import Member


def attach_film(
    *, member: Member, announcement: Announcement, upload: Uploaded, file_name: str, alt_text: str
) -> AnnouncementPicture:
    """Add a film, which goes into the library and is read there; nothing is stored half.

    It takes the place of one that was refused. Raises Refused.
    """
    description = checked_alt_text(alt_text, decorative=False)
    added = add_film(
        member=member,
        upload=upload,
        file_name=file_name,
        department=announcement.department,
        alt_text=description,
    )
    return _attached(member, announcement, added.asset, description)


@transaction.atomic
def _attached(
    member: Member, announcement: Announcement, asset: Asset, description: str
) -> AnnouncementPicture:
    locked = opened_for_one_more(member, announcement, sort=Sort.FILM)
    return attached(member, locked, asset, description or asset.alt_text, None)


@transaction.atomic
def show_as_read(*, asset_id: int, kept_as: int) -> None:
    """Let every message with a film show it as it was read; a repeat changes nothing."""
    kept = Asset.objects.get(pk=kept_as)
    AnnouncementPicture.objects.filter(asset_id=asset_id).update(
        asset=kept, **{name: getattr(kept, name) for name in FILE_FIELDS}
    )
