"""Ordering, confirming and ending a newsletter, for residents. Looking never changes anything."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.subscriptions import actions, consent
from ausrufer.subscriptions.access import (
    newsletter,
    newsletters_at,
    subscription_to_confirm,
    subscription_to_end,
)
from ausrufer.subscriptions.errors import AddressUnfit, LinkSpent, NoNewsletter, TooManyRequests
from ausrufer.subscriptions.web.client import client_of
from ausrufer.subscriptions.web.forms import OrderForm
from ausrufer.subscriptions.web.pages import for_residents, host_of, page, refusal

_look_or_do = require_http_methods(["GET", "HEAD", "POST"])


@for_residents
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the newsletters of this site; a single one at once."""
    found = newsletters_at(host_of(request))
    if len(found) == 1:
        return _order_page(request, found[0], OrderForm())
    return page(request, "overview", newsletters=found)


@for_residents
@_look_or_do
def subscribe(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the order form, or take an order; the answer is the same for every address."""
    try:
        channel = newsletter(public_id)
    except NoNewsletter as missing:
        return refusal(request, missing, status=404)
    if request.method != "POST":
        return _order_page(request, channel, OrderForm())
    return _take_order(request, channel, OrderForm(request.POST))


@for_residents
@require_safe
def requested(request: HttpRequest) -> HttpResponse:
    """Tell what happens next."""
    return page(request, "requested")


@for_residents
@_look_or_do
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, and confirm once it is pressed: programs that test links do not press it."""
    try:
        subscription = subscription_to_confirm(token)
        with within_organisation(subscription.organisation_id):
            if request.method == "POST":
                actions.confirm(subscription)
    except LinkSpent as spent:
        return refusal(request, spent, status=410)
    name = "confirmed" if request.method == "POST" else "confirm"
    return page(request, name, channel=subscription.channel)


@for_residents
@_look_or_do
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or end the subscription: by the button or by a mail program (RFC 8058)."""
    try:
        subscription = subscription_to_end(token)
    except LinkSpent as spent:
        return refusal(request, spent, status=404)
    with within_organisation(subscription.organisation_id):
        if request.method == "POST":
            actions.end(subscription)
    name = "ended" if request.method == "POST" else "end"
    return page(request, name, channel=subscription.channel)


def _take_order(request: HttpRequest, channel: Channel, form: OrderForm) -> HttpResponse:
    if not form.is_valid():
        return _order_page(request, channel, form, status=422)
    try:
        with within_organisation(channel.organisation_id):
            actions.request_subscription(
                channel=channel, address=form.cleaned_data["address"], client=client_of(request)
            )
    except AddressUnfit as unfit:
        form.add_error("address", unfit.for_reader)
        return _order_page(request, channel, form, status=422)
    except TooManyRequests as many:
        return refusal(request, many, status=429)
    return HttpResponseRedirect(reverse("subscriptions:requested"), status=303)


def _order_page(
    request: HttpRequest, channel: Channel, form: OrderForm, *, status: int = 200
) -> HttpResponse:
    wording = consent.wording(newsletter=channel.name, organisation=channel.organisation.name)
    return page(request, "order", status=status, channel=channel, form=form, consent=wording)
