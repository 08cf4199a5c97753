"""A template of a message in its form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.blueprints.actions import MOST_NAME
from ausrufer.announcements.blueprints.undated import undated_kind
from ausrufer.announcements.content import LANGUAGES, LONGEST, MOST_BODY, Content
from ausrufer.announcements.kinds import Kind
from ausrufer.announcements.web.forms.particulars import details_in, fields_of
from ausrufer.channels.models import Channel
from ausrufer.design.forms import DayInput, FormattedTextarea
from ausrufer.organisations.models import Department


class BlueprintForm(forms.Form):
    """What messages begun with the template say; for whom; when somebody looks at it again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name der Vorlage"),
        help_text=_("So finden Sie sie wieder; er steht in keiner Mitteilung."),
        max_length=MOST_NAME,
    )
    title = forms.CharField(label=_("Überschrift"), max_length=LONGEST["title"])
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Auch Schlagwörter. Was jedes Mal anders ist, in eckigen Klammern: [Straße]."),
        max_length=MOST_BODY,
        required=False,
        widget=FormattedTextarea({"rows": 9}),
    )
    channels = forms.TypedMultipleChoiceField(
        label=_("Kanäle"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topic = forms.CharField(
        label=_("Thema"),
        max_length=LONGEST["topic"],
        required=False,
        widget=forms.TextInput({"list": "topics", "autocomplete": "off"}),
    )
    link = forms.URLField(
        label=_("Link"), max_length=LONGEST["link"], required=False, assume_scheme="https"
    )
    contact = forms.CharField(
        label=_("Kontakt"),
        help_text=_("Für Rückfragen. Leer: der Kontakt des Amtes."),
        max_length=LONGEST["contact"],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Sprache"), choices=[(code, _(name)) for code, name in LANGUAGES.items()]
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

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        departments: Sequence[Department],
        channels: Sequence[Channel],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._kind = kind
        self._departments = {one.pk: one for one in departments}
        self._channels = {one.pk: one for one in channels}
        self.fields.update(fields_of(undated_kind(kind)))
        self._choices(
            "department", [("", _("das ganze Haus")), *((one.pk, one.name) for one in departments)]
        )
        self._choices("channels", [(one.pk, one.name) for one in channels])

    @property
    def particulars(self) -> list[forms.BoundField]:
        """The own fields of the kind."""
        return [self[name] for name in self.fields if name.startswith("details-")]

    def values(self) -> dict[str, Any]:
        """Return what `keep_blueprint` takes."""
        given = self.cleaned_data
        names = ("title", "body", "topic", "link", "contact", "language")
        written = Content(**{name: given[name] for name in names}, details=details_in(given))
        return {
            "name": given["name"],
            "content": written.as_kind(self._kind),
            "channels": [self._channels[key] for key in given["channels"]],
            "offered": list(self._channels.values()),
            "department": self._departments.get(given["department"]),
            "review_on": given["review_on"],
            "version": given["version"] or 0,
        }

    def _choices(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = choices
