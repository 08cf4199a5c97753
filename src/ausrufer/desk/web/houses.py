"""The houses an organisation hosts: how they are, creating one, ending it; the guest's side."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ausrufer.design.parts import Crumb
from ausrufer.desk.house_health import health_of
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.access import guest_of, host_of, hosted_for
from ausrufer.organisations.actions import hosting as actions
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Organisation
from ausrufer.organisations.policy import may_administer_houses
from ausrufer.organisations.queries import first_invitations, hosted_by
from ausrufer.organisations.web.staff import StaffRequest, for_staff

MOST_DEPARTMENTS = 100


class HouseForm(forms.Form):
    """A new house and who will administer it."""

    name = forms.CharField(
        label=gettext_lazy("Name des Hauses"),
        max_length=140,
        help_text=gettext_lazy("Zum Beispiel: Gemeinde Auental oder Stadtwerke Musterstadt."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Kürzel"),
        max_length=60,
        help_text=gettext_lazy("Kleine Buchstaben, Ziffern und Bindestriche; bleibt so."),
        error_messages={
            "invalid": gettext_lazy(
                "Bitte nur Buchstaben ohne Umlaute, Ziffern und Bindestriche verwenden."
            )
        },
    )
    departments = forms.CharField(
        label=gettext_lazy("Ämter"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Eines je Zeile, mindestens eines: „Presse und Öffentlichkeit“."),
    )
    admin_name = forms.CharField(label=gettext_lazy("Wer wird es verwalten?"), max_length=120)
    admin_email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse dieser Person"),
        max_length=254,
        help_text=gettext_lazy("Dorthin geht die Einladung."),
    )

    def clean_name(self) -> str:
        """Return the name on one line."""
        return _named(self.cleaned_data["name"])

    def clean_admin_name(self) -> str:
        """Return the person's name on one line."""
        return _named(self.cleaned_data["admin_name"])

    def clean_slug(self) -> str:
        """Return the short name in small letters."""
        return str(self.cleaned_data["slug"]).lower()

    def clean_departments(self) -> list[str]:
        """Return the names of the departments, each once."""
        lines = [clean_line(line) for line in self.cleaned_data["departments"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if not is_blank(line)))
        if not names:
            raise forms.ValidationError(_("Bitte nennen Sie mindestens ein Amt."))
        if len(names) > MOST_DEPARTMENTS or any(len(name) > 120 for name in names):  # noqa: PLR2004
            raise forms.ValidationError(_("Höchstens 100 Ämter, jedes mit höchstens 120 Zeichen."))
        return names


@for_staff
@require_safe
def houses(request: StaffRequest) -> HttpResponse:
    """Show a host its houses with numbers, and a guest its host."""
    member = request.member
    if not may_administer_houses(member.rights):
        raise NotForYou
    host = member.organisation if member.organisation.hosts_others else None
    if host is None and member.organisation.host_id is None:
        raise NotForYou
    context = {"rows": _rows(host) if host else [], "hosts": host, "host": member.organisation.host}
    return render(request, "desk/houses.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Create a house with the person who will administer it."""
    host_of(request.member)
    form = HouseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.found_house(member=request.member, **form.cleaned_data)
        except Refused as refused:
            form.add_error("slug", refused.for_staff)
        else:
            said = _("„%(name)s“ ist angelegt, die Einladung an %(admin_name)s ist unterwegs.")
            messages.success(request, said % form.cleaned_data)
            return redirect("houses")
    crumbs = [Crumb(_("Häuser"), "../"), Crumb(_("Neues Haus"))]
    return render(request, "desk/house_new.html", {"form": form, "crumbs": crumbs})


@for_staff
@require_POST
def renew(request: StaffRequest, slug: str) -> HttpResponse:
    """Write once more to the first person of a house."""
    town = hosted_for(request.member, slug)
    try:
        actions.renew_first_letter(member=request.member, town=town)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Die Einladung ist noch einmal unterwegs."))
    return redirect("houses")


@for_staff
@require_POST
def end(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a house stand for itself; asked by the host."""
    return _ended(request, hosted_for(request.member, slug))


@for_staff
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Let a house stand for itself; asked by the house."""
    return _ended(request, guest_of(request.member))


def _ended(request: StaffRequest, town: Organisation) -> HttpResponse:
    try:
        actions.end_hosting(member=request.member, town=town)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        said = _("„%(name)s“ steht jetzt für sich. Alles dort bleibt, wie es ist.")
        messages.success(request, said % {"name": town.name})
    return redirect("houses" if request.member.organisation.hosts_others else "house")


def _rows(host: Organisation) -> list[dict[str, Any]]:
    towns = hosted_by(host)
    ids = [one.pk for one in towns]
    numbers, waiting = health_of(ids, in_town_time(now()).date()), first_invitations(ids)
    return [
        {
            "town": one,
            "health": numbers[one.pk],
            "invitation": waiting.get(one.pk),
            "now": now(),
        }
        for one in towns
    ]


def _named(text: str) -> str:
    name = clean_line(text)
    if is_blank(name):
        raise forms.ValidationError(_("Bitte nennen Sie einen Namen."))
    return name
