"""An own kind in its form: a head and a row for each field."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions import own_kinds as actions
from ausrufer.announcements.kind_shape import TYPE_WORDS, FieldType, Kind, KindField
from ausrufer.announcements.models import OwnKind

SPARE = 2  # empty rows
ICONS = {
    "article": _("Blatt"),
    "autorenew": _("kehrt wieder"),
    "campaign": _("Sprachrohr"),
    "event": _("Termin"),
    "location-on": _("Ort"),
    "flag": _("Fahne"),
    "warning": _("Achtung"),
    "emergency": _("Notfall"),
    "block": _("gesperrt"),
    "schedule": _("Uhr"),
    "forum": _("Gespräch"),
    "group": _("Menschen"),
    "badge": _("Ausweis"),
    "gavel": _("Recht"),
    "home": _("Haus"),
    "call": _("Telefon"),
    "mail": _("Brief"),
    "image": _("Bild"),
    "newspaper": _("Zeitung"),
    "bookmark": _("Lesezeichen"),
    "shield": _("Schutz"),
}


class KindForm(forms.Form):
    """Name, sign, skeleton, how long it stays, what is not checked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    label = forms.CharField(
        label=_("Name der Art"),
        help_text=_("Zum Beispiel: Müllabfuhr."),
        max_length=actions.MOST_LABEL,
    )
    icon = forms.ChoiceField(label=_("Zeichen"), choices=list(ICONS.items()))
    skeleton = forms.CharField(
        label=_("Gerüst des Textes"),
        help_text=_(
            "Steht im Textfeld, wenn jemand beginnt. Was in eckigen Klammern steht, muss vor dem "
            "Senden ersetzt sein: [Straße]."
        ),
        required=False,
        max_length=actions.MOST_SKELETON,
        widget=forms.Textarea({"rows": 6}),
    )
    stays = forms.IntegerField(
        label=_("Nicht mehr senden nach … Tagen"),
        help_text=_("Vorschlag beim Schreiben. Leer: keine Grenze."),
        required=False,
        min_value=1,
        max_value=actions.MOST_DAYS,
    )
    unchecked = forms.MultipleChoiceField(
        label=_("Prüfungen, die bei dieser Art nichts sagen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unchecked"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.code, gettext(one.name)) for one in actions.MAY_BE_UNCHECKED]


class FieldForm(forms.Form):
    """One field of a kind."""

    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    label = forms.CharField(label=_("Angabe"), required=False, max_length=actions.MOST_LABEL)
    type = forms.ChoiceField(
        label=_("Sorte"),
        choices=[(str(one), _(said)) for one, said in TYPE_WORDS.items()],
        required=False,
    )
    help = forms.CharField(label=_("Hinweis"), required=False, max_length=actions.MOST_HELP)
    ends = forms.CharField(
        label=_("Liegt nach"),
        required=False,
        max_length=actions.MOST_LABEL,
    )
    required = forms.BooleanField(label=_("verlangt"), required=False)

    def field(self) -> KindField | None:
        """Return the field; None for an empty row or one that shall go."""
        given = self.cleaned_data
        if not given.get("label") or given.get("DELETE"):
            return None
        return KindField(
            name=given["name"],
            label=given["label"],
            type=FieldType(given["type"] or FieldType.TEXT),
            help=given["help"],
            ends=given["ends"],
            required=given["required"],
        )


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[FieldForm]
else:
    _Rows = forms.BaseFormSet  # takes no type where it runs


class FieldForms(_Rows):
    """The rows, in the order people gave them."""

    def fields_given(self) -> list[KindField]:
        """Return the fields in their order; names nobody gave out are forgotten."""
        known = {one.initial.get("name") for one in self.initial_forms}
        rows = [(one.cleaned_data.get("ORDER") or 1_000, one.field()) for one in self.forms]
        ordered = sorted(rows, key=lambda row: row[0])
        return [
            one if one.name in known else KindField(**{**_plain(one), "name": ""})
            for _place, one in ordered
            if one is not None
        ]

    def add_fields(self, form: FieldForm, index: int | None) -> None:
        """Name the boxes Django adds."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = gettext("Platz")
        form.fields["ORDER"].widget.attrs["min"] = 1
        form.fields["DELETE"].label = gettext("entfernen")


def _plain(field: KindField) -> dict[str, Any]:
    return {name: getattr(field, name) for name in KindField.__dataclass_fields__}


# the factory forgets which class it was given
Rows = cast(
    "type[FieldForms]",
    forms.formset_factory(
        FieldForm,
        formset=FieldForms,
        extra=SPARE,
        can_order=True,
        can_delete=True,
        max_num=actions.MOST_FIELDS,
        absolute_max=actions.MOST_FIELDS + SPARE,
    ),
)


def draft_of(form: KindForm, rows: FieldForms) -> actions.KindDraft:
    """Return the kind as the action takes it."""
    given = form.cleaned_data
    return actions.KindDraft(
        label=given["label"],
        fields=rows.fields_given(),
        skeleton=given["skeleton"],
        stays=timedelta(days=given["stays"]) if given["stays"] else None,
        icon=given["icon"],
        unchecked=given["unchecked"],
    )


def initial_of(own: OwnKind) -> dict[str, Any]:
    """Return what the head of a stored kind shows."""
    kind = own.kind
    return {
        "version": own.version,
        "label": kind.label,
        "icon": kind.icon,
        "skeleton": kind.skeleton,
        "stays": kind.stays.days if kind.stays else None,
        "unchecked": kind.unchecked,
    }


def rows_of(kind: Kind) -> list[dict[str, Any]]:
    """Return what the rows of a stored kind show; a field is named by its label."""
    labels = {one.name: one.label for one in kind.fields}
    return [{**_plain(one), "ends": labels.get(one.ends, "")} for one in kind.fields]
