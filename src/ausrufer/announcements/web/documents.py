"""The document of a message on the desk: uploaded or chosen, called by a title, taken out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.documents import attach_document
from ausrufer.announcements.actions.pictures import (
    choose_picture,
    describe_picture,
    remove_picture,
)
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.web.forms.documents import DocumentTitleForm, NewDocumentForm
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.actions import bounded
from ausrufer.library.queries import usable_documents
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def document(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the document of a message; give it one, another title, take it out."""
    announcement = announcement_to_write(request.member, public_id)
    shown = document_of(announcement)
    new, called = _forms(request, shown)
    if request.method == "POST":
        act = _acts(request, announcement, shown, new, called).get(request.POST.get("then", ""))
        if act is not None and act():
            return redirect("announcement_document", announcement.public_id)
    context = {"announcement": announcement, "document": shown, "new": new, "called": called}
    return render(request, "announcements/document.html", context)


def document_of(announcement: Announcement) -> AnnouncementPicture | None:
    """Return the document of a message, if it has one."""
    shown = announcement.pictures.select_related("asset")
    return next((one for one in shown if one.is_document), None)


def _forms(
    request: StaffRequest, shown: AnnouncementPicture | None
) -> tuple[NewDocumentForm, DocumentTitleForm]:
    then = request.POST.get("then", "") if request.method == "POST" else ""
    added = (request.POST, request.FILES) if then == "add" else ()
    offered = usable_documents(in_town_time(now()).date())
    initial = {"title": shown.alt_text} if shown else {}
    called = request.POST if then == "call" else None
    return NewDocumentForm(*added, offered=offered), DocumentTitleForm(called, initial=initial)


def _acts(
    request: StaffRequest,
    announcement: Announcement,
    shown: AnnouncementPicture | None,
    new: NewDocumentForm,
    called: DocumentTitleForm,
) -> dict[str, Callable[[], bool]]:
    """Return what can be done now, by its name; each tells whether it was done."""
    if shown is None:
        return {"add": lambda: _added(request, announcement, new)}
    return {
        "call": lambda: _called(request, shown, called),
        "remove": lambda: _removed(request, shown),
    }


def _added(request: StaffRequest, announcement: Announcement, form: NewDocumentForm) -> bool:
    if not form.is_valid():
        return False
    try:
        _attach(request, announcement, form)
    except Refused as refused:
        field = refused.field if isinstance(refused, Unfit) else ""
        form.add_error("title" if field == "title" else "document", refused.for_staff)
        return False
    messages.success(request, _("Das Dokument gehört jetzt zur Mitteilung."))
    return True


def _attach(request: StaffRequest, announcement: Announcement, form: NewDocumentForm) -> None:
    given, member = form.cleaned_data, request.member
    if asset := form.asset():
        choose_picture(member=member, announcement=announcement, asset=asset)
        return
    upload = given["document"]
    attach_document(
        member=member,
        announcement=announcement,
        content=bounded(upload.size, upload.read),
        file_name=upload.name,
        title=given["title"],
    )


def _called(request: StaffRequest, shown: AnnouncementPicture, form: DocumentTitleForm) -> bool:
    if not form.is_valid():
        return False
    given: dict[str, Any] = form.cleaned_data
    try:
        describe_picture(
            member=request.member, picture=shown, alt_text=given["title"], decorative=False
        )
    except Refused as refused:
        form.add_error("title", refused.for_staff)
        return False
    messages.success(request, _("Gespeichert."))
    return True


def _removed(request: StaffRequest, shown: AnnouncementPicture) -> bool:
    try:
        remove_picture(member=request.member, picture=shown)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Das Dokument gehört nicht mehr zur Mitteilung."))
    return True
