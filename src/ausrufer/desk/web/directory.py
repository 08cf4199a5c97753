"""The directory by which people of the organisation log in, set up by administrators."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.design.parts import Crumb
from ausrufer.organisations.access import administrator_of_people
from ausrufer.organisations.actions.sign_on import end_sign_on, set_up_sign_on
from ausrufer.organisations.directory import HttpFailure, discovered, is_safe
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, SingleSignOn
from ausrufer.organisations.oidc import NotTrusted
from ausrufer.organisations.queries import departments
from ausrufer.organisations.web.sign_on import redirect_address
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+")


class DirectoryForm(forms.Form):
    """What the directory is, and whom it lets in anew."""

    issuer = forms.CharField(
        label=gettext_lazy("Adresse des Verzeichnisses (Issuer)"),
        max_length=300,
        help_text=gettext_lazy("Zum Beispiel https://anmeldung.stadt.example/realms/rathaus"),
    )
    client_id = forms.CharField(label=gettext_lazy("Kennung (Client-ID)"), max_length=200)
    secret = forms.CharField(
        label=gettext_lazy("Geheimnis (Client-Secret)"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": gettext_lazy(
                "Bitte geben Sie das Geheimnis ein, das Ihr Verzeichnis ausgestellt hat."
            )
        },
    )
    newcomer_domains = forms.CharField(
        label=gettext_lazy("Wer ohne Einladung hereindarf: Adressen dieser Domänen"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Mehrere durch Komma getrennt. Leer: nur Eingeladene."),
    )
    newcomer_department = forms.ModelChoiceField(
        label=gettext_lazy("Diese Menschen schreiben für"),
        queryset=Department.objects.none(),
        required=False,
        empty_label="–",
    )

    def __init__(self, *args: Any, stored: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["newcomer_department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows for mypy
        field.queryset = departments()
        self.fields["secret"].required = not stored
        if stored:
            self.fields["secret"].help_text = _("Hinterlegt. Leer lassen, um nichts zu ändern.")

    def clean_issuer(self) -> str:
        """Refuse what is no safe address."""
        issuer: str = self.cleaned_data["issuer"]
        if not is_safe(issuer):
            raise forms.ValidationError(_("Bitte geben Sie eine Adresse mit https:// an."))
        return issuer

    def clean_newcomer_domains(self) -> list[str]:
        """Return the domains, lower-case."""
        given: list[str] = self.cleaned_data["newcomer_domains"].lower().replace(",", " ").split()
        for domain in given:
            if not _DOMAIN.fullmatch(domain):
                said = _("„%(domain)s“ ist keine Domäne wie stadt.example.")
                raise forms.ValidationError(said % {"domain": domain})
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for the department where people come in by a domain."""
        given = super().clean() or {}
        if given.get("newcomer_domains") and not given.get("newcomer_department"):
            self.add_error("newcomer_department", _("Bitte wählen Sie ein Amt."))
        return given


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: StaffRequest) -> HttpResponse:
    """Show the directory to administrators; posted, ask it and store it."""
    administrator_of_people(request.member)
    stored = SingleSignOn.objects.first()
    sent = request.POST if request.method == "POST" else None
    form = DirectoryForm(sent, stored=stored is not None, initial=_initial(stored))
    if form.is_valid() and _stored(request, form):
        messages.success(request, _("Das Verzeichnis antwortet; die Anmeldung ist eingerichtet."))
        return redirect("directory")
    context = {
        "form": form,
        "stored": stored,
        "redirect": redirect_address(stored) if stored else "",
        "crumbs": [
            Crumb(_("Menschen"), "../../"),
            Crumb(_("Regeln der Anmeldung"), "../"),
            Crumb(_("Verzeichnis")),
        ],
    }
    return render(request, "desk/directory.html", context)


@for_staff
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """Stop logging in by the directory."""
    administrator_of_people(request.member)
    end_sign_on(member=request.member)
    messages.success(request, _("Die Anmeldung über das Verzeichnis ist beendet."))
    return redirect("log_in_rules")


def _initial(stored: SingleSignOn | None) -> dict[str, Any]:
    if stored is None:
        return {}
    return {
        "issuer": stored.issuer,
        "client_id": stored.client_id,
        "newcomer_domains": ", ".join(stored.newcomer_domains),
        "newcomer_department": stored.newcomer_department_id,
    }


def _stored(request: StaffRequest, form: DirectoryForm) -> bool:
    given = form.cleaned_data
    try:
        discovered(given["issuer"])
        set_up_sign_on(member=request.member, **given)
    except HttpFailure as failed:
        form.add_error("issuer", failed.for_staff)
    except NotTrusted:
        form.add_error("issuer", _("Dort antwortet kein Verzeichnis mit dieser Adresse."))
    except Refused as refused:
        form.add_error("secret", refused.for_staff)
    else:
        return True
    return False
