"""The subscriptions of a newsletter, for administrators: numbers, and one address at a time.

There is no list of readers on purpose: nobody needs one, and what cannot be seen cannot be copied.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.channels.models import Channel
from ausrufer.organisations.web.staff import StaffRequest, for_staff
from ausrufer.subscriptions import actions, consent
from ausrufer.subscriptions.access import newsletter_to_administer, subscription_to_administer
from ausrufer.subscriptions.errors import AddressUnfit
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.queries import confirmed_count, pending_count
from ausrufer.subscriptions.web.forms import LookUpForm


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the numbers; posted with an address, also what is kept about it.

    The address travels in the body: in the address of a page it would stay in logs and histories.
    """
    channel = newsletter_to_administer(request.member, public_id)
    form = LookUpForm(request.POST or None)
    found = _look_up(request, channel, form) if form.is_valid() else None
    context = {
        "channel": channel,
        "confirmed": confirmed_count(channel.pk),
        "pending": pending_count(channel.pk),
        "form": form,
        "found": found,
        "version": consent.VERSION,
        "wording": consent.wording(newsletter=channel.name, organisation=channel.organisation.name),
    }
    return render(request, "subscriptions/staff.html", context)


@for_staff
@require_POST
def end_on_request(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """End a subscription because its reader asked for it by other ways."""
    channel = newsletter_to_administer(request.member, public_id)
    subscription = subscription_to_administer(request.member, channel, key)
    actions.end(subscription, actor=request.member.actor)
    messages.success(request, _("Das Abonnement ist beendet, die Adresse gelöscht."))
    return redirect("subscriptions:of_channel", channel.public_id)


def _look_up(
    request: StaffRequest, channel: Channel, form: LookUpForm
) -> list[Subscription] | None:
    address = form.cleaned_data["address"]
    try:
        return actions.look_up(actor=request.member.actor, channel=channel, address=address)
    except AddressUnfit as unfit:
        form.add_error("address", unfit.for_reader)
        return None
