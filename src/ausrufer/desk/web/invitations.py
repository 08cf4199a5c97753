"""Inviting, and the page a letter leads to."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.design.parts import Crumb
from ausrufer.desk.web.roles import InvitationForm
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.access import (
    administrator_of_people,
    invitation_behind,
    invitation_to_administer,
    log_in_exists,
)
from ausrufer.organisations.actions import invitations as actions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Invitation, Member, User
from ausrufer.organisations.queries import said_grants
from ausrufer.organisations.web.middleware import SESSION_KEY, ActingRequest
from ausrufer.organisations.web.staff import StaffRequest, for_staff


class FirstPasswordForm(forms.Form):
    """The password of somebody who is new here."""

    password = forms.CharField(
        label=gettext_lazy("Neues Passwort"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=256,
    )
    again = forms.CharField(
        label=gettext_lazy("Passwort wiederholen"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=256,
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts()[:2])

    def clean_password(self) -> str:
        """Hold the password to the rules of the house."""
        password: str = get_adapter().clean_password(self.cleaned_data["password"], self._user)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        given = super().clean() or {}
        if "password" in given and given["password"] != given.get("again"):
            self.add_error("again", _("Die beiden Passwörter sind verschieden."))
        return given


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    """Ask whom to invite; posted, send the letter."""
    administrator_of_people(request.member)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("people")
    crumbs = [Crumb(_("Menschen"), "../"), Crumb(_("Einladen"))]
    return render(request, "desk/invite.html", {"form": form, "crumbs": crumbs})


@for_staff
@require_POST
def renew(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Send the letter again, with a new link."""
    invitation = invitation_to_administer(request.member, public_id)
    return _done(
        request,
        lambda: actions.renew(member=request.member, invitation=invitation),
        _("Die Einladung ist erneut unterwegs; der frühere Link gilt nicht mehr."),
    )


@for_staff
@require_POST
def withdraw(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """End an invitation."""
    invitation = invitation_to_administer(request.member, public_id)
    return _done(
        request,
        lambda: actions.withdraw(member=request.member, invitation=invitation),
        _("Die Einladung ist zurückgezogen; ihr Link gilt nicht mehr."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: ActingRequest, token: str) -> HttpResponse:
    """Show who invites to what; posted, come in. Opening the page uses nothing up."""
    invitation = invitation_behind(token)
    if invitation is None:
        return _page(request, {"gone": True}, status=410)
    user = request.user
    if isinstance(user, User):
        return _accept_as(request, invitation, token, user)
    if log_in_exists(invitation.email):
        return _page(request, {**_said(invitation), "must_log_in": True})
    by_passkey = request.POST.get("way") == "passkey"
    sent = request.POST if request.method == "POST" and not by_passkey else None
    form = FirstPasswordForm(sent, user=User(email=invitation.email))
    if by_passkey or form.is_valid():
        password = None if by_passkey else form.cleaned_data["password"]
        try:
            member = actions.come_in_anew(token=token, password=password)
        except Refused as refused:
            return _page(request, {"gone": True, "why": refused.for_staff}, status=409)
        return _logged_in(request, member, "mfa_add_webauthn" if by_passkey else "today")
    return _page(request, {**_said(invitation), "form": form})


def _accept_as(
    request: ActingRequest, invitation: Invitation, token: str, user: User
) -> HttpResponse:
    if user.email != invitation.email:
        return _page(request, {**_said(invitation), "other": user.email})
    if request.method == "POST":
        try:
            member = actions.come_in(token=token, user=user)
        except Refused as refused:
            return _page(request, {"gone": True, "why": refused.for_staff}, status=409)
        request.session[SESSION_KEY] = member.organisation_id
        return redirect("today")
    return _page(request, {**_said(invitation), "as_member": True})


def _logged_in(request: ActingRequest, member: Member, goal: str) -> HttpResponse:
    """Log a new person in: whoever just chose a password need not type it again."""
    user = member.user
    record_authentication(request, user, method="password", email=user.email, reauthenticated=True)
    login = Login(user=user, signup=True, redirect_url=reverse(goal))
    response: HttpResponse = perform_login(request, login)
    return response


def _said(invitation: Invitation) -> dict[str, Any]:
    with within_organisation(invitation.organisation_id):
        return {"invitation": invitation, "roles": said_grants(invitation.grants)}


def _page(request: ActingRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/accept.html", context, status=status)


def _invited(request: StaffRequest, form: InvitationForm) -> bool:
    given = form.cleaned_data
    try:
        actions.invite(
            member=request.member, name=given["name"], email=given["email"], grants=form.grants
        )
    except Refused as refused:
        form.add_error("email", refused.for_staff)
        return False
    messages.success(request, _("Die Einladung an %(name)s ist unterwegs.") % given)
    return True


def _done(request: StaffRequest, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, said)
    return redirect("people")
