"""One channel's form, changed by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions import write
from ausrufer.announcements.actions.languages import choose_text
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.adaptation.source import source_fingerprint
from ausrufer.announcements.checking import about_forms, circumstances_of
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import Rendition, renditions
from ausrufer.announcements.telling import tellings, texts_of
from ausrufer.announcements.web.forms.rendition import RenditionForm
from ausrufer.announcements.web.forms.texts import SpokenForm
from ausrufer.announcements.web.looks import looks, preflight
from ausrufer.announcements.web.shown import address
from ausrufer.channels.contract import Form
from ausrufer.delivery.queries import unsent_of
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def edit_rendition(request: StaffRequest, public_id: UUID, channel_id: UUID) -> HttpResponse:
    """Change one channel's form by hand, or go back to the adapted form."""
    announcement = announcement_to_write(request.member, public_id)
    rendition = _rendition(announcement, channel_id)
    form = _form(request, announcement, rendition)
    if "speak" in request.POST:
        return _spoken(request, announcement, rendition)
    if request.method == "POST" and _stored(request, announcement, rendition, form):
        return redirect(f"{address(announcement)}?kanal={channel_id}#fassung")
    context = {
        "form": form,
        "announcement": announcement,
        "rendition": rendition,
        "unsent": unsent_of(announcement.subject),
        "spoken": _spoken_form(announcement, rendition),
        **_look(request, announcement, rendition),
    }
    return render(request, "announcements/rendition.html", context)


def _look(
    request: StaffRequest, announcement: Announcement, rendition: Rendition
) -> dict[str, Any]:
    town = request.member.organisation.name
    shown = looks([rendition], announcement.pictures.all(), speaker=town)
    tasks = about_forms([rendition], circumstances_of(announcement, [rendition]))
    return {"look": shown[0], "tasks": preflight(tasks, None)}


def _form(request: StaffRequest, announcement: Announcement, rendition: Rendition) -> RenditionForm:
    return RenditionForm(
        request.POST if request.method == "POST" else None,
        number_of_parts=len(rendition.outgoing.parts) if _posts(rendition) else 0,
        with_title=not _posts(rendition),
        initial=_initial(announcement, rendition),
    )


def _spoken(
    request: StaffRequest, announcement: Announcement, rendition: Rendition
) -> HttpResponse:
    """Choose which text the channel sends."""
    form = _spoken_form(announcement, rendition, request.POST)
    if form is None or not form.is_valid():
        raise Http404
    try:
        choose_text(
            member=request.member,
            announcement=announcement,
            channel=rendition.channel,
            version=form.cleaned_data["version"],
            key=form.cleaned_data["text_key"],
        )
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect(request.path)
    messages.success(request, _("Gespeichert."))
    return redirect(f"{address(announcement)}?kanal={rendition.channel.public_id}#fassung")


def _stored(
    request: StaffRequest, announcement: Announcement, rendition: Rendition, form: RenditionForm
) -> bool:
    """Store what a person wrote, or forget it; tells False where the form has mistakes."""
    back = "back" in request.POST
    if not back and not form.is_valid():
        return False
    try:
        write.edit_rendition(
            member=request.member,
            announcement=announcement,
            channel=rendition.channel,
            version=announcement.version if back else form.cleaned_data["version"],
            edits=None if back else _edits(form, rendition),
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    return True


def _rendition(announcement: Announcement, channel_id: UUID) -> Rendition:
    for rendition in renditions(announcement):
        if rendition.channel.public_id == channel_id:
            return rendition
    raise Http404


def _spoken_form(
    announcement: Announcement, rendition: Rendition, posted: Any = None
) -> SpokenForm | None:
    """Return the choice of what a channel sends; None where a page shows all, or there is one."""
    if rendition.manifest.form is Form.PAGE:
        return None
    told = tellings(announcement.content, texts_of(announcement))
    initial = {"version": announcement.version, "text_key": rendition.text_key}
    form = SpokenForm(posted, told=told, initial=initial)
    return form if any(one.text for one in told) or rendition.text_key else None


def _posts(rendition: Rendition) -> bool:
    return rendition.manifest.form is Form.POST


def _initial(announcement: Announcement, rendition: Rendition) -> dict[str, Any]:
    parts = {f"part_{n}": text for n, text in enumerate(rendition.outgoing.parts, start=1)}
    return {
        "version": announcement.version,
        "title": rendition.outgoing.title,
        "summary": rendition.outgoing.summary,
        **parts,
    }


def _edits(form: RenditionForm, rendition: Rendition) -> Edits:
    based_on = source_fingerprint(rendition.source)
    if _posts(rendition):
        return Edits(parts=form.parts() or ("",), based_on=based_on)
    return Edits(
        title=form.cleaned_data["title"] or None,
        summary=form.cleaned_data["summary"] or None,
        based_on=based_on,
    )
