"""The own fields of a kind of message in its form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext

from ausrufer.announcements.kind_shape import MOST_LONG
from ausrufer.announcements.kinds import MOST_DETAIL, FieldType, Kind, KindField, moments
from ausrufer.announcements.web.forms.times import TownTimeField
from ausrufer.design.forms import DayInput

_PREFIX = "details-"


def fields_of(kind: Kind) -> dict[str, forms.Field]:
    """Return the form fields of a kind by their names in the form."""
    return {f"{_PREFIX}{one.name}": _field(one) for one in kind.fields}


def _field(one: KindField) -> forms.Field:
    label, said = gettext(one.label), gettext(one.help) if one.help else ""
    said = " ".join(filter(None, (said, gettext("Verlangt.") if one.required else "")))
    match one.type:
        case FieldType.MOMENT:
            return TownTimeField(label=label, help_text=said)
        case FieldType.LINK:
            return forms.URLField(
                label=label,
                help_text=said,
                required=False,
                max_length=MOST_DETAIL,
                assume_scheme="https",
            )
        case FieldType.DAY:
            return forms.DateField(label=label, help_text=said, required=False, widget=DayInput())
        case FieldType.LONG:
            return forms.CharField(
                label=label,
                help_text=said,
                required=False,
                max_length=MOST_LONG,
                widget=forms.Textarea({"rows": 4}),
            )
        case FieldType.PHONE:
            return forms.CharField(
                label=label,
                help_text=said,
                required=False,
                max_length=MOST_DETAIL,
                widget=forms.TextInput({"type": "tel"}),
            )
        case FieldType.TEXT | FieldType.PLACE:
            return forms.CharField(
                label=label, help_text=said, required=False, max_length=MOST_DETAIL
            )


def details_in(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """Return the details that a form holds, as they are stored."""
    found = {
        name.removeprefix(_PREFIX): value
        for name, value in cleaned.items()
        if name.startswith(_PREFIX) and value
    }
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
    }


def initial_of(kind: Kind, details: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows of stored details."""
    shown = {**details, **moments(kind, details)}
    return {f"{_PREFIX}{name}": value for name, value in shown.items()}


def field_named(path: str) -> str:
    """Return the form's name of a field that a refusal names: "details.place"."""
    return path.replace(".", "-")
