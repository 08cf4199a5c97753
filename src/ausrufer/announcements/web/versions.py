"""Earlier versions of a message: look, compare, take back; and who else is writing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.access import announcement_to_read, announcement_to_write
from ausrufer.announcements.actions.keeping import note_presence
from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.models import Announcement, AnnouncementVersion
from ausrufer.announcements.queries import others_writing, versions_of
from ausrufer.announcements.snapshot import Snapshot
from ausrufer.announcements.states import CAN_BE_CHANGED
from ausrufer.announcements.web.changes import changes_between
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.policy import may_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 25
PRESENT_FOR = timedelta(seconds=70)  # an open page reports every twenty seconds


@for_staff
@require_safe
def versions(request: StaffRequest, public_id: UUID, number: int | None = None) -> HttpResponse:
    """Show the kept versions, and what changed since one of them."""
    announcement = announcement_to_read(request.member, public_id)
    kept = versions_of(announcement)
    newest = kept.first()
    chosen = kept.filter(number=number).first() if number is not None else None
    if number is not None and chosen is None:
        raise Http404
    context = {
        "announcement": announcement,
        "page": Paginator(kept, ROWS).get_page(request.GET.get("seite")),
        "newest": newest,
        "version": chosen,
        "changes": _since(chosen, newest),
        "may_restore": chosen not in (None, newest) and _may_change(request, announcement),
    }
    return render(request, "announcements/versions.html", context)


@for_staff
@require_POST
def restore(request: StaffRequest, public_id: UUID, number: int) -> HttpResponse:
    """Make an earlier version the draft."""
    announcement = announcement_to_write(request.member, public_id)
    try:
        restore_version(
            member=request.member,
            announcement=announcement,
            number=number,
            version=_number(request.POST.get("version")),
        )
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect(reverse("version", args=[public_id, number]))
    messages.success(
        request,
        _("Stand %(number)d ist wiederhergestellt. Der Text davor bleibt unter „Frühere Stände“.")
        % {"number": number},
    )
    return redirect(reverse("change_announcement", args=[public_id]))


@for_staff
@require_POST
def present(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Note that the page is open, and tell who else has it open or saved since."""
    announcement = announcement_to_write(request.member, public_id)
    seen = _number(request.POST.get("version"))
    context = {"announcement": announcement, **company(request, announcement, seen=seen)}
    return render(request, "announcements/company.html", context)


def company(request: StaffRequest, announcement: Announcement, *, seen: int) -> dict[str, Any]:
    """Return who else is writing, and what others saved since version `seen`; notes the visit."""
    me = request.member
    note_presence(member=me, announcement=announcement)
    others = others_writing(announcement, member_id=me.pk, since=now() - PRESENT_FOR)
    saved = versions_of(announcement).filter(number__gt=seen).exclude(member=me)
    return {"others": others, "overtaken_by": saved.first()}


def _since(chosen: AnnouncementVersion | None, newest: AnnouncementVersion | None) -> Any:
    if chosen is None or newest is None:
        return []
    return changes_between(Snapshot.from_json(chosen.snapshot), Snapshot.from_json(newest.snapshot))


def _may_change(request: StaffRequest, announcement: Announcement) -> bool:
    writes = may_write(request.member.rights, announcement.department_id)
    return writes and announcement.state in CAN_BE_CHANGED


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
