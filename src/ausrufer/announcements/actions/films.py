"""The film of an announcement: taken into the library, described, shown with its captions."""

from pathlib import Path

from django.db import transaction

from ausrufer.announcements.actions.pictures import (
    attached,
    checked_alt_text,
    opened_for_one_more,
)
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.library.actions import add_film
from ausrufer.library.models import Asset
from ausrufer.organisations.models import Member


def attach_film(
    *, member: Member, announcement: Announcement, source: Path, file_name: str, alt_text: str
) -> AnnouncementPicture:
    """Add a film, which goes into the library as well; nothing is stored half.

    The film is looked at before the message is locked: that takes a while. Raises Refused.
    """
    description = checked_alt_text(alt_text, decorative=False)
    added = add_film(
        member=member,
        source=source,
        file_name=file_name,
        department=announcement.department,
        alt_text=description,
    )
    return _attached(member, announcement, added.asset, description)


@transaction.atomic
def _attached(
    member: Member, announcement: Announcement, asset: Asset, description: str
) -> AnnouncementPicture:
    locked = opened_for_one_more(member, announcement, film=True)
    return attached(member, locked, asset, description or asset.alt_text, None)
