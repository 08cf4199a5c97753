"""The browsers in which a person is told while no page of the desk is open."""

from base64 import urlsafe_b64decode
from binascii import Error
from pathlib import Path
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.staticfiles.finders import find
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ausrufer.notices.access import own_device
from ausrufer.notices.actions.wishes import forget_device, keep_device
from ausrufer.notices.sending.push import allowed
from ausrufer.organisations.web.devices import said_device
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_POINT, _SECRET = 65, 16  # bytes: an uncompressed point of P-256, and what RFC 8291 asks for


class DeviceForm(forms.Form):
    """What a browser says of itself; a script fills it in."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=100, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_endpoint(self) -> str:
        """Refuse what cannot be a push service."""
        given: str = self.cleaned_data["endpoint"]
        try:
            fits = given.isascii() and allowed(given)
        except ValueError:
            fits = False
        if not fits:
            raise forms.ValidationError(_("Diese Adresse ist kein Push-Dienst."))
        return given

    def clean_p256dh(self) -> str:
        """Refuse what is no public key."""
        return _of_length(self.cleaned_data["p256dh"], _POINT)

    def clean_auth(self) -> str:
        """Refuse what is no secret."""
        return _of_length(self.cleaned_data["auth"], _SECRET)


@for_staff
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Remember this browser."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        messages.error(
            request,
            _(
                "Dieser Browser hat keine brauchbare Anmeldung geschickt. "
                "Bitte versuchen Sie es neu."
            ),
        )
        return redirect("notice_wishes")
    given = form.cleaned_data
    keep_device(
        member=request.member,
        endpoint=given["endpoint"],
        keys=given,
        label=said_device(request.headers.get("user-agent", "")),
    )
    messages.success(request, _("Dieser Browser zeigt ab jetzt Hinweise."))
    return redirect("notice_wishes")


@for_staff
@require_POST
def remove(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Tell nobody in that browser any more."""
    forget_device(device=own_device(request.member, public_id))
    messages.success(request, _("Dieser Browser zeigt keine Hinweise mehr."))
    return redirect("notice_wishes")


@require_safe
@never_cache
def receiver(request: StaffRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """Return the script that shows notices; from here, since it may reach only what lies below."""
    path = find("notices/receiver.js")
    if not isinstance(path, str):
        raise Http404
    return HttpResponse(Path(path).read_bytes(), content_type="text/javascript")


def _of_length(given: str, wanted: int) -> str:
    try:
        found = urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except (Error, ValueError):
        found = b""
    if len(found) != wanted:
        raise forms.ValidationError(_("Der Schlüssel dieses Browsers ist unbrauchbar."))
    return given
