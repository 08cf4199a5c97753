"""The channels of the organisation: overview, set-up, check, resume."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.channels import registry
from ausrufer.channels.access import administrator_of_channels, channel_to_administer
from ausrufer.channels.actions import (
    change_channel,
    note_access_report,
    resume_channel,
    set_up_channel,
)
from ausrufer.channels.asking import ask_about_access
from ausrufer.channels.contract import Manifest
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.policy import is_due
from ausrufer.channels.queries import (
    all_channels,
    is_by_hand,
    is_connected,
    manifest_of,
    needs_consent,
    opened_access,
    receives_calls,
    register_entries,
)
from ausrufer.channels.web.access_health import access_health
from ausrufer.channels.web.forms import ChannelForm
from ausrufer.channels.web.limits import said_limits
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.policy import may_administer_channels
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """All channels with their health, who is responsible and the next review."""
    today = in_town_time(now()).date()
    context = {
        "channels": [
            (
                one.channel,
                manifest_of(one.channel),
                one,
                is_due(one.next_review_on, today),
                is_by_hand(one.channel),
                access_health(one.channel),
            )
            for one in register_entries(all_channels())
        ],
        "kinds": registry.kinds(),
        "may_administer": may_administer_channels(request.member.rights),
    }
    return render(request, "channels/list.html", context)


@for_staff
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Set up a channel of one kind."""
    administrator_of_channels(request.member)
    manifest = _known(kind)
    form = ChannelForm(request.POST or None, manifest=manifest, initial={"name": _(manifest.label)})
    if request.method == "POST" and form.is_valid():
        channel = _set_up(request, form, kind)
        if channel is not None and not is_connected(channel):
            return redirect("connect_channel", channel.public_id)
        if channel is not None:
            _check(request, channel)
            return redirect("channel", channel.public_id)
    context = {
        "form": form,
        "manifest": manifest,
        "limits": said_limits(manifest, {}),
        "by_hand": registry.by_hand(kind),
    }
    return render(request, "channels/channel.html", context)


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change name and access of a channel."""
    channel = channel_to_administer(request.member, public_id)
    manifest = manifest_of(channel)
    form = ChannelForm(
        request.POST or None,
        manifest=manifest,
        stored=True,
        initial={"name": channel.name, **channel.settings},
    )
    if request.method == "POST" and form.is_valid() and _change(request, form, channel):
        if is_connected(channel):
            _check(request, channel)
        return redirect("channel", channel.public_id)
    limits = said_limits(manifest, channel.limits)
    context = {
        "form": form,
        "manifest": manifest,
        "channel": channel,
        "limits": limits,
        "by_hand": registry.by_hand(channel.kind),
        "consents": needs_consent(channel),
        "health": access_health(channel),
        "receives_calls": receives_calls(channel),
    }
    return render(request, "channels/channel.html", context)


@for_staff
@require_POST
def check(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask the platform whether the access works."""
    channel = channel_to_administer(request.member, public_id)
    _check(request, channel)
    return redirect("channel", channel.public_id)


@for_staff
@require_POST
def resume(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Let a paused channel send again."""
    channel = channel_to_administer(request.member, public_id)
    resume_channel(actor=request.member.actor, channel=channel)
    messages.success(request, _("Der Kanal sendet wieder."))
    return redirect("channel", channel.public_id)


def _known(kind: str) -> Manifest:
    try:
        return registry.manifest_to_set_up(kind)
    except KeyError as unknown:
        raise Http404 from unknown


def _set_up(request: StaffRequest, form: ChannelForm, kind: str) -> Channel | None:
    try:
        with transaction.atomic():
            return set_up_channel(
                actor=request.member.actor,
                kind=kind,
                name=form.cleaned_data["name"],
                settings=form.settings(),
                secrets=form.secrets(),
            )
    except IntegrityError:
        form.add_error("name", _("Einen Kanal mit diesem Namen gibt es schon."))
        return None


def _change(request: StaffRequest, form: ChannelForm, channel: Channel) -> bool:
    try:
        with transaction.atomic():
            change_channel(
                actor=request.member.actor,
                channel=channel,
                name=form.cleaned_data["name"],
                settings=form.settings(),
                secrets=form.secrets(),
            )
    except IntegrityError:
        form.add_error("name", _("Einen Kanal mit diesem Namen gibt es schon."))
        return False
    return True


def _check(request: StaffRequest, channel: Channel) -> None:
    if registry.by_hand(channel.kind):
        messages.success(request, _("Gespeichert. Veröffentlicht wird dort von Hand."))
        return
    try:
        report = ask_about_access(channel.kind, opened_access(channel))
    except ConnectorFailure as failure:
        messages.error(request, failure.for_staff)
        return
    note_access_report(channel=channel, report=report)
    messages.success(request, _("Der Zugang funktioniert. %(who)s") % {"who": report.account})
