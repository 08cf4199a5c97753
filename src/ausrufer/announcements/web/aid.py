"""The writing aid beside a message: ask, read what comes, take it or leave it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.aid import take_suggestion
from ausrufer.announcements.helping import About, Help, about_named, helped, what_to_ask
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.telling import telling_of
from ausrufer.announcements.web.forms.aid import AskForm, TakeForm, said
from ausrufer.announcements.web.looks import formatted
from ausrufer.announcements.web.shown import address
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff
from ausrufer.writing_aid.queries import aid_in_use


@for_staff
def aid(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask the aid about a message; nothing is stored until somebody takes a suggestion."""
    announcement = announcement_to_write(request.member, public_id)
    if "take" in request.POST:
        return _taken(request, announcement)
    offers = what_to_ask(announcement)
    wanted = request.GET.get("wobei", "")
    form = AskForm(
        request.POST if request.method == "POST" else None, offers=offers, initial={"about": wanted}
    )
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        about = next(one for one in offers if one.name == form.cleaned_data["about"])
        context = _asked(request, announcement, about)
    return _shown(request, announcement, form, offers, context)


def _asked(request: StaffRequest, announcement: Announcement, about: About) -> dict[str, Any]:
    try:
        help_ = helped(request.member, announcement, about)
    except Refused as refused:
        return {"refused": refused.for_staff}
    return {
        "about": about,
        "asked": said(about),
        "help": help_,
        "takes": _takes(announcement, about, help_),
    }


def _takes(announcement: Announcement, about: About, help_: Help) -> list[TakeForm]:
    version = _version(announcement, about)
    return [
        TakeForm(
            about=about,
            auto_id=f"id_{number}_%s",
            initial={"version": version, "title": one.title, "text": one.text},
        )
        for number, one in enumerate(help_.suggestions)
    ]


def _taken(request: StaffRequest, announcement: Announcement) -> HttpResponse:
    about = about_named(announcement, request.POST.get("about", ""))
    if about is None:
        raise Http404
    form = TakeForm(request.POST, about=about)
    if form.is_valid():
        try:
            take_suggestion(
                member=request.member, announcement=announcement, about=about, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("Übernommen. Bitte lesen Sie noch einmal darüber."))
            return redirect(_where(announcement, about))
    context = {"about": about, "asked": said(about), "takes": [form], "faulty": form}
    offers = what_to_ask(announcement)
    return _shown(request, announcement, AskForm(offers=offers), offers, context)


def _shown(
    request: StaffRequest,
    announcement: Announcement,
    form: AskForm,
    offers: Sequence[About],
    context: dict[str, Any],
) -> HttpResponse:
    around = {
        "announcement": announcement,
        "form": form,
        "offers": offers,
        "html": formatted(announcement),
        "is_on": aid_in_use() is not None,
    }
    return render(request, "announcements/aid.html", {**around, **context})


def _version(announcement: Announcement, about: About) -> int:
    if about.variety is None:
        return announcement.version
    text = telling_of(announcement, about.variety).text
    return text.version if text else 0


def _where(announcement: Announcement, about: About) -> str:
    if about.variety is not None:
        return reverse("text", args=[announcement.public_id, about.variety.key])
    if about.rendition is not None:
        return f"{address(announcement)}?kanal={about.rendition.channel.public_id}#fassung"
    return address(announcement)
