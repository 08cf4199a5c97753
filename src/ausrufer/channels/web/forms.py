"""The one generic set-up form, built from a connector's manifest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.channels import registry
from ausrufer.channels.contract import AccessField, Manifest
from ausrufer.foundation.text import clean_line

_FIELDS: dict[str, type[forms.Field]] = {
    "text": forms.CharField,
    "url": forms.URLField,
    "email": forms.EmailField,
    "number": forms.IntegerField,
}
_LONGEST = 500


class ChannelForm(forms.Form):
    """Name and access of a channel; stored secrets are never shown, empty means unchanged."""

    name = forms.CharField(label=_("Name des Kanals"), max_length=120)

    def __init__(
        self, *args: Any, manifest: Manifest, stored: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._access = registry.access_fields(manifest.kind)
        for field in self._access:
            self.fields[field.name] = _field(field, stored=stored)

    def settings(self) -> dict[str, str]:
        """Return the values that are no secrets, free of signs nobody sees: readers get them."""
        return {name: clean_line(value) for name, value in self._values(secret=False).items()}

    def secrets(self) -> dict[str, str]:
        """Return the secrets; empty where nothing was entered."""
        return self._values(secret=True)

    def _values(self, *, secret: bool) -> dict[str, str]:
        return {
            field.name: str(self.cleaned_data[field.name] or "").strip()
            for field in self._access
            if field.secret is secret
        }


def _field(field: AccessField, *, stored: bool) -> forms.Field:
    options: dict[str, Any] = {
        "label": _(field.label),
        "help_text": _(field.help) if field.help else "",
        "required": field.required and not (field.secret and stored),
    }
    if field.secret:
        if stored:
            options["help_text"] = _("Hinterlegt. Leer lassen, um nichts zu ändern.")
        options["widget"] = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    kind = _FIELDS.get(field.kind, forms.CharField)
    if kind is forms.URLField:
        options["assume_scheme"] = "https"
    if issubclass(kind, forms.CharField):
        options["max_length"] = _LONGEST
    return kind(**options)
