"""Snippets between a host and the towns it hosts."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import snippet_to_write
from ausrufer.announcements.actions import offers as actions
from ausrufer.announcements.models import Snippet
from ausrufer.announcements.offers import Offer, offer_to, offers_to
from ausrufer.announcements.web.changes import Change, between_lines
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff

TAKEN = gettext_noop("„%(name)s“ gehört jetzt auch Ihnen; Ihre Änderungen daran bleiben hier.")
FOLLOWED = gettext_noop("„%(name)s“ ist übernommen.")
LEFT = gettext_noop("„%(name)s“ bleibt, wie es bei Ihnen ist.")


@dataclass(frozen=True)
class Offered:
    """What a host offers beside the copy here, if there is one."""

    offer: Offer
    copy: Snippet | None
    changes: list[Change]  # what the host changed since somebody looked; empty where nothing


def offered_to(member: Member) -> list[Offered]:
    """Return what the host of the member's house offers, with the differences to look at."""
    copies = {one.taken_from: one for one in Snippet.objects.exclude(taken_from=None)}
    found = []
    for one in offers_to(member.organisation_id):
        copy = copies.get(one.public_id)
        new = copy is not None and copy.taken_text != one.text
        found.append(Offered(one, copy, between_lines(copy.text, one.text) if copy and new else []))
    return found


@for_staff
@require_POST
def offer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a snippet to the hosted towns, or no longer."""
    snippet = snippet_to_write(request.member, public_id)
    offered = request.POST.get("word") == "offer"
    actions.set_offered(member=request.member, snippet=snippet, offered=offered)
    tell_offered(request, snippet.name, offered=offered)
    return redirect("snippets")


@for_staff
@require_POST
def take(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Copy what the host offers."""
    found = offer_to(request.member, public_id)
    act_on_offer(
        request, lambda: actions.take_offer(member=request.member, offer=found), TAKEN, found.name
    )
    return redirect("snippets")


@for_staff
@require_POST
def answer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take what the host changed, or keep the copy as it is."""
    found = offer_to(request.member, public_id)
    follows = request.POST.get("word") == "take"
    act = actions.follow_offer if follows else actions.leave_offer
    shown = request.POST.get("shown", "").replace("\r\n", "\n")
    said = FOLLOWED if follows else LEFT
    act_on_offer(
        request, lambda: act(member=request.member, offer=found, shown=shown), said, found.name
    )
    return redirect("snippets")


def tell_offered(request: StaffRequest, name: str, *, offered: bool) -> None:
    """Say that something is offered to the hosted towns now, or no longer."""
    said = (
        _("„%(name)s“ steht Ihren Häusern zur Verfügung.")
        if offered
        else _("„%(name)s“ wird nicht mehr angeboten. Was übernommen ist, bleibt dort.")
    )
    messages.success(request, said % {"name": name})


def act_on_offer(request: StaffRequest, act: Callable[[], object], said: str, name: str) -> None:
    """Do what somebody decided about an offer and say so, or why it was refused."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _(said) % {"name": name})
