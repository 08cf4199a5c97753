"""The steps of an approval, the fast lane past them, and the second look it asks for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_read
from ausrufer.announcements.actions import approve
from ausrufer.announcements.web.forms.decisions import FastLaneForm, SecondLookForm
from ausrufer.announcements.web.shown import address
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict, Word, person_refusal
from ausrufer.approval.queries import (
    decided_ids,
    looks_about,
    may_release_fast,
    open_request,
    open_steps,
    place_of,
)
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_POST
def release_fast(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Release at once, with a reason."""
    announcement = announcement_to_read(request.member, public_id)
    form, asked = FastLaneForm(request.POST), open_request(announcement.subject)
    if asked is None or not form.is_valid():
        messages.error(request, _("Bitte schreiben Sie, warum es eilt."))
        return redirect(f"{address(announcement)}#eilfreigabe")
    try:
        approve.release_fast(member=request.member, request=asked, **form.cleaned_data)
        messages.success(request, _("In Eile freigegeben. Um den zweiten Blick ist gebeten."))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


@for_staff
@require_POST
def look_afterwards(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say after an Eilfreigabe whether it was right."""
    announcement = announcement_to_read(request.member, public_id)
    form = SecondLookForm(request.POST)
    looks = looks_about(announcement.subject)
    if not looks or not form.is_valid():
        messages.error(request, _("Hier steht kein zweiter Blick mehr aus."))
        return redirect(address(announcement))
    verdict = Verdict(form.cleaned_data["verdict"])
    try:
        approve.look_afterwards(
            member=request.member,
            request=looks[0].request,
            verdict=verdict,
            comment=form.cleaned_data["comment"],
        )
        messages.success(request, _("Ihr zweiter Blick steht im Protokoll."))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


def steps_of(asked: ApprovalRequest) -> dict[str, Any]:
    """Return the steps of a request with who went them; nothing worth a list where it is one."""
    words = {one.step_id: one for one in asked.decisions.all()}
    steps = list(asked.steps.select_related("department", "rule"))
    rows = [{"step": step, "word": words.get(step.pk)} for step in steps]
    rules = {step.rule.pk: step.rule for step in steps if step.rule is not None}
    return {"steps": rows if len(rows) > 1 else [], "rules": list(rules.values())}


def fast_lane(
    member: Member, asked: ApprovalRequest, seen: str, *, alone: bool
) -> FastLaneForm | None:
    """Return the form of the fast lane where it would skip something and this person may."""
    skips = len(open_steps(asked)) > 1 or not alone
    no = person_refusal(
        approver_id=member.pk,
        author_ids=asked.author_ids,
        holds_right=may_release_fast(member, asked),
        decided_ids=decided_ids(asked),
    )
    if not skips or no is not None or seen != asked.fingerprint:
        return None
    return FastLaneForm(initial={"fingerprint": seen}, auto_id="eile_%s")


def second_look(member: Member, newest: ApprovalRequest | None, subject: str) -> dict[str, Any]:
    """Return what an Eilfreigabe of this message left open; empty where nothing is."""
    looks = looks_about(subject) if newest is not None else []
    if not looks:
        return {}
    asked = looks[0].request
    places = [place_of(member, asked, department_id=one.department_id) for one in looks]
    no = person_refusal(
        approver_id=member.pk,
        author_ids=asked.author_ids,
        holds_right=any(place is not None for place in places),
        decided_ids=decided_ids(asked),
    )
    words = asked.decisions.select_related("approver", "on_behalf_of")
    return {
        "fast": words.get(word=Word.FAST),
        "departments": ", ".join(step.department.name for step in looks),
        "form": None if no else SecondLookForm(),
    }
