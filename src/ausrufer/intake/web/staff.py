"""Where a channel's platform calls the house, for those who set up channels."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.channels.queries import manifest_of
from ausrufer.intake.access import channel_to_be_called
from ausrufer.intake.queries import LATEST, calls_of, words_of
from ausrufer.intake.receiving import KEPT_FOR, delete_address, make_address
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@never_cache  # it shows a secret
@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show what is entered at the platform and when it called; posted, make a new address."""
    channel = channel_to_be_called(request.member, public_id)
    if request.method == "POST":
        make_address(actor=request.member.actor, channel=channel)
        messages.success(request, _("Die Rückrufadresse ist angelegt."))
        return redirect("webhook_address", channel.public_id)
    words = words_of(channel)
    context = {
        "channel": channel,
        "manifest": manifest_of(channel),
        "words": words,
        "url": settings.BASE_URL + reverse("webhook", args=[words.key]) if words else "",
        "calls": calls_of(channel),
        "latest": LATEST,
        "days": KEPT_FOR.days,
    }
    return render(request, "intake/address.html", context)


@for_staff
@require_POST
def remove(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Delete the address and what is known of calls."""
    channel = channel_to_be_called(request.member, public_id)
    delete_address(actor=request.member.actor, channel=channel)
    messages.success(request, _("Die Rückrufadresse ist gelöscht."))
    return redirect("webhook_address", channel.public_id)
