"""What a person has on the page while writing a message: the text, its pictures, a new picture."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import QueryDict

from ausrufer.announcements.access import announcement_begun_on
from ausrufer.announcements.actions import write
from ausrufer.announcements.actions.keeping import snapshot_of
from ausrufer.announcements.actions.pictures import (
    attach_picture,
    choose_picture,
    describe_picture,
    remove_picture,
)
from ausrufer.announcements.checking import Listed, checklist
from ausrufer.announcements.content import checked
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.kinds import NEWS, Kind
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementText,
    Placement,
)
from ausrufer.announcements.own_kinds import offered_kinds
from ausrufer.announcements.queries import channels_to_choose, open_to_write
from ausrufer.announcements.renditions import Rendition, renditions_on
from ausrufer.announcements.states import CAN_BE_SUBMITTED, State
from ausrufer.announcements.telling import texts_of
from ausrufer.announcements.web.blueprints.beginning import beginning
from ausrufer.announcements.web.changes import Change, changes_between
from ausrufer.announcements.web.first_shown import initial_of_new, initial_of_stored
from ausrufer.announcements.web.forms.message import AnnouncementForm
from ausrufer.announcements.web.forms.particulars import field_named
from ausrufer.announcements.web.forms.pictures import ChoiceForm, DescriptionForm, PictureForm
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.actions import bounded
from ausrufer.library.models import Asset
from ausrufer.library.queries import usable_assets
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.models import Department
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest

Described = tuple[AnnouncementPicture, DescriptionForm]


@dataclass
class Writing:
    """The forms of the write page, filled from a request or from what is stored."""

    request: StaffRequest
    stored: Announcement | None
    posted: QueryDict | None
    form: AnnouncementForm
    picture: PictureForm
    choice: ChoiceForm
    described: Sequence[Described]
    pictures_changed: bool = False
    overtaken: bool = False

    @classmethod
    def begun(cls, request: StaffRequest, stored: Announcement | None = None) -> Self:
        """Open the forms of a new or a stored message."""
        posted = request.POST.copy() if request.method == "POST" else None
        files = request.FILES if request.method == "POST" else None
        pictures = [one for one in stored.pictures.all() if one.is_picture] if stored else []
        return cls(
            request=request,
            stored=stored,
            posted=posted,
            form=_form(request, stored, posted),
            picture=PictureForm(posted, files, prefix="neu"),
            choice=ChoiceForm(posted, prefix="archiv", offered=_offered(pictures)),
            described=[(one, _description(one, posted)) for one in pictures],
        )

    def is_valid(self) -> bool:
        """Tell whether everything can be stored; every form notes its own mistakes."""
        forms = [self.form, self.picture, self.choice, *(form for _picture, form in self.described)]
        return all([one.is_valid() for one in forms])  # noqa: C419 - all of them note mistakes

    @property
    def keeps_itself(self) -> bool:
        """Tell whether the page may save by itself: where that voids and corrects nothing."""
        return self.stored is None or self.stored.state in CAN_BE_SUBMITTED

    @property
    def kind_changed(self) -> bool:
        """Tell whether the page has the fields of another kind than the one now chosen."""
        if self.stored is None:
            return False
        now_chosen, before = self.form.content(), self.stored.content
        return (now_chosen.kind, now_chosen.kind_shape) != (before.kind, before.kind_shape)

    @property
    def needs_reload(self) -> bool:
        """Tell whether saving changed which fields the page has."""
        return self.pictures_changed or self.kind_changed

    def first_mistake(self) -> str:
        """Return why the page was not saved."""
        forms = [self.form, self.picture, self.choice, *(form for _picture, form in self.described)]
        return next(
            (str(one) for form in forms for found in form.errors.values() for one in found), ""
        )

    @transaction.atomic  # text and pictures: nobody submits in between
    def saved(self) -> Announcement | None:
        """Store text and pictures; None where that was refused, the reason is in the form."""
        try:
            announcement = self._changed() if self.stored else self._created_once()
        except Refused as refused:
            self._show(refused)
            return None
        self._keep_descriptions()
        self._choose(announcement)
        self._attach(announcement)
        announcement.refresh_from_db()
        return announcement

    def differences(self) -> list[Change]:
        """Return what saving these forms would change in what somebody else saved meanwhile."""
        if not self.overtaken or self.stored is None:
            return []
        saved, department = snapshot_of(self.stored), self.form.department_chosen()
        chosen = self.form.channels_chosen()
        mine = replace(
            saved,
            content=checked(self.form.content()),  # it was fit, only overtaken
            department=department.name if department else saved.department,
            channels={one.pk: one.name for one in sorted(chosen, key=lambda one: one.pk)},
        )
        return changes_between(saved, mine)

    def renditions(self) -> list[Rendition]:
        """Return what the channels would make of the forms as they stand; stores nothing."""
        self.is_valid()
        return renditions_on(self._unsaved(), self._placements(), self.pictures(), self._texts())

    def checklist(self, found: Sequence[Rendition]) -> list[Listed]:
        """Return what to know before sending: nothing about a page nobody has written on."""
        if self.form.is_bound:
            return checklist(self._unsaved(), found, self.pictures(), self._texts())
        return checklist(self.stored, found, self.pictures()) if self.stored else []

    def pictures(self) -> list[AnnouncementPicture]:
        """Return the stored pictures as the forms describe them, film and document."""
        stored = self.stored.pictures.all() if self.stored else ()
        kept = [one for one in stored if not one.is_picture]
        for picture, form in self.described:
            given = getattr(form, "cleaned_data", {})
            if given.get("remove"):
                continue
            picture.decorative = given.get("decorative", picture.decorative)
            picture.alt_text = given.get("alt_text", picture.alt_text)
            kept.append(picture)
        return kept

    def _created_once(self) -> Announcement:
        """Create the message, or change it where the same page just created it."""
        try:
            with transaction.atomic():
                return self._created()
        except IntegrityError:
            self.stored = announcement_begun_on(self.request.member, str(self._page))
            if self.stored is None:
                raise
            return self._changed()

    def _created(self) -> Announcement:
        department = self.form.department_chosen()
        if department is None:
            raise NotForYou
        return write.create_announcement(
            actor=self.request.member.actor,
            department=department,
            content=self.form.content(),
            channels=self.form.channels_chosen(),
            page=self._page,
        )

    def _changed(self) -> Announcement:
        assert self.stored is not None  # noqa: S101 - the caller looked
        return write.change_announcement(
            member=self.request.member,
            announcement=self.stored,
            version=self.form.cleaned_data["version"] or 0,
            content=self.form.content(),
            department=self.form.department_chosen(),
            channels=self.form.channels_chosen(),
            page=self._page,
            by_itself=self._by_itself,
        )

    @property
    def _page(self) -> UUID | None:
        page: UUID | None = self.form.cleaned_data["page"]
        return page

    def _keep_descriptions(self) -> None:
        member = self.request.member
        for picture, form in self.described:
            if not form.has_changed():
                continue
            self.pictures_changed = True
            given = form.cleaned_data
            try:
                if given["remove"]:
                    if not self._by_itself:
                        remove_picture(member=member, picture=picture, page=self._page)
                    continue
                describe_picture(
                    member=member,
                    picture=picture,
                    alt_text=given["alt_text"],
                    decorative=given["decorative"],
                    page=self._page,
                )
            except Refused as refused:
                messages.error(self.request, refused.for_staff)

    @property
    def _by_itself(self) -> bool:
        """A picture goes when a person saves, not a moment after the box was ticked."""
        return self.request.POST.get("then") == "keep"

    def _choose(self, announcement: Announcement) -> None:
        """Take the chosen pictures of the library; like removing, only when a person saves."""
        if self._by_itself:
            return
        for asset in self.choice.assets():
            self.pictures_changed = True
            try:
                choose_picture(
                    member=self.request.member,
                    announcement=announcement,
                    asset=asset,
                    page=self._page,
                )
            except Refused as refused:
                messages.error(self.request, refused.for_staff)

    def _attach(self, announcement: Announcement) -> None:
        """Attach the picture that came with the text; a faulty one loses nothing of the text."""
        given = self.picture.cleaned_data
        if not given["file"]:
            return
        self.pictures_changed = True
        try:
            attach_picture(
                member=self.request.member,
                announcement=announcement,
                content=bounded(given["file"].size, given["file"].read),
                file_name=given["file"].name,
                alt_text=given["alt_text"],
                decorative=given["decorative"],
                page=self._page,
            )
        except Refused as refused:
            messages.error(self.request, refused.for_staff)

    def _unsaved(self) -> Announcement:
        draft = self.form.draft()
        with suppress(Unfit):  # the form says what is wrong; the preview shows the words anyway
            draft = checked(draft)
        unsaved = Announcement(
            department=self.form.department_chosen() or Department(),
            created_at=now(),
            **{name: getattr(draft, name) for name in draft.__dataclass_fields__},
        )
        if self.stored:
            unsaved.public_id, unsaved.path = self.stored.public_id, self.stored.path
            unsaved.created_at = self.stored.created_at
            unsaved.revision = self.stored.revision + (self.stored.state == State.PUBLISHED)
        return unsaved

    def _placements(self) -> list[Placement]:
        stored = self.stored.placements.all() if self.stored else ()
        kept = {one.channel_id: (one.edits, one.text_key) for one in stored}
        chosen = [(one, *kept.get(one.pk, (None, ""))) for one in self.form.channels_chosen()]
        return [
            Placement(channel=channel, edits=edits, text_key=key) for channel, edits, key in chosen
        ]

    def _texts(self) -> list[AnnouncementText]:
        return texts_of(self.stored) if self.stored else []

    def _show(self, refused: Refused) -> None:
        field = field_named(refused.field) if isinstance(refused, Unfit) else None
        self.form.add_error(field if field in self.form.fields else None, refused.for_staff)
        self.overtaken = isinstance(refused, Overtaken)
        if self.stored and self.posted is not None:
            # whoever compared and saves once more has seen what the other person wrote
            self.stored.refresh_from_db()
            self.posted["version"] = str(self.stored.version)


def _offered(pictures: Sequence[AnnouncementPicture]) -> list[Asset]:
    """Return the pictures of the house that may be shown and are not in the message yet."""
    here = {one.sha256 for one in pictures}
    today = in_town_time(now()).date()
    return [one for one in usable_assets(today) if one.sha256 not in here]


def corrects(announcement: Announcement) -> bool:
    """Tell whether readers will be told what was corrected."""
    return announcement.revision > 1 or announcement.state == State.PUBLISHED


def _form(
    request: StaffRequest, stored: Announcement | None, posted: QueryDict | None
) -> AnnouncementForm:
    departments = departments_to_write(request.member)
    channels = open_to_write(
        channels_to_choose(stored),
        department_ids=[one.pk for one in departments],
        member_id=request.member.pk,
    )
    begun = beginning(request) if stored is None else None
    kinds, outdated = _kinds(stored, renewed=bool(posted and posted.get("renew")))
    kind = kinds.get(begun.content.kind if begun else _key(request, stored, posted), NEWS)
    return AnnouncementForm(
        posted,
        departments=departments,
        channels=channels,
        kind=kind,
        kinds=kinds,
        outdated=outdated,
        corrects=stored is not None and corrects(stored),
        initial=initial_of_stored(stored) if stored else initial_of_new(channels, kind, begun),
    )


def _key(request: StaffRequest, stored: Announcement | None, posted: QueryDict | None) -> str:
    """Return the name of the kind whose fields the form has."""
    key = request.GET.get("art", "") if stored is None else stored.kind
    return (posted.get("kind") if posted is not None else None) or key


def _kinds(stored: Announcement | None, *, renewed: bool) -> tuple[dict[str, Kind], bool]:
    """Return the kinds to choose from, and whether the message has an older version of its own.

    A message keeps the version it was written with until somebody wants the new one.
    """
    kinds = {one.key: one for one in offered_kinds()}
    if stored is None:
        return kinds, False
    own = stored.content.particulars
    outdated = own.key in kinds and kinds[own.key].number > own.number
    if not (outdated and renewed):
        kinds[own.key] = own
    return kinds, outdated


def _description(picture: AnnouncementPicture, posted: Any) -> DescriptionForm:
    return DescriptionForm(
        posted,
        prefix=f"bild-{picture.public_id.hex}",
        initial={"alt_text": picture.alt_text, "decorative": picture.decorative},
    )
