"""What the town's website changed since a message was read from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.imports import dismiss_source_changes, take_source_changes
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.web.shown import address
from ausrufer.intake.feeds import differences
from ausrufer.intake.wire import from_json
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_POST
def source_changes(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take over or dismiss what the town's website changed."""
    announcement = announcement_to_write(request.member, public_id)
    settle = _take if request.POST.get("word") == "take" else _dismiss
    try:
        messages.success(request, settle(request, announcement))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


def source_difference(announcement: Announcement) -> Any:
    """Return the fields that differ between the source as read and as it is now, or None."""
    if announcement.receipt is None or announcement.newer_receipt is None:
        return None
    return differences(
        from_json(announcement.receipt.content), from_json(announcement.newer_receipt.content)
    )


def _take(request: StaffRequest, announcement: Announcement) -> str:
    take_source_changes(
        member=request.member, announcement=announcement, version=announcement.version
    )
    return _("Die Änderungen der Quelle sind übernommen.")


def _dismiss(request: StaffRequest, announcement: Announcement) -> str:
    dismiss_source_changes(member=request.member, announcement=announcement)
    return _("Die Mitteilung bleibt, wie sie ist.")
