"""A feed to read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ausrufer.organisations.models import Department


class ImportForm(forms.Form):
    """A feed to read, by address or as a file."""

    url = forms.URLField(
        label=_("Adresse des Feeds"), max_length=500, required=False, assume_scheme="https"
    )
    file = forms.FileField(label=_("oder eine Datei"), required=False)
    department = forms.TypedChoiceField(label=_("Amt"), coerce=int)
    polled = forms.BooleanField(
        label=_("Künftig alle fünf Minuten nach neuen Einträgen sehen"), required=False
    )

    def __init__(self, *args: Any, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.pk, one.name) for one in departments]

    def clean(self) -> dict[str, Any]:
        """Demand exactly one source."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("url")) == bool(cleaned.get("file")):
            raise ValidationError(_("Bitte geben Sie entweder eine Adresse oder eine Datei an."))
        return cleaned
