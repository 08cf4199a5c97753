"""The second factor: asked of everybody, set up by each, reset where it got lost."""

from datetime import date, datetime, time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ausrufer.design.forms import DayInput
from ausrufer.design.parts import Crumb
from ausrufer.foundation.clock import from_town_time, in_town_time
from ausrufer.organisations.access import administrator_of_people, member_to_administer
from ausrufer.organisations.actions import second_factor as actions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import SingleSignOn
from ausrufer.organisations.queries import members_without_second_factor, must_set_up_second_factor
from ausrufer.organisations.web.staff import StaffRequest, for_staff


class RulesForm(forms.Form):
    """From when on a second factor is asked for."""

    required = forms.BooleanField(label=gettext_lazy("Zweiter Schritt ist Pflicht"), required=False)
    since = forms.DateField(
        label=gettext_lazy("Ab welchem Tag?"),
        required=False,
        widget=DayInput(),
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))],
        help_text=gettext_lazy(
            "Ab 0 Uhr dieses Tages kommt niemand mehr ohne zweiten Schritt an die Arbeit."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the day where it is needed."""
        given = super().clean() or {}
        if given.get("required") and "since" in given and not given["since"]:
            self.add_error("since", _("Bitte nennen Sie den Tag, ab dem es gilt."))
        return given

    @property
    def moment(self) -> datetime | None:
        """The moment from which it holds; None where it is left to everybody."""
        if not self.cleaned_data["required"]:
            return None
        return from_town_time(datetime.combine(self.cleaned_data["since"], time.min))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: StaffRequest) -> HttpResponse:
    """Show administrators who has no second factor; posted, ask for it or not."""
    administrator_of_people(request.member)
    since = request.member.organisation.second_factor_from
    initial = {"required": since is not None, "since": since and in_town_time(since).date()}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.require_second_factor(member=request.member, since=form.moment)
        except Refused as refused:
            form.add_error("required", refused.for_staff)
        else:
            messages.success(request, _("Die Regel ist gespeichert."))
            return redirect("log_in_rules")
    context = {
        "form": form,
        "since": since,
        "directory": SingleSignOn.objects.first(),
        "without": members_without_second_factor(),
        "crumbs": [Crumb(_("Menschen"), "../"), Crumb(_("Regeln der Anmeldung"))],
    }
    return render(request, "desk/log_in_rules.html", context)


@for_staff
@require_safe
@never_cache
def required(request: StaffRequest) -> HttpResponse:
    """Explain why nothing else opens, and lead to setting it up."""
    if not must_set_up_second_factor(request.member):
        return redirect("today")
    return render(request, "desk/second_factor.html")


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Removing a passkey, but not the last second factor where one is asked for."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove it, or say why it stays."""
        if get_adapter().can_delete_authenticator(self.get_object()):
            removed: HttpResponse = super().form_valid(form)
            return removed
        said = _(
            "Ihre Organisation verlangt einen zweiten Schritt. Richten Sie erst einen neuen ein."
        )
        messages.error(self.request, said)
        return redirect("mfa_list_webauthn")


@for_staff
@require_POST
def reset(request: StaffRequest, member_id: int) -> HttpResponse:
    """Take a lost second factor off a colleague's log-in."""
    colleague = member_to_administer(request.member, member_id)
    try:
        actions.reset_second_factor(member=request.member, colleague=colleague)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        said = _("%(name)s meldet sich jetzt mit dem Passwort an und richtet den Schritt neu ein.")
        messages.success(request, said % {"name": colleague.name})
    return redirect("person", member_id)
