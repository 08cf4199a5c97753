"""A plan to read: the file, and which of its columns says what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.calendar.spans import FIRST_DAY, LAST_DAY
from ausrufer.announcements.models import PlanUpload
from ausrufer.announcements.planning.columns import LABELS, Part
from ausrufer.announcements.planning.table import MOST_BYTES, Table
from ausrufer.organisations.models import Department


class _PlanForm(forms.Form):
    department = forms.TypedChoiceField(
        label=_("Amt"), help_text=_("Für Zeilen, in denen keines steht."), coerce=int
    )
    year = forms.IntegerField(
        label=_("Jahr"),
        help_text=_("Für Tage ohne Jahreszahl."),
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
    )

    def __init__(self, *args: Any, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(*args, **options)
        self._departments = {one.pk: one for one in departments}
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.pk, one.name) for one in departments]

    def department_chosen(self) -> Department:
        """Return the chosen department."""
        return self._departments[self.cleaned_data["department"]]


class PlanFileForm(_PlanForm):
    """The file with the plan."""

    file = forms.FileField(
        label=_("Datei"), help_text=_("CSV, ODS oder iCalendar, höchstens 5 MB, 2.000 Zeilen.")
    )
    field_order = ("file", "department", "year")

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("Die Datei ist zu groß: höchstens 5 MB sind möglich."))
        return file


class ColumnsForm(_PlanForm):
    """Which column says what."""

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        columns = [(place, name) for place, name in enumerate(table.columns)]
        for part in Part:
            self.fields[f"spalte-{part}"] = forms.TypedChoiceField(
                label=gettext(LABELS[part]),
                choices=[("", gettext("keine Spalte")), *columns],
                coerce=int,
                empty_value=None,
                required=part is Part.TITLE,
            )

    @property
    def parts(self) -> list[forms.BoundField]:
        """The choices of columns."""
        return [self[f"spalte-{part}"] for part in Part]

    def assigned(self) -> dict[Part, int]:
        """Return the place of the column for each part."""
        given = {part: self.cleaned_data[f"spalte-{part}"] for part in Part}
        return {part: place for part, place in given.items() if place is not None}


def initial_of(upload: PlanUpload) -> dict[str, Any]:
    """Return what the form of an uploaded plan shows."""
    chosen = {f"spalte-{part}": place for part, place in upload.assigned.items()}
    return {"department": upload.department_id, "year": upload.year, **chosen}
