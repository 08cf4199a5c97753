"""A person's word on deliveries that cannot go on by themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_read
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.web.shown import address
from ausrufer.delivery.access import delivery_to_decide
from ausrufer.delivery.actions import decide_unclear, try_again
from ausrufer.delivery.models import Delivery
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_POST
def retry(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Send a failed delivery once more, on a person's word."""
    announcement, delivery = _to_decide(request, public_id, key)
    try:
        try_again(actor=request.member.actor, delivery=delivery)
        messages.success(request, _("Wird erneut gesendet."))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


@for_staff
@require_POST
def settle_unclear(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Take a person's word on what became of an unclear delivery."""
    announcement, delivery = _to_decide(request, public_id, key)
    word = request.POST.get("word", "")
    arrived, resend = word == "arrived", word == "resend"
    try:
        decide_unclear(
            actor=request.member.actor, delivery=delivery, arrived=arrived, resend=resend
        )
        messages.success(request, _("Ihre Angabe ist vermerkt."))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(address(announcement))


def _to_decide(request: StaffRequest, public_id: UUID, key: UUID) -> tuple[Announcement, Delivery]:
    announcement = announcement_to_read(request.member, public_id)
    delivery = delivery_to_decide(
        request.member, key, subject=announcement.subject, department_id=announcement.department_id
    )
    return announcement, delivery
