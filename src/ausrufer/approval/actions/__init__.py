"""Asking for approval and deciding; the only writers of approvals."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.approval import journal
from ausrufer.approval.models import ApprovalRequest, ApprovalStep, Decision
from ausrufer.approval.policy import RequestState, Verdict, Word, person_refusal, refusal
from ausrufer.approval.queries import (
    closed_to_approve,
    decided_ids,
    looks_about,
    may_release_fast,
    open_steps,
    place_of,
    rules_in_force,
)
from ausrufer.approval.requirements import Facts, Rule, Way, required_steps
from ausrufer.channels.policy import Use
from ausrufer.channels.queries import reaches
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.notices.actions.reading import no_longer_asked
from ausrufer.notices.policy import Kind
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def request_approval(
    *,
    member: Member,
    facts: Facts,
    subject: str,
    title: str,
    fingerprint: str,
    decide_until: datetime | None,
) -> ApprovalRequest:
    """Ask for approval of exactly what `fingerprint` stands for; an older request is void.

    What is needed is decided here, by the rules in force, and stays with the request. Within a
    Freiraum the rule itself decides at once: then the request comes back approved.
    """
    void_requests(
        actor=member.actor, subject=subject, title=title, reason="Neue Fassung eingereicht."
    )
    asked = replace(facts, author_ids=facts.author_ids | {member.pk})
    rules = [one.rule for one in rules_in_force(locked=True)]
    if closed_to_approve(member, reaches(Use.APPROVE, facts.channel_ids)):
        # a Freiraum is a word of one's own: not for channels kept for others to approve
        rules = [one for one in rules if one.way is not Way.FREE]
    required = required_steps(rules, asked)
    request = ApprovalRequest.objects.create(
        organisation_id=member.organisation_id,
        department_id=facts.department_id,
        awaits_id=required.steps[0].department_id if required.steps else None,
        subject=subject,
        fingerprint=fingerprint,
        author_ids=sorted(asked.author_ids),
        channel_ids=sorted(facts.channel_ids),
        pictures=facts.pictures,
        requested_by=member,
        requested_at=now(),
        decide_until=decide_until,
    )
    record(journal.SUBMITTED, actor=member.actor, subject=subject, title=title, print=fingerprint)
    if required.free is not None:
        _delegate(request, required.free, title)
    ApprovalStep.objects.bulk_create(
        ApprovalStep(
            organisation_id=member.organisation_id,
            request=request,
            number=number,
            department_id=step.department_id,
            rule_id=step.rule.pk if step.rule else None,
        )
        for number, step in enumerate(required.steps, start=1)
    )
    return request


def _delegate(request: ApprovalRequest, rule: Rule, title: str) -> None:
    """Let a Freiraum decide; the database holds the request against its limits."""
    Decision.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        word=Word.DELEGATED,
        rule_id=rule.pk,
        fingerprint=request.fingerprint,
        author_ids=request.author_ids,
        verdict=Verdict.APPROVED,
        decided_at=now(),
    )
    _close(request, RequestState.APPROVED)
    record(
        journal.DELEGATED,
        actor=request.requested_by.actor,
        subject=request.subject,
        title=title,
        number=rule.number,
        rule=rule.name,
        print=request.fingerprint,
    )


@transaction.atomic
def decide(
    *,
    member: Member,
    request: ApprovalRequest,
    verdict: Verdict,
    fingerprint: str,
    title: str,
    comment: str = "",
) -> Decision:
    """Write a second person's decision on the step at hand; raises Refused where a rule says no.

    `fingerprint` is what the person saw. The request is approved once no step is left. A deputy
    decides in the place of somebody absent.
    """
    locked = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    place = place_of(member, locked)
    _check(member, locked, fingerprint, holds_right=place is not None)
    said = clean_text(comment).strip()
    if verdict is Verdict.RETURNED and is_blank(said):
        raise Refused(gettext("Bitte schreiben Sie dazu, was geändert werden soll."))
    first, *more = open_steps(locked)
    absent = place.absent if place else None
    decision = _decide(member, locked, verdict, said, step=first, on_behalf_of=absent)
    if verdict is Verdict.RETURNED:
        _close(locked, RequestState.RETURNED)
        kind = journal.RETURNED
    elif more:
        no_longer_asked(subject=locked.subject)
        locked.awaits_id = more[0].department_id
        locked.save(update_fields=["awaits"])
        kind = journal.STEP_APPROVED
    else:
        _close(locked, RequestState.APPROVED)
        kind = journal.APPROVED
    _record_word(kind, member, locked, title, decision, absent=absent)
    return decision


@transaction.atomic
def release_fast(
    *, member: Member, request: ApprovalRequest, fingerprint: str, title: str, reason: str
) -> Decision:
    """Let one second person release at once, of whatever department (Eilfreigabe).

    Four eyes stay; skipped are the steps that are open. They are asked for afterwards.
    """
    locked = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    _check(member, locked, fingerprint, holds_right=may_release_fast(member, locked))
    if is_blank(said := clean_text(reason).strip()):
        raise Refused(gettext("Bitte schreiben Sie, warum es eilt."))
    skipped = open_steps(locked)
    decision = _decide(member, locked, Verdict.APPROVED, said, word=Word.FAST)
    _close(locked, RequestState.APPROVED)
    names = ", ".join(dict.fromkeys(step.department.name for step in skipped))
    _record_word(journal.RELEASED_FAST, member, locked, title, decision, skipped=names)
    return decision


@transaction.atomic
def look_afterwards(
    *, member: Member, request: ApprovalRequest, verdict: Verdict, title: str, comment: str = ""
) -> Decision:
    """Write the second look that an Eilfreigabe left open; raises Refused where a rule says no."""
    locked = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    looks = [one for one in looks_about(locked.subject) if one.request_id == locked.pk]
    if not looks:
        raise Refused(gettext("Hier steht kein zweiter Blick mehr aus."))
    seen = [(one, place_of(member, locked, department_id=one.department_id)) for one in looks]
    step, place = next(((one, place) for one, place in seen if place is not None), seen[0])
    _check_person(member, locked, holds_right=place is not None)
    said = clean_text(comment).strip()
    if verdict is Verdict.RETURNED and is_blank(said):
        raise Refused(gettext("Bitte schreiben Sie dazu, was Sie einwenden."))
    absent = place.absent if place else None
    decision = _decide(member, locked, verdict, said, step=step, on_behalf_of=absent)
    looked = {Kind.SECOND_LOOK}
    no_longer_asked(subject=locked.subject, kinds=looked, occasion=f"step:{step.pk}")
    objects = verdict is Verdict.RETURNED
    kind = journal.OBJECTED_AFTERWARDS if objects else journal.SEEN_AFTERWARDS
    _record_word(kind, member, locked, title, decision, absent=absent)
    return decision


def _check(
    member: Member, request: ApprovalRequest, fingerprint: str, *, holds_right: bool
) -> None:
    no = refusal(
        approver_id=member.pk,
        author_ids=request.author_ids,
        holds_right=holds_right,
        state=RequestState(request.state),
        shown_fingerprint=fingerprint,
        requested_fingerprint=request.fingerprint,
        decided_ids=decided_ids(request),
    )
    if no is not None:
        raise Refused(no.for_staff)


def _check_person(member: Member, request: ApprovalRequest, *, holds_right: bool) -> None:
    no = person_refusal(
        approver_id=member.pk,
        author_ids=request.author_ids,
        holds_right=holds_right,
        decided_ids=decided_ids(request),
    )
    if no is not None:
        raise Refused(no.for_staff)


def _decide(
    member: Member, request: ApprovalRequest, verdict: Verdict, said: str, **more: Any
) -> Decision:
    return Decision.objects.create(
        organisation_id=member.organisation_id,
        request=request,
        fingerprint=request.fingerprint,
        author_ids=request.author_ids,
        approver=member,
        verdict=verdict,
        comment=said,
        decided_at=now(),
        **more,
    )


def _record_word(
    kind: str,
    member: Member,
    request: ApprovalRequest,
    title: str,
    decision: Decision,
    *,
    absent: Member | None = None,
    **details: object,
) -> None:
    if absent is not None:
        details["absent"] = absent.name
        record(journal.STOOD_IN, actor=member.actor, subject=request.subject, absent=absent.name)
    record(
        kind,
        actor=member.actor,
        subject=request.subject,
        title=title,
        comment=decision.comment,
        print=request.fingerprint,
        **details,
    )


@transaction.atomic
def void_requests(*, actor: Actor, subject: str, title: str, reason: str) -> bool:
    """End open requests and standing approvals of a thing whose content changes.

    Returns whether there was any.
    """
    voided = ApprovalRequest.objects.filter(
        subject=subject, state__in=[RequestState.OPEN, RequestState.APPROVED]
    ).update(state=RequestState.VOID)
    if voided:
        no_longer_asked(subject=subject)
        record(journal.VOIDED, actor=actor, subject=subject, title=title, reason=reason)
    return bool(voided)


@transaction.atomic
def lapse_request(*, request: ApprovalRequest, title: str) -> bool:
    """End a request nobody decided in time; returns whether it was still open."""
    locked = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state != RequestState.OPEN:
        return False
    _close(locked, RequestState.LAPSED)
    house = Actor.house(locked.organisation_id)
    record(journal.LAPSED, actor=house, subject=locked.subject, title=title)
    return True


def _close(request: ApprovalRequest, state: RequestState) -> None:
    request.state, request.awaits_id = state, None
    request.save(update_fields=["state", "awaits"])
    no_longer_asked(subject=request.subject)
