"""Languages of a message on the desk: how far each is, and one text beside the message's own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.access import announcement_to_read, announcement_to_write
from ausrufer.announcements.actions import texts as actions
from ausrufer.announcements.actions.languages import offer_varieties
from ausrufer.announcements.checking import about_words, circumstances_of
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.helping import task_of
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import CAN_BE_CHANGED
from ausrufer.announcements.telling import (
    Telling,
    telling_of,
    tellings,
    texts_of,
    varieties_offered,
)
from ausrufer.announcements.varieties import Variety, variety
from ausrufer.announcements.web.changes import Change, between_texts
from ausrufer.announcements.web.forms.texts import TextForm, VarietiesForm
from ausrufer.announcements.web.looks import formatted, preflight
from ausrufer.announcements.web.words import TEXT
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.policy import may_administer, may_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff
from ausrufer.writing_aid.queries import aid_in_use


@for_staff
@require_safe
def overview(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Every language of a message and how far it is."""
    announcement = announcement_to_read(request.member, public_id)
    told = tellings(announcement.content, texts_of(announcement), varieties_offered())
    context = {
        "announcement": announcement,
        "told": told,
        "words": TEXT,
        "may_change": _may_change(request, announcement),
        "may_administer": may_administer(request.member.rights),
    }
    return render(request, "announcements/texts/overview.html", context)


@for_staff
def text(request: StaffRequest, public_id: UUID, key: str) -> HttpResponse:
    """Write one text beside the message's own, check it, take the check back, remove it."""
    announcement = announcement_to_write(request.member, public_id)
    known = _known(key, announcement)
    posted = request.POST.copy() if request.method == "POST" else None
    told = telling_of(announcement, known)
    form = TextForm(posted, known=known, initial=_initial(told))
    changes: Sequence[Change] = []
    if posted is not None and form.is_valid():
        try:
            messages.success(request, _done(request, announcement, known, form))
            return redirect("texts", public_id)
        except Refused as refused:
            form.add_error(_field(refused), refused.for_staff)
            told = telling_of(Announcement.objects.get(pk=announcement.pk), known)
            if isinstance(refused, Overtaken):
                # whoever compared and saves once more has seen what the other person wrote
                posted["version"] = str(told.text.version if told.text else 0)
                changes = between_texts(told.text, form.words())
    context = {"form": form, "changes": changes, **_shown(announcement, told)}
    return render(request, "announcements/texts/text.html", context)


@for_staff
def varieties(request: StaffRequest) -> HttpResponse:
    """Choose what the house writes in."""
    if not may_administer(request.member.rights):
        raise NotForYou
    form = VarietiesForm(
        request.POST if request.method == "POST" else None,
        initial={"keys": [one.key for one in varieties_offered()]},
    )
    if request.method == "POST" and form.is_valid():
        offer_varieties(member=request.member, keys=form.cleaned_data["keys"])
        messages.success(request, _("Gespeichert."))
        return redirect("house")
    return render(request, "announcements/texts/varieties.html", {"form": form})


def _done(request: StaffRequest, announcement: Announcement, known: Variety, form: TextForm) -> str:
    """Do what the pressed button says; returns what to tell."""
    given: dict[str, Any] = {"member": request.member, "announcement": announcement, "known": known}
    version, then = form.cleaned_data["version"], request.POST.get("then", "")
    if then == "remove":
        actions.remove_text(**given, version=version)
        return _("Die Sprachfassung ist entfernt.")
    if then == "doubt":
        actions.doubt_text(**given, version=version)
        return _("Die Prüfung ist zurückgenommen. Die Sprachfassung geht nicht mit hinaus.")
    if then != "check":
        actions.write_text(**given, version=version, words=form.words())
        return _("Gespeichert.")
    readers = form.cleaned_data["checked_with"]
    actions.check_text(**given, version=version, checked_with=readers, words=form.words())
    return _("Geprüft. Diese Sprachfassung geht mit hinaus, sobald die Mitteilung freigegeben ist.")


def _shown(announcement: Announcement, told: Telling) -> dict[str, Any]:
    circumstances = circumstances_of(announcement, [])
    return {
        "announcement": announcement,
        "one": told,
        "word": TEXT[told.standing],
        "html": formatted(announcement),
        "tasks": preflight(about_words(told, announcement, circumstances), ""),
        "aid_is_on": aid_in_use() is not None,
        "aid_name": f"{task_of(told.variety)}:{told.variety.key}",
    }


def _initial(told: Telling) -> dict[str, Any]:
    if told.text is None:
        return {"version": 0}
    names = ("version", "title", "body", "summary", "checked_with")
    return {name: getattr(told.text, name) for name in names}


def _field(refused: Refused) -> str | None:
    return refused.field if isinstance(refused, Unfit) else None


def _known(key: str, announcement: Announcement) -> Variety:
    known = variety(key)
    if known is None or known.key == announcement.language:
        raise NotForYou
    return known


def _may_change(request: StaffRequest, announcement: Announcement) -> bool:
    writes = may_write(request.member.rights, announcement.department_id)
    return writes and announcement.state in CAN_BE_CHANGED
