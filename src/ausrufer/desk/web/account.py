"""My account: programs that act for me, and the way to password and second factor."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ausrufer.desk.web.sessions import sessions_of
from ausrufer.organisations.access import token_to_end
from ausrufer.organisations.actions import create_token, end_token
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.queries import has_second_factor, tokens_of
from ausrufer.organisations.web.middleware import SESSION_KEY
from ausrufer.organisations.web.staff import StaffRequest, for_staff

SCOPES = [
    (Scope.ANNOUNCEMENTS_READ.value, gettext_lazy("Mitteilungen lesen")),
    (Scope.ANNOUNCEMENTS_WRITE.value, gettext_lazy("Mitteilungen schreiben und einreichen")),
    (Scope.APPROVALS_DECIDE.value, gettext_lazy("Freigaben erteilen")),
    (Scope.DELIVERIES_READ.value, gettext_lazy("Auslieferungen lesen")),
    (Scope.CHANNELS_READ.value, gettext_lazy("Kanäle lesen")),
    (Scope.FEEDS_IMPORT.value, gettext_lazy("Feeds einlesen")),
]


class TokenForm(forms.Form):
    """A new access for a program."""

    label = forms.CharField(
        label=gettext_lazy("Wofür?"),
        help_text=gettext_lazy("Zum Beispiel: Übernahme aus der Fachanwendung."),
        max_length=80,
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Darf"), choices=SCOPES, widget=forms.CheckboxSelectMultiple
    )


@for_staff
@require_safe
@never_cache
def logged_in(request: StaffRequest) -> HttpResponse:
    """Give a page that outlived its log-in the token with which it may save again."""
    return JsonResponse({"token": get_token(request)})


@for_staff
@never_cache
def account(request: StaffRequest) -> HttpResponse:
    """Show and create accesses for programs; a new token is shown this once."""
    form, token = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        token, form = _created(request, form), TokenForm()
    context = {
        "form": form,
        "token": token,
        "tokens": _tokens(request.member),
        "second_factor": has_second_factor(request.member.user),
        "sessions": sessions_of(request),
    }
    return render(request, "desk/account.html", context)


@for_staff
@require_POST
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """End an access for a program."""
    end_token(actor=request.member.actor, token=token_to_end(request.member, public_id))
    messages.success(request, _("Der Programmzugang ist beendet."))
    return redirect("account")


@for_staff
@require_POST
def choose_organisation(request: StaffRequest) -> HttpResponse:
    """Act for another organisation this person belongs to."""
    wanted = request.POST.get("organisation", "")
    for member in request.memberships:
        if str(member.organisation_id) == wanted:
            request.session[SESSION_KEY] = member.organisation_id
    return redirect("today")


def _created(request: StaffRequest, form: TokenForm) -> str:
    return create_token(
        actor=request.member.actor,
        member=request.member,
        label=form.cleaned_data["label"],
        scopes=[Scope(one) for one in form.cleaned_data["scopes"]],
    )


def _tokens(member: Member) -> list[dict[str, Any]]:
    names = dict(SCOPES)
    return [
        {"token": one, "scopes": [names[scope] for scope in one.scopes if scope in names]}
        for one in tokens_of(member)
    ]
