"""Keeping every version of an announcement, and who has one open for writing."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from ausrufer.announcements.models import (
    Announcement,
    AnnouncementText,
    AnnouncementVersion,
    Presence,
)
from ausrufer.announcements.snapshot import Snapshot, SnapshotPicture, SnapshotText
from ausrufer.foundation.clock import now
from ausrufer.organisations.models import Member

PICTURE_FIELDS = tuple(SnapshotPicture.__dataclass_fields__)
FILE_FIELDS = ("sha256", "media_type", "width", "height")  # as the library has them too
TEXT_FIELDS = tuple(SnapshotText.__dataclass_fields__)
LONGEST_ENTRY = timedelta(minutes=30)


def keep_version(
    announcement: Announcement,
    *,
    member_id: int | None,
    page: UUID | None = None,
    changed: Collection[str] = (),
    about_texts: bool = False,
) -> list[str]:
    """Keep the version at hand; to be called inside the transaction that changed it.

    What one page saves again and again (`page` names it) becomes one entry of half an hour at most.
    Returns which of the `changed` fields that entry did not name before.
    """
    last = announcement.versions.order_by("-number").first()
    kept: dict[str, Any] = {
        "number": announcement.version,
        "author_ids": announcement.author_ids,
        "saved_at": now(),
        "snapshot": snapshot_of(announcement).to_json(),
    }
    if last is None or not (last.number == announcement.version or _goes_on(last, page)):
        AnnouncementVersion.objects.create(
            organisation_id=announcement.organisation_id,
            announcement=announcement,
            member_id=member_id,
            page=page,
            first_number=announcement.version,
            began_at=kept["saved_at"],
            changed=list(changed),
            about_texts=about_texts,
            **kept,
        )
        return list(changed)
    new = [one for one in changed if one not in last.changed]
    kept["changed"] = [*last.changed, *new]
    for name, value in kept.items():
        setattr(last, name, value)
    last.save()
    return new


def saved_by_others(announcement: Announcement, *, since: int, page: UUID | None) -> bool:
    """Tell whether anybody but this page saved since version `since`.

    Further texts do not count: a translator and the author never overwrite each other.
    """
    if since >= announcement.version:
        return since > announcement.version
    later = announcement.versions.filter(number__gt=since)
    if page is None:
        # every change of a further text is one version of its own
        return later.filter(about_texts=True).count() != announcement.version - since
    return later.filter(about_texts=False).exclude(page=page).exists()


def _goes_on(last: AnnouncementVersion, page: UUID | None) -> bool:
    return page is not None and last.page == page and now() - last.began_at < LONGEST_ENTRY


def snapshot_of(announcement: Announcement) -> Snapshot:
    """Return everything a person wrote and chose."""
    placements = announcement.placements.select_related("channel").order_by("channel_id")
    return Snapshot(
        content=announcement.content,
        department_id=announcement.department_id,
        department=announcement.department.name,
        channels={one.channel_id: one.channel.name for one in placements},
        edits={one.channel_id: one.edits for one in placements if one.edits},
        pictures=tuple(
            SnapshotPicture(**{name: getattr(one, name) for name in PICTURE_FIELDS})
            for one in announcement.pictures.all()
        ),
        texts=tuple(_text(one) for one in announcement.texts.all()),
        spoken={one.channel_id: one.text_key for one in placements if one.text_key},
    )


def _text(text: AnnouncementText) -> SnapshotText:
    values = {name: getattr(text, name) for name in TEXT_FIELDS}
    return SnapshotText(**{**values, "writer_ids": tuple(text.writer_ids)})


def note_presence(*, member: Member, announcement: Announcement) -> None:
    """Remember that somebody has a message open for writing; of no interest to the journal."""
    here = Presence(
        organisation_id=announcement.organisation_id,
        announcement=announcement,
        member=member,
        seen_at=now(),
    )
    # one statement for the first visit and for every further one
    Presence.objects.bulk_create(
        [here],
        update_conflicts=True,
        unique_fields=["announcement", "member"],
        update_fields=["seen_at"],
    )
