"""The captions of a film on the desk: adding and removing them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.library.access import asset_to_keep
from ausrufer.library.actions import add_captions, remove_captions
from ausrufer.library.web.film_forms import CaptionsForm, first_mistake
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_POST
def add(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Keep captions in a language, in place of those before."""
    asset = asset_to_keep(request.member, public_id)
    form = CaptionsForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, first_mistake(form))
        return redirect("asset", asset.public_id)
    try:
        add_captions(
            member=request.member,
            asset=asset,
            language=form.cleaned_data["language"],
            content=form.content(),
        )
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Die Untertitel sind abgelegt."))
    return redirect("asset", asset.public_id)


@for_staff
@require_POST
def remove(request: StaffRequest, public_id: UUID, language: str) -> HttpResponse:
    """Take the captions of a language away."""
    asset = asset_to_keep(request.member, public_id)
    remove_captions(member=request.member, asset=asset, language=language)
    messages.success(request, _("Die Untertitel sind entfernt."))
    return redirect("asset", asset.public_id)
