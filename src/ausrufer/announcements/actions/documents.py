"""The document of an announcement: taken into the library, called by a title people read."""

from django.db import transaction

from ausrufer.announcements.actions.pictures import attached, opened_for_one_more
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.library.actions import add_document, checked_title
from ausrufer.library.models import Asset
from ausrufer.library.policy import Sort
from ausrufer.organisations.models import Member


def attach_document(
    *, member: Member, announcement: Announcement, content: bytes, file_name: str, title: str = ""
) -> AnnouncementPicture:
    """Add a PDF, which goes into the library as well; nothing is stored half.

    Without a `title` the PDF's own is taken. It is looked at before the message is locked: that may
    take a while. Raises Refused.
    """
    added = add_document(
        member=member,
        content=content,
        file_name=file_name,
        department=announcement.department,
        title=title,
    )
    return _attached(member, announcement, added.asset, checked_title(title or added.asset.name))


@transaction.atomic
def _attached(
    member: Member, announcement: Announcement, asset: Asset, title: str
) -> AnnouncementPicture:
    locked = opened_for_one_more(member, announcement, sort=Sort.DOCUMENT)
    return attached(member, locked, asset, title, None)
