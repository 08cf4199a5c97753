"""The second pair of eyes: submitting, deciding, calling back, lapsing."""

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import journal
from ausrufer.announcements.actions.links import want_links_asked
from ausrufer.announcements.actions.notices import (
    tell_approved,
    tell_lapsed,
    tell_objection,
    tell_returned,
    tell_second_look,
    tell_waiting,
)
from ausrufer.announcements.actions.release import left_behind, release
from ausrufer.announcements.actions.rights import check_rights
from ausrufer.announcements.actions.write import refuse_closed
from ausrufer.announcements.adaptation.wording import template
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.commented import word_back
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.paths import provisional_path
from ausrufer.announcements.queries import overdue_for_approval
from ausrufer.announcements.renditions import Rendition, fingerprint_of, renditions
from ausrufer.announcements.required import approval_facts
from ausrufer.announcements.states import CAN_BE_SUBMITTED, State, check_move
from ausrufer.approval import actions as approval
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import RequestState, Verdict, Word
from ausrufer.approval.queries import (
    open_request,
)
from ausrufer.delivery.actions import hold_still
from ausrufer.delivery.states import Priority
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_submit
from ausrufer.records.actions import record

_CHANGED_SINCE = gettext_noop(
    "Die Mitteilung wurde geändert, seit sie eingereicht wurde. Bitte lesen Sie die neue Fassung."
)


@transaction.atomic
def submit_for_approval(*, member: Member, announcement: Announcement) -> ApprovalRequest:
    """Ask a second person; raises Refused where something must be mended first."""
    locked = _locked(announcement)
    if State(locked.state) not in CAN_BE_SUBMITTED:
        raise Refused(
            gettext("Diese Mitteilung ist bereits eingereicht, geplant oder veröffentlicht.")
        )
    if not may_submit(member.rights, locked.department_id):
        raise Refused(gettext("Sie dürfen für dieses Amt nichts zur Freigabe geben."))
    _check_ready(locked)
    if not locked.path:
        # fixed here once and for all: copies that link to the page must never dangle
        locked.path = provisional_path(locked)
    found = renditions(locked)
    _check_renditions(locked, found)
    _check_open(locked, found, member)
    want_links_asked(locked)
    _check_nothing_left_behind(locked, found)
    hold_still(locked.subject)
    request = approval.request_approval(
        member=member,
        facts=approval_facts(
            locked,
            channel_ids=[one.channel.pk for one in found],
            author_ids=locked.author_ids,
        ),
        subject=locked.subject,
        title=locked.title,
        fingerprint=fingerprint_of(found),
        decide_until=locked.publish_at or locked.not_after,
    )
    _move(locked, State.IN_APPROVAL)
    if request.state == RequestState.APPROVED:  # within a Freiraum
        _move(locked, State.SCHEDULED)
        release(actor=member.actor, announcement=locked, found=found)
    else:
        tell_waiting(locked, request)
    return request


@transaction.atomic
def decide(
    *, member: Member, request: ApprovalRequest, verdict: Verdict, fingerprint: str, comment: str
) -> Announcement:
    """Approve and release, or send back with a word; raises Refused where a rule says no.

    `fingerprint` is what the person saw. What goes out is computed anew here and must carry the
    same fingerprint: nothing else can be released.
    """
    locked, found = _held_against(request, released=verdict is Verdict.APPROVED)
    if verdict is Verdict.RETURNED:
        comment = word_back(locked, comment)
    decision = approval.decide(
        member=member,
        request=request,
        verdict=verdict,
        fingerprint=fingerprint,
        title=locked.title,
        comment=comment,
    )
    if verdict is Verdict.RETURNED:
        _move(locked, State.RETURNED)
        tell_returned(locked, decision)
    elif decision.request.state == RequestState.APPROVED:
        _move(locked, State.SCHEDULED)
        release(actor=member.actor, announcement=locked, found=found)
        tell_approved(locked, decision)
    else:
        tell_waiting(locked, decision.request)
    return locked


@transaction.atomic
def release_fast(
    *, member: Member, request: ApprovalRequest, fingerprint: str, reason: str
) -> Announcement:
    """Release at once on one second person's word (Eilfreigabe); the others look afterwards."""
    locked, found = _held_against(request, released=True)
    decision = approval.release_fast(
        member=member,
        request=request,
        fingerprint=fingerprint,
        title=locked.title,
        reason=reason,
    )
    _move(locked, State.SCHEDULED)
    release(actor=member.actor, announcement=locked, found=found, priority=Priority.HASTE)
    tell_approved(locked, decision)
    tell_second_look(locked, decision)
    return locked


@transaction.atomic
def look_afterwards(
    *, member: Member, request: ApprovalRequest, verdict: Verdict, comment: str
) -> Announcement:
    """Say after an Eilfreigabe whether it was right; an objection is told, not carried out."""
    locked = _locked(_announcement_of(request))
    decision = approval.look_afterwards(
        member=member, request=request, verdict=verdict, title=locked.title, comment=comment
    )
    if verdict is Verdict.RETURNED:
        fast = decision.request.decisions.select_related("approver__user").get(word=Word.FAST)
        tell_objection(locked, decision, [request.requested_by, fast.approver])
    return locked


def _announcement_of(request: ApprovalRequest) -> Announcement:
    return Announcement.objects.get(public_id=request.subject.partition(":")[2])


def _held_against(
    request: ApprovalRequest, *, released: bool
) -> tuple[Announcement, list[Rendition]]:
    """Lock what a decision is about and compute its forms anew.

    Raises Refused where they are to be `released` and it is too late, or they are not those that
    were submitted.
    """
    locked = _locked(_announcement_of(request))
    if released and locked.publish_at and locked.publish_at <= now():
        raise Refused(
            gettext(
                "Der Zeitpunkt ist schon vorbei. Bitte lassen Sie einen neuen Zeitpunkt eintragen."
            )
        )
    found = renditions(locked)
    if released and fingerprint_of(found) != request.fingerprint:
        raise Refused(gettext(_CHANGED_SINCE))
    if released:
        check_rights(locked, found)
    if released:  # who uses a channel may have changed since
        _check_open(locked, found, request.requested_by)
    hold_still(locked.subject)
    return locked, found


@transaction.atomic
def call_back(*, member: Member, announcement: Announcement) -> None:
    """Take an announcement back out of approval to go on writing."""
    locked = _locked(announcement)
    if locked.state != State.IN_APPROVAL:
        raise Refused(gettext("Diese Mitteilung liegt niemandem zur Freigabe vor."))
    approval.void_requests(
        actor=member.actor, subject=locked.subject, title=locked.title, reason="Zurückgeholt."
    )
    _move(locked, State.DRAFT)
    record(journal.CALLED_BACK, actor=member.actor, subject=locked.subject, title=locked.title)


def lapse_overdue() -> int:
    """Let everything lapse that was not approved when its time came; returns how many."""
    with across_organisations(reason="time passes for every organisation"):
        overdue = list(overdue_for_approval(now()).values_list("pk", "organisation_id"))
    for pk, organisation_id in overdue:
        with within_organisation(organisation_id):
            _lapse(pk)
    return len(overdue)


@transaction.atomic
def _lapse(pk: int) -> None:
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=pk)
    request = open_request(locked.subject)
    if request is None or not approval.lapse_request(request=request, title=locked.title):
        return
    _move(locked, State.LAPSED)
    tell_lapsed(locked, request)


def _locked(announcement: Announcement) -> Announcement:
    return (
        Announcement.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=announcement.pk)
    )


def _check_ready(announcement: Announcement) -> None:
    moment = now()
    if announcement.publish_at and announcement.publish_at <= moment:
        raise Refused(
            gettext("Der Zeitpunkt liegt in der Vergangenheit. Bitte wählen Sie einen neuen.")
        )
    if announcement.not_after and announcement.not_after <= moment:
        raise Refused(gettext("Die späteste Sendezeit ist vorbei. Bitte wählen Sie eine neue."))
    if announcement.revision > 1 and not announcement.correction:
        raise Refused(
            gettext("Bitte schreiben Sie für die Leserinnen und Leser, was berichtigt wurde.")
        )


def _check_renditions(announcement: Announcement, found: list[Rendition]) -> None:
    if not found:
        raise Refused(gettext("Bitte wählen Sie mindestens einen Kanal."))
    for one in checklist(announcement, found, list(announcement.pictures.all())):
        if one.finding.stops:
            said = gettext(template(one.finding.code)).format(**dict(one.finding.values))
            raise Refused(f"{', '.join(one.channels)}: {said}" if one.channels else said)


def _check_open(announcement: Announcement, found: list[Rendition], member: Member) -> None:
    refuse_closed(
        [one.channel for one in found],
        department_id=announcement.department_id,
        member_id=member.pk,
    )


def _check_nothing_left_behind(announcement: Announcement, found: list[Rendition]) -> None:
    for channel in left_behind(announcement=announcement, found=found):
        raise Refused(
            gettext(
                "Auf „%(channel)s“ steht noch die alte Fassung. Bitte wählen Sie den Kanal wieder "
                "aus, damit sie auch dort berichtigt wird."
            )
            % {"channel": channel.name}
        )


def _move(announcement: Announcement, state: State) -> None:
    check_move(State(announcement.state), state)
    announcement.state = state
    announcement.changed_at = now()
    announcement.save(update_fields=["state", "changed_at", "path"])
