"""The register of channels: what was laid down about one, changing it, reviewing it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.channels.access import channel_to_read, may_keep, register_entry_to_keep
from ausrufer.channels.actions import keep_register, review_channel
from ausrufer.channels.concept.answers import answers_of, open_words
from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.policy import is_due
from ausrufer.channels.queries import manifest_of, register_entry
from ausrufer.channels.web.register_forms import RegisterForm, ReviewForm
from ausrufer.channels.words import REGISTER_FIELDS
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.policy import may_administer_channels
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def register(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What was laid down about a channel, for everybody of the house."""
    entry = register_entry(channel_to_read(request.member, public_id))
    return _page(request, entry, ReviewForm(entry=entry, today=_today()))


@for_staff
def change_register(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change what was laid down."""
    entry = register_entry_to_keep(request.member, public_id)
    form = RegisterForm(request.POST or None, entry=entry, today=_today())
    if request.method == "POST" and form.is_valid() and _kept(request, form, entry):
        messages.success(request, _("Das Register ist gespeichert."))
        return redirect("register", entry.channel.public_id)
    context = {"form": form, "channel": entry.channel}
    return render(request, "channels/register_form.html", context)


@for_staff
@require_POST
def review(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Write down what a review found."""
    entry = register_entry_to_keep(request.member, public_id)
    form = ReviewForm(request.POST, entry=entry, today=_today())
    if form.is_valid() and _reviewed(request, form, entry):
        messages.success(request, _("Die Überprüfung ist festgehalten."))
        return redirect("register", entry.channel.public_id)
    return _page(request, entry, form)


def _page(request: StaffRequest, entry: RegisterEntry, form: ReviewForm) -> HttpResponse:
    manifest = manifest_of(entry.channel)
    context = {
        "entry": entry,
        "channel": entry.channel,
        "manifest": manifest,
        "answers": answers_of(entry, own_ground=manifest.own_ground),
        "open": open_words(entry, own_ground=manifest.own_ground),
        "due": is_due(entry.next_review_on, _today()),
        "form": form,
        "may_keep": may_keep(request.member, entry),
        "may_administer": may_administer_channels(request.member.rights),
    }
    return render(request, "channels/register.html", context)


def _kept(request: StaffRequest, form: RegisterForm, entry: RegisterEntry) -> bool:
    changes = {name: form.cleaned_data[name] for name in REGISTER_FIELDS}
    try:
        keep_register(
            member=request.member,
            channel=entry.channel,
            version=form.cleaned_data["version"],
            changes=changes,
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    return True


def _reviewed(request: StaffRequest, form: ReviewForm, entry: RegisterEntry) -> bool:
    try:
        review_channel(
            member=request.member,
            channel=entry.channel,
            version=form.cleaned_data["version"],
            note=form.cleaned_data["note"],
            next_on=form.cleaned_data["next_on"],
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    return True


def _today() -> date:
    return in_town_time(now()).date()
