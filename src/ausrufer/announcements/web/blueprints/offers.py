"""Templates between a host and the towns it hosts."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.blueprints import offering
from ausrufer.announcements.blueprints.access import blueprint_to_write
from ausrufer.announcements.blueprints.offers import (
    OfferedBlueprint,
    offered_blueprint,
    offered_blueprints,
)
from ausrufer.announcements.blueprints.undated import said
from ausrufer.announcements.models import Blueprint
from ausrufer.announcements.web.changes import Change, between_lines
from ausrufer.announcements.web.offers import (
    FOLLOWED,
    LEFT,
    TAKEN,
    act_on_offer,
    tell_offered,
)
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@dataclass(frozen=True)
class Offered:
    """What a host offers beside the copy here, if there is one."""

    offer: OfferedBlueprint
    copy: Blueprint | None
    changes: list[Change]  # what the host changed since somebody looked; empty where nothing


def offered_to(member: Member) -> list[Offered]:
    """Return what the host of the member's house offers, with the differences to look at."""
    copies = {one.taken_from: one for one in Blueprint.objects.exclude(taken_from=None)}
    found = []
    for one in offered_blueprints(member.organisation_id):
        copy = copies.get(one.public_id)
        news = copy is not None and copy.taken_text != one.said
        differences = between_lines(said(copy.content), one.said) if copy and news else []
        found.append(Offered(one, copy, differences))
    return found


@for_staff
@require_POST
def offer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a template to the hosted towns, or no longer."""
    found = blueprint_to_write(request.member, public_id)
    word = request.POST.get("word", "")
    if word not in {"offer", "keep"}:
        return _undecided(request)
    offered = word == "offer"
    offering.set_offered(member=request.member, blueprint=found, offered=offered)
    tell_offered(request, found.name, offered=offered)
    return redirect("blueprints")


@for_staff
@require_POST
def take(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Copy what the host offers."""
    found = offered_blueprint(request.member, public_id)
    act_on_offer(
        request,
        lambda: offering.take_offered(member=request.member, offer=found),
        TAKEN,
        found.name,
    )
    return redirect("blueprints")


@for_staff
@require_POST
def answer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take what the host changed, or keep the copy as it is."""
    found = offered_blueprint(request.member, public_id)
    word = request.POST.get("word", "")
    if word not in {"take", "leave"}:
        return _undecided(request)
    follows = word == "take"
    act = offering.follow_offered if follows else offering.leave_offered
    shown = request.POST.get("shown", "").replace("\r\n", "\n")
    words = FOLLOWED if follows else LEFT
    act_on_offer(
        request, lambda: act(member=request.member, offer=found, shown=shown), words, found.name
    )
    return redirect("blueprints")


def _undecided(request: StaffRequest) -> HttpResponse:
    messages.error(request, _("Bitte wählen Sie, was geschehen soll."))
    return redirect("blueprints")
