"""Create, read, change, submit and withdraw announcements."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File, Form, Query

from ausrufer.announcements.access import (
    announcement_to_read,
    announcement_to_write,
    picture_to_write,
)
from ausrufer.announcements.actions import approve, pictures, release, write
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.adaptation.source import source_fingerprint
from ausrufer.announcements.checking import about_forms, checklist, circumstances_of
from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import NEWS, Kind, unknown_details
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.own_kinds import offered_kinds
from ausrufer.announcements.pages import page_after
from ausrufer.announcements.queries import (
    announcements_matching,
    channels_at_first,
    channels_to_choose,
)
from ausrufer.announcements.renditions import renditions
from ausrufer.announcements.states import State
from ausrufer.announcements.web.api import approval_shapes, schemas
from ausrufer.announcements.web.api.file_shapes import PictureOut, picture_out
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_by_hand
from ausrufer.library.actions import bounded
from ausrufer.organisations.access import department_to_write
from ausrufer.organisations.errors import NotForYou, Unfit
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, acting

READ, WRITE = Bearer(Scope.ANNOUNCEMENTS_READ), Bearer(Scope.ANNOUNCEMENTS_WRITE)
router = Router(tags=["Mitteilungen"])


@router.get(
    "/announcements",
    response={200: schemas.AnnouncementPage, **PROBLEMS},
    auth=READ,
    summary="Mitteilungen, zuletzt geänderte zuerst",
)
def list_announcements(
    request: HttpRequest,  # noqa: ARG001 - the scope is open
    state: State | None = None,
    limit: int = Query(25, ge=1, le=100),
    after: str = Query("", max_length=80),
) -> dict[str, Any]:
    """Return a page of announcements; `after` is the cursor a page before gave as `next`."""
    found = announcements_matching(state=state.value if state else "")
    items, following = page_after(found, cursor=after, size=limit)
    return {"items": [schemas.announcement_out(one) for one in items], "next": following}


@router.get(
    "/kinds",
    response={200: list[schemas.KindOut], **PROBLEMS},
    auth=READ,
    summary="Arten von Mitteilungen mit ihren Angaben",
)
def list_kinds(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - the scope is open
    """Return the kinds; their fields are the keys of `details`."""
    return [schemas.kind_out(one) for one in offered_kinds()]


@router.post(
    "/announcements",
    response={201: schemas.AnnouncementWhole, **PROBLEMS},
    auth=WRITE,
    summary="Mitteilung anlegen",
)
def create(request: HttpRequest, new: schemas.AnnouncementIn) -> tuple[int, dict[str, Any]]:
    """Store a new draft."""
    member = acting(request)
    values = new.dict(exclude={"department", "channels"})
    kind = next((one for one in offered_kinds() if one.key == new.kind), None)
    _refuse_unknown(kind, new.details)
    created = write.create_announcement(
        actor=member.actor,
        department=department_to_write(member, new.department),
        content=Content(**values).as_kind(kind) if kind else Content(**values),
        channels=_channels(new.channels, None),
    )
    return 201, schemas.whole_out(created)


@router.get(
    "/announcements/{uuid:public_id}",
    response={200: schemas.AnnouncementWhole, **PROBLEMS},
    auth=READ,
    summary="Eine Mitteilung",
)
def read(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """Return one announcement."""
    return schemas.whole_out(announcement_to_read(acting(request), public_id))


@router.patch(
    "/announcements/{uuid:public_id}",
    response={200: schemas.AnnouncementWhole, **PROBLEMS},
    auth=WRITE,
    summary="Mitteilung ändern",
)
def change(
    request: HttpRequest, public_id: UUID, changes: schemas.AnnouncementChange
) -> dict[str, Any]:
    """Change an announcement; every approval of it is void."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    given = changes.dict(exclude_unset=True, exclude={"version", "department", "channels"})
    # null clears a time; for texts it means the same as leaving the field out
    texts = {
        name: value
        for name, value in given.items()
        if value is not None or name in ("publish_at", "not_after")
    }
    content = _as_kind(announcement.content, texts.pop("kind", ""))
    _refuse_unknown(content.particulars, changes.details or {})
    changed = write.change_announcement(
        member=member,
        announcement=announcement,
        version=changes.version,
        content=replace(content, **texts),
        department=department_to_write(member, changes.department) if changes.department else None,
        channels=None if changes.channels is None else _channels(changes.channels, announcement),
    )
    return schemas.whole_out(changed)


@router.post(
    "/announcements/{uuid:public_id}/pictures",
    response={201: PictureOut, **PROBLEMS},
    auth=WRITE,
    summary="Bild anhängen",
)
def attach(
    request: HttpRequest,
    public_id: UUID,
    file: UploadedFile = File(...),
    alt_text: str = Form("", max_length=pictures.MOST_ALT_TEXT),
    decorative: bool = Form(False),
) -> tuple[int, dict[str, Any]]:
    """Attach a picture with its alternative text, or marked decorative."""
    member = acting(request)
    picture = pictures.attach_picture(
        member=member,
        announcement=announcement_to_write(member, public_id),
        content=bounded(file.size, file.read),
        file_name=file.name or "",
        alt_text=alt_text,
        decorative=decorative,
    )
    return 201, picture_out(picture)


@router.patch(
    "/pictures/{uuid:public_id}",
    response={200: PictureOut, **PROBLEMS},
    auth=WRITE,
    summary="Bild beschreiben",
)
def describe(
    request: HttpRequest, public_id: UUID, changes: schemas.PictureChange
) -> dict[str, Any]:
    """Change the alternative text of a picture."""
    member = acting(request)
    picture = picture_to_write(member, public_id)
    pictures.describe_picture(
        member=member, picture=picture, alt_text=changes.alt_text, decorative=changes.decorative
    )
    picture.refresh_from_db()
    return picture_out(picture)


@router.delete(
    "/pictures/{uuid:public_id}",
    response={204: None, **PROBLEMS},
    auth=WRITE,
    summary="Bild entfernen",
)
def remove(request: HttpRequest, public_id: UUID) -> tuple[int, None]:
    """Take a picture out of its announcement."""
    member = acting(request)
    pictures.remove_picture(member=member, picture=picture_to_write(member, public_id))
    return 204, None


@router.get(
    "/announcements/{uuid:public_id}/renditions",
    response={200: list[schemas.RenditionOut], **PROBLEMS},
    auth=READ,
    summary="Fassungen je Kanal",
)
def list_renditions(request: HttpRequest, public_id: UUID) -> list[dict[str, Any]]:
    """Return what each chosen channel would send right now."""
    return _renditions_out(announcement_to_read(acting(request), public_id))


@router.get(
    "/announcements/{uuid:public_id}/findings",
    response={200: list[schemas.ListedFinding], **PROBLEMS},
    auth=READ,
    summary="Was vor dem Senden zu prüfen ist",
)
def list_findings(request: HttpRequest, public_id: UUID) -> list[dict[str, Any]]:
    """Return what the checks say of the text and its forms, the worst first."""
    announcement = announcement_to_read(acting(request), public_id)
    pictures = list(announcement.pictures.all())
    return [
        {**schemas.finding_out(one.finding), "channels": list(one.channels)}
        for one in checklist(announcement, renditions(announcement), pictures)
    ]


@router.put(
    "/announcements/{uuid:public_id}/renditions/{uuid:channel_id}",
    response={200: list[schemas.RenditionOut], **PROBLEMS},
    auth=WRITE,
    summary="Fassung eines Kanals ändern",
)
def edit(
    request: HttpRequest, public_id: UUID, channel_id: UUID, edits: schemas.EditsIn
) -> list[dict[str, Any]]:
    """Change one channel's form by hand; without any field it goes back to the adapted form."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    placements = list(announcement.placements.select_related("channel"))
    channel = next((p.channel for p in placements if p.channel.public_id == channel_id), None)
    if channel is None:
        raise NotForYou
    given = edits.dict(exclude={"version"}, exclude_none=True)
    if "parts" in given:
        given["parts"] = tuple(given["parts"])
    form = next(one for one in renditions(announcement) if one.channel.pk == channel.pk)
    changed = write.edit_rendition(
        member=member,
        announcement=announcement,
        channel=channel,
        version=edits.version,
        edits=Edits(**given, based_on=source_fingerprint(form.source)) if given else None,
    )
    return _renditions_out(changed)


@router.post(
    "/announcements/{uuid:public_id}/submit",
    response={201: approval_shapes.ApprovalOut, **PROBLEMS},
    auth=WRITE,
    summary="Zur Freigabe geben",
)
def submit(request: HttpRequest, public_id: UUID) -> tuple[int, dict[str, Any]]:
    """Ask for approval; within a Freiraum the rule itself has approved when this returns."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    asked = approve.submit_for_approval(member=member, announcement=announcement)
    return 201, approval_shapes.approval_out(asked, announcement)


@router.post(
    "/announcements/{uuid:public_id}/call-back",
    response={200: schemas.AnnouncementWhole, **PROBLEMS},
    auth=WRITE,
    summary="Aus der Freigabe zurückholen",
)
def call_back(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """Take an announcement back out of approval."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    approve.call_back(member=member, announcement=announcement)
    announcement.refresh_from_db()
    return schemas.whole_out(announcement)


@router.post(
    "/announcements/{uuid:public_id}/withdraw",
    response={200: schemas.AnnouncementWhole, **PROBLEMS},
    auth=WRITE,
    summary="Zurückziehen",
)
def withdraw(request: HttpRequest, public_id: UUID, given: schemas.Reason) -> dict[str, Any]:
    """Take an announcement back on every channel that can take it back."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    release.withdraw(member=member, announcement=announcement, reason=given.reason)
    announcement.refresh_from_db()
    return schemas.whole_out(announcement)


def _renditions_out(announcement: Announcement) -> list[dict[str, Any]]:
    found = renditions(announcement)
    around = circumstances_of(announcement, found)
    return [schemas.rendition_out(one, about_forms([one], around)) for one in found]


def _as_kind(content: Content, key: str) -> Content:
    """Return the content as another kind; a message keeps the version of its own."""
    if not key or key == content.kind:
        return content
    kind = next((one for one in offered_kinds() if one.key == key), None)
    return content.as_kind(kind) if kind else replace(content, kind=key, kind_shape={})


def _refuse_unknown(kind: Kind | None, details: Mapping[str, str]) -> None:
    """A program that misspells a field must hear of it: the house itself would leave it out."""
    for name in unknown_details(kind or NEWS, details):
        raise Unfit(f"details.{name}", gettext("Diese Angabe gibt es bei dieser Art nicht."))


def _channels(
    public_ids: Iterable[UUID] | None, announcement: Announcement | None
) -> list[Channel]:
    usable = channels_to_choose(announcement)
    if public_ids is None:
        return [one for one in channels_at_first(usable) if not is_by_hand(one)]
    by_id = {channel.public_id: channel for channel in usable}
    unknown = [str(one) for one in public_ids if one not in by_id]
    if unknown:
        raise Unfit("channels", f"Diesen Kanal gibt es nicht: {unknown[0]}.")
    return [by_id[one] for one in public_ids]
