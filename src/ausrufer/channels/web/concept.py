"""The usage concept of the organisation: as a page, as PDF and ODT, and what holds for all."""

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.channels.access import administrator_of_channels, reader
from ausrufer.channels.actions import change_concept_frame
from ausrufer.channels.concept import pdf
from ausrufer.channels.concept.content import Concept
from ausrufer.channels.concept.writing import LANGUAGE, usage_concept
from ausrufer.channels.queries import concept_frame
from ausrufer.channels.web.register_forms import ConceptForm
from ausrufer.channels.words import CONCEPT_FIELDS
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.policy import may_administer_channels
from ausrufer.organisations.web.staff import StaffRequest, for_staff


def _as_odt(concept: Concept) -> bytes:
    # odfdo and lxml take 8 MB, for a file that is wanted a few times a year
    from ausrufer.channels.concept.odt import as_odt

    return as_odt(concept)


_ODT = "application/vnd.oasis.opendocument.text"
_KINDS: Mapping[str, tuple[str, Callable[[Concept], bytes]]] = {
    "pdf": (pdf.MEDIA_TYPE, pdf.as_pdf),
    "odt": (_ODT, _as_odt),
}


@for_staff
@require_safe
def concept(request: StaffRequest) -> HttpResponse:
    """The concept as a page, and what is still open in it."""
    written = _written(request)
    context = {
        "concept": written,
        "language": LANGUAGE,
        "may_administer": may_administer_channels(request.member.rights),
    }
    return render(request, "channels/concept.html", context)


@for_staff
@require_safe
def download(request: StaffRequest, kind: str) -> HttpResponse:
    """The concept as a file."""
    if kind not in _KINDS:
        raise Http404
    media_type, draw = _KINDS[kind]
    written = _written(request)
    try:
        content = draw(written)
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect("concept")
    name = f"nutzungskonzept-{request.member.organisation.slug}-{written.as_of:%Y-%m-%d}.{kind}"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@for_staff
def change_frame(request: StaffRequest) -> HttpResponse:
    """Change what holds for all channels."""
    member = administrator_of_channels(request.member)
    form = ConceptForm(request.POST or None, frame=concept_frame(member.organisation))
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect("concept")
    return render(request, "channels/concept_form.html", {"form": form})


def _written(request: StaffRequest) -> Concept:
    member = reader(request.member)
    return usage_concept(member.organisation, _today())


def _changed(request: StaffRequest, form: ConceptForm) -> bool:
    changes = {name: form.cleaned_data[name] for name in CONCEPT_FIELDS}
    try:
        change_concept_frame(
            member=request.member, version=form.cleaned_data["version"], changes=changes
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    return True


def _today() -> date:
    return in_town_time(now()).date()
