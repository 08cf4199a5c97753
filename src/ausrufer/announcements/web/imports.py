"""Reading a feed of the town's website into drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.actions import imports
from ausrufer.announcements.web.forms.feed import ImportForm
from ausrufer.intake.access import feed_to_administer
from ausrufer.intake.actions import stop_polling
from ausrufer.intake.models import Feed
from ausrufer.intake.queries import feeds
from ausrufer.library.actions import bounded
from ausrufer.organisations.access import department_to_write
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer, may_write
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def import_feed(request: StaffRequest) -> HttpResponse:
    """Read a feed now; show what came of it."""
    posted = request.POST if request.method == "POST" else None
    departments = departments_to_write(request.member)
    form = ImportForm(posted, request.FILES or None, departments=departments)
    context = {
        "form": form if departments else None,
        "report": _imported(request, form) if posted is not None else None,
        "feeds": [(one, _may_stop(request.member, one)) for one in feeds()],
    }
    return render(request, "announcements/import.html", context)


@for_staff
@require_POST
def stop(request: StaffRequest, feed_id: int) -> HttpResponse:
    """Read a feed no longer."""
    stop_polling(actor=request.member.actor, feed=feed_to_administer(request.member, feed_id))
    messages.success(request, _("Der Feed wird nicht mehr gelesen."))
    return redirect("import_feed")


def _may_stop(member: Member, feed: Feed) -> bool:
    return may_administer(member.rights) or may_write(member.rights, feed.department_id)


def _imported(request: StaffRequest, form: ImportForm) -> imports.ImportReport | None:
    if not form.is_valid():
        return None
    try:
        return _import(request, form)
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return None


def _import(request: StaffRequest, form: ImportForm) -> imports.ImportReport:
    given = form.cleaned_data
    department = department_to_write(request.member, given["department"])
    actor = request.member.actor
    if given["url"]:
        return imports.import_from_address(
            actor=actor, department=department, address=given["url"], polled=given["polled"]
        )
    file = given["file"]
    return imports.import_from_content(
        actor=actor,
        department=department,
        content=bounded(file.size, file.read),
        content_type="",
    )
