"""Connecting a channel by consent on the platform's own page: there, back, and which account."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ausrufer.channels.access import channel_to_administer
from ausrufer.channels.connecting.asking import ask_for_grants
from ausrufer.channels.connecting.found import Brought
from ausrufer.channels.connecting.keeping import keep_grant
from ausrufer.channels.connecting.sameness import Sameness, sameness
from ausrufer.channels.connecting.way import (
    begin_consent,
    brought_by,
    redirect_address,
    remember,
    take_answer,
    verifier_of,
    way_to_choose,
)
from ausrufer.channels.contract import Consent, Grant
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.models import Channel, ConsentRequest
from ausrufer.channels.queries import manifest_of, needs_consent, opened_access
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_NOTES = {
    Sameness.FIRST: "",
    Sameness.SAME: gettext_lazy("dasselbe Konto wie bisher"),
    Sameness.RENAMED: gettext_lazy("dasselbe Konto wie bisher, es heißt jetzt anders"),
    Sameness.OTHER: gettext_lazy("ein anderes Konto als bisher"),
}


class AccountForm(forms.Form):
    """Which of the accounts the channel speaks through."""

    account = forms.ChoiceField(label=gettext_lazy("Konto"), widget=forms.RadioSelect)

    def __init__(self, *args: object, choices: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]
        self.fields["account"].error_messages["required"] = _("Bitte wählen Sie ein Konto aus.")


@for_staff
@require_GET
@never_cache
def begin(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say what is going to happen, with the link to the platform's page of consent."""
    channel = channel_to_administer(request.member, public_id)
    consent = manifest_of(channel).consent
    if consent is None or not needs_consent(channel):
        return redirect("channel", channel.public_id)  # its access is typed in there
    try:
        goal = begin_consent(
            member=request.member, channel=channel, session_key=_session_key(request)
        )
    except (Refused, ConnectorFailure) as wrong:
        messages.error(request, wrong.for_staff)
        return redirect("channel", channel.public_id)
    return _explained(request, channel, consent, goal)


@for_staff
@require_GET
@never_cache
def arrive(request: StaffRequest) -> HttpResponse:
    """Take what the person brought back from the platform; every answer is good once."""
    try:
        way = take_answer(
            member=request.member,
            session_key=_session_key(request),
            state=request.GET.get("state", ""),
        )
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect("channels")
    channel = channel_to_administer(request.member, way.channel.public_id)
    try:
        brought = _brought(request, channel, way)
    except (Refused, ConnectorFailure) as wrong:
        messages.error(request, wrong.for_staff)
        return redirect("channel", channel.public_id)
    return _settled(request, channel, way, brought)


@for_staff
@require_http_methods(["GET", "POST"])
@never_cache
def choose(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Let the person choose among the accounts that the consent opens."""
    try:
        way = way_to_choose(
            member=request.member, session_key=_session_key(request), public_id=public_id
        )
        channel = channel_to_administer(request.member, way.channel.public_id)
        brought = brought_by(way)
    except (Refused, ConnectorFailure) as wrong:
        messages.error(request, wrong.for_staff)
        return redirect("channels")
    form = AccountForm(
        request.POST if request.method == "POST" else None, choices=_choices(channel, brought)
    )
    if request.method == "POST" and form.is_valid():
        grant = brought.grants[int(form.cleaned_data["account"])]
        return _kept(request, channel, way, brought, grant)
    others = any(_how(channel, one) is Sameness.OTHER for one in brought.grants)
    context = {"form": form, "channel": channel, "manifest": manifest_of(channel)}
    context |= {"others": others}
    return render(request, "channels/choose_account.html", context)


def _explained(
    request: StaffRequest, channel: Channel, consent: Consent, goal: str
) -> HttpResponse:
    app = [(_("Rücksprungadresse"), redirect_address())]
    if consent.scopes:
        app.append((_("Berechtigungen"), ", ".join(consent.scopes)))
    context = {"channel": channel, "manifest": manifest_of(channel), "goal": goal, "app": app}
    return render(request, "channels/connect.html", context)


def _brought(request: StaffRequest, channel: Channel, way: ConsentRequest) -> Brought:
    """Exchange the code; raises Refused where the platform or the person said no."""
    network = {"network": _(manifest_of(channel).label)}
    if request.GET.get("error") == "access_denied":
        raise Refused(
            _(
                "Die Verbindung wurde bei %(network)s abgelehnt. Es hat sich nichts geändert; Sie "
                "können es jederzeit noch einmal versuchen."
            )
            % network
        )
    code = request.GET.get("code", "")
    if "error" in request.GET or not code:
        raise Refused(
            _(
                "%(network)s hat die Verbindung nicht zugelassen. Bitte prüfen Sie dort die "
                "Einstellungen der App, vor allem die Rücksprungadresse und die Berechtigungen."
            )
            % network
        )
    brought = ask_for_grants(
        channel.kind,
        opened_access(channel),
        code=code,
        redirect=redirect_address(),
        verifier=verifier_of(way),
    )
    if not brought.grants:
        raise Refused(
            _(
                "Mit dieser Zustimmung lässt sich bei %(network)s kein Konto bespielen. Bitte "
                "prüfen Sie, ob Sie dort die nötigen Rechte haben, und erlauben Sie alles Erbetene."
            )
            % network
        )
    return brought


def _settled(
    request: StaffRequest, channel: Channel, way: ConsentRequest, brought: Brought
) -> HttpResponse:
    """Keep the one account there is; ask where there are several, or it is not the one before."""
    if len(brought.grants) == 1 and _how(channel, brought.grants[0]) is not Sameness.OTHER:
        return _kept(request, channel, way, brought, brought.grants[0])
    remember(way, brought)
    return redirect("choose_account", way.public_id)


def _kept(
    request: StaffRequest, channel: Channel, way: ConsentRequest, brought: Brought, grant: Grant
) -> HttpResponse:
    how = _how(channel, grant)
    keep_grant(member=request.member, channel=channel, way=way, tokens=brought.tokens, grant=grant)
    messages.success(request, _said(grant))
    if how is Sameness.RENAMED:
        renamed = _("Das Konto hieß bisher „%(before)s“.") % {"before": channel.account}
        messages.warning(request, renamed)
    return redirect("channel", channel.public_id)


def _said(grant: Grant) -> str:
    if not grant.account:
        return _("Der Kanal ist verbunden.")
    return _("Der Kanal ist mit „%(account)s“ verbunden.") % {"account": grant.account}


def _choices(channel: Channel, brought: Brought) -> list[tuple[str, str]]:
    found = []
    for number, grant in enumerate(brought.grants):
        note = _NOTES[_how(channel, grant)]
        name = grant.account or _("Konto ohne Namen")
        found.append((str(number), f"{name} ({note})" if note else name))
    return found


def _how(channel: Channel, grant: Grant) -> Sameness:
    return sameness(
        grant,
        connected=channel.access_since is not None,
        account=channel.account,
        settings=channel.settings,
    )


def _session_key(request: StaffRequest) -> str:
    return request.session.session_key or ""
