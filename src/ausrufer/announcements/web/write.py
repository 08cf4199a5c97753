"""Writing a message: compose, change, look how it will appear."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import (
    HttpResponseClientRedirect,
    replace_url,
    retarget,
    trigger_client_event,
)

from ausrufer.announcements.access import announcement_begun_on, announcement_to_write
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.offered.offering import SNIPPETS
from ausrufer.announcements.offered.reading import offers_of_host
from ausrufer.announcements.own_kinds import offered_kinds
from ausrufer.announcements.place import free_slots
from ausrufer.announcements.queries import snippets, topics_in_use, with_its_parts
from ausrufer.announcements.renditions import Rendition, renditions
from ausrufer.announcements.states import State
from ausrufer.announcements.web.blueprints.beginning import to_begin_with
from ausrufer.announcements.web.calendar.best import good_times
from ausrufer.announcements.web.comments import said_about
from ausrufer.announcements.web.decisions import submitted
from ausrufer.announcements.web.looks import looks, preflight
from ausrufer.announcements.web.shown import address
from ausrufer.announcements.web.versions import company
from ausrufer.announcements.web.writing import Writing
from ausrufer.delivery.queries import unsent_of
from ausrufer.design.parts import Chip
from ausrufer.foundation.asked_once import remembering
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def new(request: StaffRequest) -> HttpResponse:
    """Write a new message; a picture may come with it."""
    if not may_write_anywhere(request.member.rights):
        raise NotForYou
    begun_here = announcement_begun_on(request.member, request.POST.get("page", ""))
    return _answered(Writing.begun(request, begun_here))


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change a message; what was approved of it is void."""
    announcement = announcement_to_write(request.member, public_id)
    if request.method != "POST":
        with_its_parts(announcement)
    return _answered(Writing.begun(request, announcement))


@for_staff
@require_POST
def preview(request: StaffRequest, public_id: UUID | None = None) -> HttpResponse:
    """Show what the channels would make of the form as it stands; stores nothing."""
    stored = None
    if public_id:
        stored = with_its_parts(announcement_to_write(request.member, public_id))
    with remembering():
        writing = Writing.begun(request, stored)
        context = {**_shown(writing), "form": writing.form, "apart": True}
        return render(request, "announcements/previews.html", context)


def _answered(writing: Writing) -> HttpResponse:
    request = writing.request
    if request.POST.get("then") == "keep":
        return _kept(writing)
    saved = writing.saved() if request.method == "POST" and writing.is_valid() else None
    if saved is None:
        page = render(request, "announcements/write.html", _context(writing))
        # a refused quick save shows its reasons in the page it came from
        return _in_place(page) if _is_quick(request) else page
    if request.POST.get("then") == "approval":
        return _submitted(request, saved)
    if _is_quick(request) and writing.stored and not writing.needs_reload:
        return _quietly_saved(request, saved)
    messages.success(request, _("Gespeichert."))
    return _to(request, _change_address(saved))


def _in_place(page: HttpResponse) -> HttpResponse:
    """Have the page take the place of the present one, settled at once.

    While it settles a field still has its old value, and whoever saves then has the old version.
    """
    page["HX-Reswap"] = "innerHTML settle:0ms"
    return retarget(page, "body")


def _kept(writing: Writing) -> HttpResponse:
    """Save while somebody writes: quietly, or say in a few words why not."""
    request = writing.request
    if not writing.keeps_itself:
        return _unkept(request, _("Speichern macht eine Freigabe ungültig; das entscheiden Sie."))
    saved = writing.saved() if writing.is_valid() else None
    if saved is None:
        return _unkept(request, writing.first_mistake(), **_compared(writing))
    if writing.kind_changed:
        return HttpResponseClientRedirect(_change_address(saved))
    return replace_url(_quietly_saved(request, saved), _change_address(saved))


def _unkept(request: StaffRequest, reason: str, **shown: Any) -> HttpResponse:
    return render(request, "announcements/unkept.html", {"reason": reason, **shown})


def _compared(writing: Writing) -> dict[str, Any]:
    """Return what whoever was overtaken has to compare."""
    return {
        "announcement": writing.stored,
        "overtaken": writing.overtaken,
        "changes": writing.differences(),
        "mine": json.dumps({"version": writing.stored.version}) if writing.stored else "",
    }


def _submitted(request: StaffRequest, saved: Announcement) -> HttpResponse:
    return redirect(address(saved) if submitted(request, saved) else _change_address(saved))


def _quietly_saved(request: StaffRequest, saved: Announcement) -> HttpResponse:
    """Answer only what changed on the page: the version and the time."""
    answer = render(request, "announcements/saved.html", {"announcement": saved})
    return trigger_client_event(answer, "saved")


def _is_quick(request: StaffRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _to(request: StaffRequest, goal: str) -> HttpResponse:
    return HttpResponseClientRedirect(goal) if _is_quick(request) else redirect(goal)


def _change_address(announcement: Announcement) -> str:
    return reverse("change_announcement", args=[announcement.public_id])


def _shown(writing: Writing) -> dict[str, Any]:
    found = _found(writing)
    town = writing.request.member.organisation.name
    tasks = preflight(writing.checklist(found), "")
    return {"looks": looks(found, writing.pictures(), speaker=town), "tasks": tasks}


def _kinds(writing: Writing) -> list[Chip]:
    """Return the kinds to begin with; a message that exists changes its kind in the form."""
    if writing.stored or writing.form.is_bound:
        return []
    chosen = writing.form.initial["kind"]
    return [
        Chip(label=_(one.label), url=f"?art={one.key}", active=one.key == chosen)
        for one in offered_kinds()
    ]


def _company(writing: Writing) -> dict[str, Any]:
    stored = writing.stored
    return company(writing.request, stored, seen=stored.version) if stored else {}


def _unsent(stored: Announcement | None) -> tuple[int, int]:
    """Return what saving a published message would stop; nothing else is told of it."""
    if stored is None or stored.state != State.PUBLISHED:
        return (0, 0)
    return unsent_of(stored.subject)


def _found(writing: Writing) -> list[Rendition]:
    if writing.form.is_bound:
        return writing.renditions()
    return renditions(writing.stored) if writing.stored else []


def _context(writing: Writing) -> dict[str, Any]:
    return {
        "form": writing.form,
        "announcement": writing.stored,
        "picture_form": writing.picture,
        "choice_form": writing.choice,
        "described": writing.described,
        "film": next((one for one in writing.pictures() if one.is_film), None),
        "document": next((one for one in writing.pictures() if one.is_document), None),
        "topics": topics_in_use(),
        "said": said_about(writing.stored) if writing.stored else [],
        "slot_offers": free_slots(apart_from=writing.stored),
        "good_times": good_times(),
        "snippets": snippets(),
        "offers": offers_of_host(SNIPPETS, writing.request.member.organisation),
        "keeps_itself": writing.keeps_itself,
        "kinds": _kinds(writing),
        **({} if writing.stored else to_begin_with(writing.request.member)),
        "unsent": _unsent(writing.stored),
        **_compared(writing),
        **_company(writing),
        **_shown(writing),
    }
