"""All pictures and films of the house, and adding more."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ausrufer.design.parts import Chip
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.access import reader, uploader
from ausrufer.library.actions import Added, add_film, add_picture, bounded
from ausrufer.library.models import Asset
from ausrufer.library.queries import FILTERS, assets
from ausrufer.library.web.film_forms import FilmForm
from ausrufer.library.web.forms import UploadForm
from ausrufer.library.web.words import standing_of
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 24


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """All pictures, the newest first; filters are addresses."""
    reader(request.member)
    return _page(request, _upload_form(request))


@for_staff
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Put pictures into the library, each by itself."""
    uploader(request.member)
    form = _upload_form(request)
    if not form.is_valid():
        return _page(request, form)
    added = _added(request, form)
    _tell(request, added)
    if len(added) == 1:
        return redirect("asset", added[0].asset.public_id)
    return redirect("assets")


@for_staff
@require_POST
def add_a_film(request: StaffRequest) -> HttpResponse:
    """Put a film into the library."""
    uploader(request.member)
    form = _film_form(request, posted=True)
    if not form.is_valid():
        return _page(request, _upload_form(request, posted=False), form)
    upload = form.cleaned_data["film"]
    try:
        added = add_film(
            member=request.member,
            upload=upload,
            file_name=upload.name,
            department=form.chosen_department(),
        )
    except Refused as refused:
        form.add_error("film", refused.for_staff)
        return _page(request, _upload_form(request, posted=False), form)
    _tell_of_film(request, added)
    return redirect("asset", added.asset.public_id)


def _tell_of_film(request: StaffRequest, added: Added) -> None:
    if added.new:
        said = _(
            "Film abgelegt. Er wird jetzt gelesen; Angaben und Untertitel können Sie ergänzen."
        )
        messages.success(request, said)
        return
    said = _("Diesen Film gibt es schon: „%(title)s“. Er bleibt einmal abgelegt.")
    messages.info(request, said % {"title": added.asset.name})


def _film_form(request: StaffRequest, *, posted: bool = False) -> FilmForm:
    return FilmForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        departments=departments_to_write(request.member),
    )


def _upload_form(request: StaffRequest, *, posted: bool = True) -> UploadForm:
    posted = posted and request.method == "POST"
    return UploadForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        departments=departments_to_write(request.member),
    )


def _added(request: StaffRequest, form: UploadForm) -> list[Added]:
    """Add what can be added; for the rest the reason is told with the name of its file."""
    added = []
    for file in form.uploads():
        try:
            added.append(
                add_picture(
                    member=request.member,
                    content=bounded(file.size, file.read),
                    file_name=file.name or "",
                    department=form.chosen_department(),
                )
            )
        except Refused as refused:
            name = (file.name or "")[:80]
            messages.error(request, f"{name}: {refused.for_staff}")
    return added


def _tell(request: StaffRequest, added: Sequence[Added]) -> None:
    new = sum(one.new for one in added)
    if new:
        said = ngettext("%(number)d Bild abgelegt.", "%(number)d Bilder abgelegt.", new)
        messages.success(request, said % {"number": new})
    for one in added:
        if not one.new:
            said = _("Dieses Bild gibt es schon: „%(title)s“. Es bleibt einmal abgelegt.")
            messages.info(request, said % {"title": one.asset.name})


def _page(
    request: StaffRequest, form: UploadForm, film_form: FilmForm | None = None
) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    only = request.GET.get("nur", "")
    only = only if only in FILTERS else ""
    today = in_town_time(now()).date()
    found = assets(words=words, only=only, today=today)
    page = Paginator(found, ROWS).get_page(request.GET.get("seite"))
    context: dict[str, Any] = {
        "form": form,
        "film_form": film_form or _film_form(request),
        "page": page,
        "rows": [{"asset": one, "word": standing_of(one, today)} for one in _shown(page)],
        "words": words,
        "only": only,
        "chips": _chips(only, words),
        "may_write": may_write_anywhere(request.member.rights),
    }
    return render(request, "library/overview.html", context)


def _shown(page: Any) -> list[Asset]:
    return list(page.object_list)


def _chips(only: str, words: str) -> list[Chip]:
    labels = {
        "": _("alle"),
        "filme": _("Filme"),
        "dokumente": _("Dokumente"),
        "offen": _("Angaben fehlen"),
        "ende": _("läuft ab oder gesperrt"),
        "aussortiert": _("aussortiert"),
    }
    return [
        Chip(
            label=label,
            url=f"{reverse('assets')}?{urlencode({'nur': key, **({'q': words} if words else {})})}",
            active=key == only,
        )
        for key, label in labels.items()
    ]
