"""Reading a plan in: upload, say which column is what, look, do it."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.actions import plan_import
from ausrufer.announcements.actions.plan_import import Fate, Outcome
from ausrufer.announcements.plan_access import upload_of
from ausrufer.announcements.planning.table import Table
from ausrufer.announcements.web.calendar.choice import today
from ausrufer.announcements.web.forms.plan_import import ColumnsForm, PlanFileForm, initial_of
from ausrufer.announcements.web.rough_days import said_rough
from ausrufer.announcements.web.words import Word
from ausrufer.design.tones import Tone
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 100


@for_staff
def upload(request: StaffRequest) -> HttpResponse:
    """Take a file."""
    if not may_write_anywhere(request.member.rights):
        raise NotForYou
    posted = request.POST if request.method == "POST" else None
    offices = departments_to_write(request.member)
    form = PlanFileForm(
        posted, request.FILES or None, departments=offices, initial={"year": today().year}
    )
    if posted is not None and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = plan_import.upload_plan(
                member=request.member,
                department=form.department_chosen(),
                content=file.read(),
                file_name=file.name or "",
                year=form.cleaned_data["year"],
            )
        except Refused as refused:
            form.add_error("file", refused.for_staff)
        else:
            return redirect("look_at_plan", kept.public_id)
    return render(request, "announcements/plan/upload.html", {"form": form})


@for_staff
def look(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show what would happen; change which column is what."""
    kept = upload_of(request.member, public_id)
    table = plan_import.table_of(kept)
    posted = request.POST if request.method == "POST" else None
    offices = departments_to_write(request.member)
    form = ColumnsForm(posted, departments=offices, table=table, initial=initial_of(kept))
    if posted is not None and form.is_valid():
        plan_import.assign_columns(
            upload=kept,
            assigned=form.assigned(),
            department=form.department_chosen(),
            year=form.cleaned_data["year"],
        )
        return redirect("look_at_plan", public_id)
    judged = plan_import.outcomes(member=request.member, upload=kept, table=table)
    context = {"form": form, "upload": kept, **_shown(request, table, judged)}
    return render(request, "announcements/plan/look.html", context)


@for_staff
@require_POST
def do(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Read the plan in as it was shown."""
    kept = upload_of(request.member, public_id)
    try:
        counted = plan_import.read_in(member=request.member, upload=kept)
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect("plan")
    said = _("„%(file)s“ ist eingelesen: %(new)d neue Ideen, %(changed)d geändert.")
    values = {"file": kept.file_name, "new": counted[Fate.NEW], "changed": counted[Fate.CHANGED]}
    messages.success(request, said % values)
    return redirect("plan")


def _shown(request: StaffRequest, table: Table, judged: list[Outcome]) -> dict[str, Any]:
    words, counted = _words(), Counter(one.fate for one in judged)
    # what must be mended stands first; the file's order stays
    ordered = sorted(judged, key=lambda one: one.fate is not Fate.TROUBLE)
    page = Paginator(ordered, ROWS).get_page(request.GET.get("seite"))
    return {
        "page": page,
        "rows": [(one, words[one.fate], said_rough(one.found.rough)) for one in page.object_list],
        "counts": [(words[fate], counted[fate]) for fate in Fate if counted[fate]],
        "to_do": counted[Fate.NEW] + counted[Fate.CHANGED],
        "columns": table.columns,
    }


def _words() -> dict[Fate, Word]:
    return {
        Fate.NEW: Word(_("neu"), Tone.SUCCESS, "add"),
        Fate.CHANGED: Word(_("wird angepasst"), Tone.INFO, "difference"),
        Fate.SAME: Word(_("schon da"), Tone.NEUTRAL, "check"),
        Fate.TOUCHED: Word(_("in Arbeit, bleibt"), Tone.NEUTRAL, "edit"),
        Fate.DROPPED: Word(_("verworfen, bleibt"), Tone.NEUTRAL, "block"),
        Fate.TWICE: Word(_("doppelt in der Datei"), Tone.NEUTRAL, "content-copy"),
        Fate.PAST: Word(_("vorbei, wird ausgelassen"), Tone.NEUTRAL, "history"),
        Fate.TROUBLE: Word(_("bitte ändern"), Tone.WARNING),
    }
