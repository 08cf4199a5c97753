"""Choosing roles per department as a grid of boxes, for invitations and for colleagues."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.models import HouseRole
from ausrufer.organisations.policy import Grant
from ausrufer.organisations.queries import departments, roles_in_use


@dataclass(frozen=True)
class Box:
    """One box of the grid."""

    id: str
    value: str
    word: str
    checked: bool


class RolesForm(forms.Form):
    """The roles of one person."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie mindestens eine Rolle."),
            "invalid_choice": gettext_lazy("Diese Rolle gibt es hier nicht."),
        },
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, grants: Iterable[Grant] = (), **options: Any) -> None:
        options.setdefault("initial", {})["roles"] = [_value(grant) for grant in grants]
        super().__init__(*args, **options)
        self._roles = list(roles_in_use())
        self._places: list[tuple[int | None, str]] = [(None, _("alle Ämter"))]
        self._places += [(one.pk, one.name) for one in departments()]
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows for mypy
        field.choices = [
            (_value(Grant(role.key, place)), f"{role.word}: {name}")
            for place, name in self._places
            for role in self._roles
            if place is None or not role.house_wide
        ]

    @property
    def grants(self) -> frozenset[Grant]:
        """What was chosen."""
        return frozenset(_grant(value) for value in self.cleaned_data["roles"])

    @property
    def role_words(self) -> list[str]:
        """The heads of the columns."""
        return [role.word for role in self._roles]

    @property
    def grid(self) -> list[tuple[str, list[Box | None]]]:
        """A row of boxes for each department, all departments first; None where no box can be."""
        chosen = {str(value) for value in self["roles"].value() or []}
        rows: list[tuple[str, list[Box | None]]] = []
        for place, name in self._places:
            first = len(rows) * len(self._roles)
            boxes = [
                self._box(first + number, role, place, chosen)
                if place is None or not role.house_wide
                else None
                for number, role in enumerate(self._roles)
            ]
            rows.append((name, boxes))
        return rows

    def _box(self, number: int, role: HouseRole, place: int | None, chosen: set[str]) -> Box:
        value = _value(Grant(role.key, place))
        return Box(f"{self['roles'].auto_id}_{number}", value, role.word, value in chosen)


class InvitationForm(RolesForm):
    """Who is invited, and to which roles."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        max_length=254,
        help_text=gettext_lazy("Dorthin geht die Einladung; damit meldet sich die Person an."),
    )
    field_order = ["name", "email", "roles"]

    def clean_name(self) -> str:
        """Return the name on one line, without what nobody sees."""
        name = clean_line(self.cleaned_data["name"])
        if is_blank(name):
            raise forms.ValidationError(_("Bitte nennen Sie einen Namen."))
        return name


def _value(grant: Grant) -> str:
    return f"{grant.role}:{grant.department_id or ''}"


def _grant(value: str) -> Grant:
    role, _colon, place = value.partition(":")
    return Grant(role, int(place) if place else None)
