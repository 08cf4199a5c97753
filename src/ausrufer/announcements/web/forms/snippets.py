"""A snippet in its form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.snippets import MOST_NAME, MOST_TEXT
from ausrufer.design.forms import DayInput, FormattedTextarea
from ausrufer.organisations.models import Department


class SnippetForm(forms.Form):
    """Name, text, for whom, and when somebody looks at it again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    name = forms.CharField(label=_("Name"), max_length=MOST_NAME)
    text = forms.CharField(
        label=_("Text"), max_length=MOST_TEXT, widget=FormattedTextarea({"rows": 8})
    )
    department = forms.TypedChoiceField(
        label=_("Für"), coerce=int, empty_value=None, required=False
    )
    review_on = forms.DateField(
        label=_("Wieder prüfen am"),
        help_text=_("Telefonnummern, Zeiten und Namen veralten. Leer: nie."),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("das ganze Haus")), *((one.pk, one.name) for one in departments)]
        self._departments = {one.pk: one for one in departments}

    def values(self) -> dict[str, Any]:
        """Return what `keep_snippet` takes."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "text": given["text"],
            "review_on": given["review_on"],
            "department": self._departments.get(given["department"]),
            "version": given["version"] or 0,
        }
