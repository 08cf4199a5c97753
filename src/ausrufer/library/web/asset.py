"""One picture: what is known of it, its focal point, where it is in use."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.access import asset_to_keep, asset_to_read
from ausrufer.library.actions import keep_details, put_back, retire, set_focus
from ausrufer.library.models import Asset
from ausrufer.library.policy import CONSENT_WORDS, LICENCE_WORDS, Consent, Licence, may_keep
from ausrufer.library.states import AssetState
from ausrufer.library.uses import uses_of
from ausrufer.library.web.film_forms import LANGUAGES, CaptionsForm
from ausrufer.library.web.forms import DetailsForm, FocusForm, RetireForm
from ausrufer.library.web.shapes import shapes_of
from ausrufer.library.web.words import in_minutes, standing_of
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def show(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show a picture with everything about it."""
    return _page(request, asset_to_read(request.member, public_id))


@for_staff
@require_safe
def state(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Return how far the reading of a film is; 204 as long as it goes on."""
    asset = asset_to_read(request.member, public_id)
    if asset.state == AssetState.READING:
        return HttpResponse(status=204)
    return render(request, "library/reading.html", {"asset": asset})


@for_staff
@require_POST
def keep(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Store what people say about a picture."""
    asset = asset_to_keep(request.member, public_id)
    posted = request.POST.copy()
    form = _details(request, asset, posted)
    if form.is_valid():
        try:
            keep_details(
                member=request.member,
                asset=asset,
                version=form.cleaned_data["version"] or 0,
                details=form.details(),
            )
        except Refused as refused:
            form.add_error(None, refused.for_staff)
            asset.refresh_from_db()
            posted["version"] = str(asset.version)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("asset", asset.public_id)
    return _page(request, asset, form=form)


@for_staff
@require_POST
def focus(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say which point of a picture must stay visible."""
    asset = asset_to_keep(request.member, public_id)
    form = FocusForm(request.POST)
    if form.is_valid():
        return _done(
            request,
            asset,
            lambda: set_focus(member=request.member, asset=asset, focus=form.focus()),
            _("Der Bildmittelpunkt ist gesetzt."),
        )
    return _page(request, asset, focus_form=form)


@for_staff
@require_POST
def sort_out(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a picture no longer."""
    asset = asset_to_keep(request.member, public_id)
    form = RetireForm(request.POST)
    if form.is_valid():
        return _done(
            request,
            asset,
            lambda: retire(member=request.member, asset=asset, reason=form.cleaned_data["reason"]),
            _("Der Eintrag ist aussortiert und wird nicht mehr angeboten."),
        )
    return _page(request, asset, retire_form=form)


@for_staff
@require_POST
def take_up(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a picture again."""
    asset = asset_to_keep(request.member, public_id)
    return _done(
        request,
        asset,
        lambda: put_back(member=request.member, asset=asset),
        _("Der Eintrag wird wieder angeboten."),
    )


def _done(request: StaffRequest, asset: Asset, act: Callable[[], Asset], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, said)
    return redirect("asset", asset.public_id)


def _page(
    request: StaffRequest,
    asset: Asset,
    *,
    form: DetailsForm | None = None,
    focus_form: FocusForm | None = None,
    retire_form: RetireForm | None = None,
) -> HttpResponse:
    point = {"x": round(asset.focus_x * 100), "y": round(asset.focus_y * 100)}
    context: dict[str, Any] = {
        "asset": asset,
        "word": standing_of(asset, in_town_time(now()).date()),
        "uses": uses_of([asset]).get(asset.pk, []),
        "form": form or _details(request, asset, None),
        "focus_form": focus_form or FocusForm(initial=point),
        "retire_form": retire_form or RetireForm(),
        "shapes": shapes_of(asset) if asset.is_picture else [],
        "cross": {
            "x": round(asset.focus_x * asset.width),
            "y": round(asset.focus_y * asset.height),
        },
        "facts": _facts(asset),
        "captions": [
            {"language": one.language, "name": LANGUAGES.get(one.language, one.language)}
            for one in asset.captions.all()
        ],
        "captions_form": CaptionsForm(),
        "length": in_minutes(asset.seconds or 0),
        "ring": max(1, round(min(asset.width, asset.height) * 0.06)),
        "may_keep": may_keep(request.member.rights, asset.department_id),
    }
    return render(request, "library/asset.html", context)


def _facts(asset: Asset) -> list[tuple[str, object]]:
    """Return what is known of a picture for those who only read."""
    told: list[tuple[str, object]] = [
        (_("Alternativtext"), asset.alt_text),
        (_("Was steht im Bild?"), asset.shown_text),
        (_("Urheberin oder Urheber"), asset.author),
        (_("Nutzungsrecht"), _(LICENCE_WORDS[Licence(asset.licence)])),
        (_("Bedingungen"), asset.licence_note),
        (_("Einwilligung der abgebildeten Personen"), _(CONSENT_WORDS[Consent(asset.consent)])),
    ]
    return [(term, value) for term, value in told if value]


def _details(request: StaffRequest, asset: Asset, posted: QueryDict | None) -> DetailsForm:
    departments = departments_to_write(request.member)
    return DetailsForm(posted, asset=asset, departments=departments)
