"""Taking back an earlier version of an announcement."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import (
    FILE_FIELDS,
    PICTURE_FIELDS,
    keep_version,
    snapshot_of,
)
from ausrufer.announcements.actions.texts import tell_as
from ausrufer.announcements.actions.write import opened_for_change
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementVersion,
    Placement,
)
from ausrufer.announcements.snapshot import Snapshot, SnapshotPicture
from ausrufer.channels.models import Channel
from ausrufer.library.models import Asset
from ausrufer.library.queries import assets_of
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write
from ausrufer.records.actions import record


@transaction.atomic
def restore_version(
    *, member: Member, announcement: Announcement, number: int, version: int
) -> Announcement:
    """Make an earlier version the draft; what is at hand stays among the earlier ones.

    `version` is what the person had before them. Raises Refused where somebody else saved since,
    or where there is no such version. Whoever wrote the earlier version is its author again: they
    may not approve it.
    """
    kept = AnnouncementVersion.objects.filter(announcement=announcement, number=number).first()
    if kept is None:
        raise Refused(gettext("Diesen Stand gibt es nicht."))
    snapshot = Snapshot.from_json(kept.snapshot)
    locked = opened_for_change(member=member, announcement=announcement, version=version)
    locked.author_ids = sorted({*locked.author_ids, *kept.author_ids})
    _take_back(member, locked, snapshot)
    locked.save()
    record(
        journal.RESTORED,
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        number=str(number),
    )
    keep_version(locked, member_id=member.pk)
    return locked


def _take_back(member: Member, announcement: Announcement, snapshot: Snapshot) -> None:
    corrects = announcement.revision > 1
    for name in snapshot.content.__dataclass_fields__:
        if name != "correction" or corrects:
            setattr(announcement, name, getattr(snapshot.content, name))
    department = Department.objects.filter(pk=snapshot.department_id).first()
    if department is not None and may_write(member.rights, department.pk):
        announcement.department = department
    _place_as(announcement, snapshot)
    _picture_as(announcement, snapshot.pictures)
    tell_as(member, announcement, snapshot.texts)


def _place_as(announcement: Announcement, snapshot: Snapshot) -> None:
    """Choose the channels of then, as far as they are still in use."""
    in_use = Channel.objects.filter(pk__in=snapshot.channels, active=True)
    announcement.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(
            organisation_id=announcement.organisation_id,
            announcement=announcement,
            channel=channel,
            edits=snapshot.edits.get(channel.pk),
            text_key=snapshot.spoken.get(channel.pk, ""),
        )
        for channel in in_use
    )


def _as_kept(one: SnapshotPicture, asset: Asset | None) -> dict[str, Any]:
    """Return a picture's fields; those of a film as they are since it was read."""
    values = {name: getattr(one, name) for name in PICTURE_FIELDS}
    if asset is not None:
        values |= {name: getattr(asset, name) for name in FILE_FIELDS}
    return values


def _picture_as(announcement: Announcement, pictures: tuple[SnapshotPicture, ...]) -> None:
    if snapshot_of(announcement).pictures == pictures:
        return
    announcement.pictures.all().delete()
    known = assets_of(one.sha256 for one in pictures)
    AnnouncementPicture.objects.bulk_create(
        AnnouncementPicture(
            organisation_id=announcement.organisation_id,
            announcement=announcement,
            position=position,
            asset=known.get(one.sha256),
            **_as_kept(one, known.get(one.sha256)),
        )
        for position, one in enumerate(pictures)
    )
