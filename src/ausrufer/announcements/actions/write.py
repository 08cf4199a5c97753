"""Writing: creating, changing, choosing channels, editing a channel's form."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import keep_version, saved_by_others
from ausrufer.announcements.actions.links import want_links_asked
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.content import Content, changed_fields, checked
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.models import Announcement, Placement
from ausrufer.announcements.queries import open_to_write
from ausrufer.announcements.states import CAN_BE_CHANGED, CAN_BE_SUBMITTED, State, check_move
from ausrufer.approval.actions import void_requests
from ausrufer.channels.models import Channel
from ausrufer.delivery.actions import recall
from ausrufer.delivery.queries import may_have_left
from ausrufer.foundation.clock import now
from ausrufer.intake.models import Receipt
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

_OVERTAKEN = gettext_noop(
    "Inzwischen hat {name} diese Mitteilung geändert. Ihre Eingaben stehen noch im Formular. "
    "Bitte vergleichen Sie und speichern Sie dann erneut."
)
_OVERTAKEN_BY_MYSELF = gettext_noop(
    "Sie haben diese Mitteilung in einem anderen Fenster geändert. Ihre Eingaben stehen noch im "
    "Formular. Bitte vergleichen Sie und speichern Sie dann erneut."
)
_NOT_BY_ITSELF = gettext_noop("Speichern macht eine Freigabe ungültig; das entscheiden Sie.")
_GONE = gettext_noop("Die Mitteilung wurde zurückgezogen und kann nicht mehr geändert werden.")


@transaction.atomic
def create_announcement(
    *,
    actor: Actor,
    department: Department,
    content: Content,
    channels: Collection[Channel],
    receipt: Receipt | None = None,
    page: UUID | None = None,
) -> Announcement:
    """Store a new draft; raises Unfit for content that cannot be stored.

    `page` names the page it was written on; raises IntegrityError where that created one already.
    """
    fit = checked(content)
    moment = now()
    announcement = Announcement.objects.create(
        organisation_id=actor.organisation_id,
        department=department,
        created_by_id=actor.member_id,
        author_ids=[actor.member_id] if actor.member_id else [],
        created_at=moment,
        changed_at=moment,
        receipt=receipt,
        **_values(fit),
    )
    _place(announcement, channels, actor.member_id)
    if receipt is None:
        record(journal.CREATED, actor=actor, subject=announcement.subject, title=fit.title)
        want_links_asked(announcement)
    keep_version(announcement, member_id=actor.member_id, page=page)
    return announcement


@transaction.atomic
def change_announcement(
    *,
    member: Member,
    announcement: Announcement,
    version: int,
    content: Content,
    department: Department | None = None,
    channels: Collection[Channel] | None = None,
    page: UUID | None = None,
    by_itself: bool = False,
) -> Announcement:
    """Store a changed draft; every approval of it is void.

    `version` is what the person had before them: raises Refused where somebody else saved since,
    and Unfit for content that cannot be stored. What the same `page` saved since is no conflict.
    What a page saves `by_itself` voids nothing, and makes no version where nothing is new: raises
    Refused where the message is no draft.
    """
    fit = checked(content)
    if (
        by_itself
        and not saved_by_others(announcement, since=version, page=page)
        and _says_so_already(announcement, fit, department, channels)
    ):
        return announcement  # others would be told of a change nobody made
    locked = opened_for_change(
        member=member, announcement=announcement, version=version, page=page, by_itself=by_itself
    )
    changed = changed_fields(locked.content, fit)
    for name, value in _values(fit).items():
        setattr(locked, name, value)
    if department is not None and department != locked.department:
        locked.department = department
        changed.append("Amt")
    if channels is not None and _place(locked, channels, member.pk):
        changed.append("Kanäle")
    locked.save()
    # one page saves the same field many times: the journal says so once per kept version
    new = keep_version(locked, member_id=member.pk, page=page, changed=changed)
    if new:
        record(
            journal.CHANGED,
            actor=member.actor,
            subject=locked.subject,
            title=locked.title,
            fields=", ".join(new),
        )
    want_links_asked(locked)
    return locked


@transaction.atomic
def edit_rendition(
    *,
    member: Member,
    announcement: Announcement,
    channel: Channel,
    version: int,
    edits: Edits | None,
) -> Announcement:
    """Keep what a person changed in one channel's form; None goes back to the adapted form.

    Raises Refused for a channel the message does not go to.
    """
    locked = opened_for_change(member=member, announcement=announcement, version=version)
    placed = Placement.objects.filter(announcement=locked, channel=channel)
    if not placed.update(edits=edits.to_json() if edits else None):
        raise Refused(gettext("Dieser Kanal ist für die Mitteilung nicht gewählt."))
    record(
        journal.RENDITION_EDITED,
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        channel=channel.name,
    )
    locked.save()
    keep_version(locked, member_id=member.pk, changed=[f"Fassung {channel.name}"])
    return locked


def opened_for_change(
    *,
    member: Member,
    announcement: Announcement,
    version: int | None,
    page: UUID | None = None,
    by_itself: bool = False,
) -> Announcement:
    """Lock an announcement and make it a draft again; the caller changes and saves it.

    Void are: open requests, standing approvals, deliveries that have not gone out. Where the
    version at hand is out, or may be, the draft is that of its correction. `version` None takes
    whatever is there; what `page` saved itself since `version` is taken too.
    """
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    state = State(locked.state)
    if state not in CAN_BE_CHANGED:
        raise Refused(gettext(_GONE))
    if by_itself and state not in CAN_BE_SUBMITTED:
        # a page's own saving may still be under way when its person has submitted already
        raise Refused(gettext(_NOT_BY_ITSELF))
    if version is not None and saved_by_others(locked, since=version, page=page):
        raise Overtaken(_overtaken(locked, member))
    if state in {State.SCHEDULED, State.PUBLISHED}:
        recall(actor=member.actor, subject=locked.subject)
    void_requests(
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        reason="Der Inhalt wurde geändert.",
    )
    if state is State.PUBLISHED or (
        state is State.SCHEDULED and may_have_left(locked.subject, revision=locked.revision)
    ):
        locked.revision, locked.author_ids, locked.correction = locked.revision + 1, [], ""
    if state is not State.DRAFT:
        check_move(state, State.DRAFT)
        locked.state = State.DRAFT
    locked.author_ids = sorted({*locked.author_ids, member.pk})
    locked.version += 1
    locked.changed_at = now()
    return locked


def _says_so_already(
    announcement: Announcement,
    content: Content,
    department: Department | None,
    channels: Collection[Channel] | None,
) -> bool:
    chosen = {one.channel_id for one in announcement.placements.all()}
    return (
        not changed_fields(announcement.content, content)
        and department in {None, announcement.department}
        and (channels is None or {one.pk for one in channels} == chosen)
    )


def _values(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in content.__dataclass_fields__}


def _place(
    announcement: Announcement, channels: Collection[Channel], member_id: int | None
) -> bool:
    """Make the chosen channels the placements; tells whether that changed any.

    Raises Refused for a new one that is kept for others.
    """
    chosen = {channel.pk for channel in channels}
    present = set(announcement.placements.values_list("channel_id", flat=True))
    new = [one for one in channels if one.pk not in present]
    refuse_closed(new, department_id=announcement.department_id, member_id=member_id)
    announcement.placements.exclude(channel_id__in=chosen).delete()
    Placement.objects.bulk_create(
        Placement(
            organisation_id=announcement.organisation_id,
            announcement=announcement,
            channel_id=channel_id,
        )
        for channel_id in chosen - present
    )
    return chosen != present


def refuse_closed(
    channels: Collection[Channel], *, department_id: int, member_id: int | None
) -> None:
    """Raise Refused where neither the department nor the person writes for one of these."""
    open_ones = open_to_write(channels, department_ids=[department_id], member_id=member_id)
    if closed := [one.name for one in channels if one not in open_ones]:
        said = gettext(
            "Dieses Amt darf hier nicht veröffentlichen: %(channels)s. Bitte wählen Sie andere "
            "Kanäle oder fragen Sie, wer die Kanäle verwaltet."
        )
        raise Refused(said % {"channels": ", ".join(closed)})


def _overtaken(announcement: Announcement, member: Member) -> str:
    newest = announcement.versions.select_related("member").order_by("-number").first()
    author = newest.member if newest else None
    if author == member:
        return gettext(_OVERTAKEN_BY_MYSELF)
    return gettext(_OVERTAKEN).format(name=author.name if author else "jemand")
