"""The second pair of eyes: asking for it, giving a word, calling back, withdrawing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_read, announcement_to_write
from ausrufer.announcements.actions import approve
from ausrufer.announcements.actions.release import withdraw as withdraw_action
from ausrufer.announcements.commented import open_comments
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import Rendition, fingerprint_of
from ausrufer.announcements.web.fast_lane import fast_lane, steps_of
from ausrufer.announcements.web.forms.decisions import DecisionForm, WithdrawForm
from ausrufer.announcements.web.shown import address, by_channel, shown_deliveries
from ausrufer.announcements.web.standing import names_of
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import RequestState, Verdict, refusal
from ausrufer.approval.queries import decided_ids, open_request, place_of, seats
from ausrufer.foundation.text import is_blank
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_POST
def submit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask a second person."""
    announcement = announcement_to_write(request.member, public_id)
    submitted(request, announcement)
    return redirect(address(announcement))


def submitted(request: StaffRequest, announcement: Announcement) -> bool:
    """Ask a second person and tell whom; tells False where something must be mended first."""
    try:
        asked = approve.submit_for_approval(member=request.member, announcement=announcement)
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return False
    if asked.state == RequestState.APPROVED and asked.decision is not None:
        said = _("Freigegeben: %(rule)s. Die Mitteilung geht ohne zweite Person hinaus.")
        messages.success(request, said % {"rule": asked.decision.said_by})
        return True
    names = names_of(asked, seats())
    if names:
        said = _("Zur Freigabe gegeben. Benachrichtigt: %(names)s.") % {"names": ", ".join(names)}
        messages.success(request, said)
    else:
        messages.warning(request, _("Zur Freigabe gegeben, aber zurzeit kann niemand freigeben."))
    return True


@for_staff
@require_POST
def call_back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take a message back out of approval."""
    announcement = announcement_to_write(request.member, public_id)
    try:
        approve.call_back(member=request.member, announcement=announcement)
        messages.success(request, _("Zurückgeholt. Sie können weiterschreiben."))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


@for_staff
@require_POST
def decide(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Approve or send back."""
    announcement = announcement_to_read(request.member, public_id)
    form, asked = DecisionForm(request.POST), open_request(announcement.subject)
    if asked is None or not form.is_valid():
        messages.error(request, _("Über diese Fassung ist bereits entschieden."))
        return redirect(address(announcement))
    try:
        messages.success(request, _decided(request, announcement, asked, form))
    except Refused as refused:
        messages.error(request, refused.for_staff)
        # no fragment: the reason stands at the top, the panel is within reach anyway
        return redirect(f"{address(announcement)}{_asked_word(form)}")
    return redirect(address(announcement))


@for_staff
def withdraw(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason and name what cannot be taken back, then withdraw."""
    announcement = announcement_to_write(request.member, public_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _withdrawn(request, announcement, form):
        return redirect(address(announcement))
    context = {
        "form": form,
        "announcement": announcement,
        "channels": by_channel(shown_deliveries(announcement)),
    }
    return render(request, "announcements/withdraw.html", context)


def approval_box(
    member: Member, asked: ApprovalRequest | None, found: Sequence[Rendition]
) -> dict[str, Any] | None:
    """Return what an open request shows: the decision form, or why this person cannot decide."""
    if asked is None or asked.state != RequestState.OPEN:
        return None
    seen, place = fingerprint_of(list(found)), place_of(member, asked)
    no = refusal(
        approver_id=member.pk,
        author_ids=asked.author_ids,
        holds_right=place is not None,
        state=RequestState(asked.state),
        shown_fingerprint=seen,
        requested_fingerprint=asked.fingerprint,
        decided_ids=decided_ids(asked),
    )
    return {
        "request": asked,
        "form": None if no else DecisionForm(initial={"fingerprint": seen}),
        "refusal": no,
        "approvers": ", ".join(names_of(asked, seats())),
        "absent": place.absent if place else None,
        **steps_of(asked),
        "fast": fast_lane(member, asked, seen, alone=no is None),
    }


def _asked_word(form: DecisionForm) -> str:
    """Have the field for a word open where one was missing."""
    returned = form.cleaned_data["verdict"] == Verdict.RETURNED
    return "?wort=noetig" if returned and is_blank(form.cleaned_data["comment"]) else ""


def _approved(left: int) -> str:
    if not left:
        return _("Freigegeben.")
    return ngettext(
        "Freigegeben. %(number)d Kommentar blieb offen.",
        "Freigegeben. %(number)d Kommentare blieben offen.",
        left,
    ) % {"number": left}


def _decided(
    request: StaffRequest, announcement: Announcement, asked: ApprovalRequest, form: DecisionForm
) -> str:
    verdict = Verdict(form.cleaned_data["verdict"])
    approve.decide(
        member=request.member,
        request=asked,
        verdict=verdict,
        fingerprint=form.cleaned_data["fingerprint"],
        comment=form.cleaned_data["comment"],
    )
    if verdict is Verdict.APPROVED:
        asked.refresh_from_db()
        if asked.state == RequestState.OPEN:
            return _("Ihr Schritt ist getan. Benachrichtigt: %(names)s.") % {
                "names": ", ".join(names_of(asked, seats())) or _("niemand")
            }
        return _approved(open_comments(announcement))
    return _("Zurückgegeben an %(name)s.") % {"name": asked.requested_by.name}


def _withdrawn(request: StaffRequest, announcement: Announcement, form: WithdrawForm) -> bool:
    try:
        staying = withdraw_action(
            member=request.member, announcement=announcement, **form.cleaned_data
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    messages.success(request, _("Zurückgezogen."))
    for channel in staying:
        said = _("%(channel)s: Was dort schon angekommen ist, lässt sich nicht zurückholen.")
        messages.warning(request, said % {"channel": channel.name})
    return True
