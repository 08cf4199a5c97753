"""Taking a channel out of use and putting it back: what that does to what waits."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.channels.access import channel_to_administer
from ausrufer.channels.actions import put_back_into_use, take_out_of_use
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import manifest_of
from ausrufer.delivery.queries import waiting_on
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


class ReasonForm(forms.Form):
    """Why a channel changes its use."""

    reason = forms.CharField(
        label=gettext_lazy("Warum?"),
        help_text=gettext_lazy("Steht im Protokoll."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@for_staff
def channel_use(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say what happens to what waits, ask for the reason, then do it."""
    channel = channel_to_administer(request.member, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _changed(request, form, channel):
        return redirect("channel", channel.public_id)
    waiting, letters = waiting_on(channel)
    context = {
        "form": form,
        "channel": channel,
        "manifest": manifest_of(channel),
        "waiting": waiting,
        "letters": letters,
    }
    return render(request, "desk/channel_use.html", context)


def _changed(request: StaffRequest, form: ReasonForm, channel: Channel) -> bool:
    change = take_out_of_use if channel.active else put_back_into_use
    said = _("Der Kanal ist außer Betrieb.") if channel.active else _("Der Kanal ist in Betrieb.")
    try:
        change(actor=request.member.actor, channel=channel, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    messages.success(request, said)
    return True
