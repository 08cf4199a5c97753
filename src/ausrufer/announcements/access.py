"""The only way to get an announcement for a person."""

from uuid import UUID

from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementVersion,
    Comment,
    ElectionQuiet,
    Snippet,
)
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer, may_read, may_write, may_write_anywhere


def announcement_to_read(member: Member, public_id: UUID) -> Announcement:
    """Return an announcement of the member's organisation; raises NotForYou."""
    found = (
        Announcement.objects.filter(public_id=public_id)
        .select_related("department", "created_by", "receipt", "newer_receipt")
        .first()
    )
    if found is None or not may_read(member.rights):
        raise NotForYou
    return found


def announcement_to_write(member: Member, public_id: UUID) -> Announcement:
    """Return an announcement the member may change; raises NotForYou."""
    found = announcement_to_read(member, public_id)
    if not may_write(member.rights, found.department_id):
        raise NotForYou
    return found


def announcement_begun_on(member: Member, page: str) -> Announcement | None:
    """Return what the member began on a page of theirs; None where nothing was saved there yet."""
    try:
        begun = AnnouncementVersion.objects.filter(page=UUID(page), member=member, first_number=1)
    except ValueError:
        return None
    first = begun.select_related("announcement").first()
    return announcement_to_write(member, first.announcement.public_id) if first else None


def quiet_to_administer(member: Member, public_id: UUID) -> ElectionQuiet:
    """Return the days before an election, for administrators; raises NotForYou."""
    found = ElectionQuiet.objects.filter(public_id=public_id).first()
    if found is None or not may_administer(member.rights):
        raise NotForYou
    return found


def comment_to_answer(member: Member, announcement_id: UUID, public_id: UUID) -> Comment:
    """Return a comment on a message the member may read; raises NotForYou."""
    announcement = announcement_to_read(member, announcement_id)
    found = announcement.comments.filter(public_id=public_id).select_related("announcement").first()
    if found is None:
        raise NotForYou
    return found


def picture_to_write(member: Member, public_id: UUID) -> AnnouncementPicture:
    """Return a picture of an announcement the member may change; raises NotForYou."""
    picture = (
        AnnouncementPicture.objects.filter(public_id=public_id)
        .select_related("announcement__department")
        .first()
    )
    if picture is None or not may_write(member.rights, picture.announcement.department_id):
        raise NotForYou
    return picture


def picture_to_read(member: Member, public_id: UUID) -> AnnouncementPicture:
    """Return a picture of the member's organisation; raises NotForYou."""
    picture = AnnouncementPicture.objects.filter(public_id=public_id).first()
    if picture is None or not may_read(member.rights):
        raise NotForYou
    return picture


def snippet_to_write(member: Member, public_id: UUID) -> Snippet:
    """Return a snippet the member may change; raises NotForYou."""
    found = Snippet.objects.filter(public_id=public_id).select_related("department").first()
    if found is None:
        raise NotForYou
    rights, department = member.rights, found.department_id
    if not (may_write(rights, department) if department else may_write_anywhere(rights)):
        raise NotForYou
    return found
