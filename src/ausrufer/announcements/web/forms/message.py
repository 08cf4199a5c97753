"""Everything a person writes for a message."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.content import LANGUAGES, LONGEST, MOST_BODY, Content
from ausrufer.announcements.kinds import Kind
from ausrufer.announcements.web.forms.particulars import details_in, fields_of
from ausrufer.announcements.web.forms.times import TownTimeField, second_run, shown_twice
from ausrufer.channels.models import Channel
from ausrufer.design.forms import FormattedTextarea
from ausrufer.organisations.models import Department


class _NeededForApproval:
    """A field that a draft may leave empty although the message needs it in the end."""

    def validate(self, value: Any) -> None:
        """Check only what was entered."""
        if value:
            super().validate(value)  # type: ignore[misc]  # of the field it is mixed into


class _LaterText(_NeededForApproval, forms.CharField):
    pass


class _LaterChoices(_NeededForApproval, forms.TypedMultipleChoiceField):
    pass


_TIMES = ("publish_at", "not_after")


class AnnouncementForm(forms.Form):
    """Everything a person writes for a message."""

    use_required_attribute = False  # of the fields a draft may leave empty

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    page = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    title = forms.CharField(
        label=_("Überschrift"), max_length=LONGEST["title"], widget=forms.TextInput
    )
    body = _LaterText(
        label=_("Text"),
        help_text=_("**fett**, *kursiv*, „- “ für Listen, [Wort](https://…) für Links."),
        max_length=MOST_BODY,
        widget=FormattedTextarea({"rows": 11}),
    )
    correction = forms.CharField(
        label=_("Was wurde berichtigt?"),
        help_text=_("Steht öffentlich über der berichtigten Mitteilung."),
        max_length=LONGEST["correction"],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Art"), help_text=_("Jede Art hat ihre eigenen Angaben."), required=False
    )
    renew = forms.BooleanField(
        label=_("Die neuen Angaben dieser Art übernehmen"),
        help_text=_("Die Art wurde geändert, seit diese Mitteilung geschrieben wurde."),
        required=False,
    )
    link = forms.URLField(
        label=_("Link"),
        help_text=_("Leer: Die Kanäle verweisen auf die Mitteilung auf Ihrer eigenen Webseite."),
        max_length=LONGEST["link"],
        required=False,
        assume_scheme="https",
    )
    topic = forms.CharField(
        label=_("Thema"),
        max_length=LONGEST["topic"],
        required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )
    department = forms.TypedChoiceField(label=_("Amt"), coerce=int)
    contact = forms.CharField(
        label=_("Kontakt"),
        help_text=_("Für Rückfragen. Leer: der Kontakt des Amtes."),
        max_length=LONGEST["contact"],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Sprache"),
        choices=[(code, _(name)) for code, name in LANGUAGES.items()],
    )
    publish_at = TownTimeField(label=_("Senden am"), help_text=_("Leer: sofort nach der Freigabe."))
    not_after = TownTimeField(
        label=_("Nicht mehr senden nach"),
        help_text=_("Danach geht nichts mehr hinaus."),
    )
    channels = _LaterChoices(label=_("Kanäle"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department],
        channels: Sequence[Channel],
        kind: Kind,
        kinds: Mapping[str, Kind],
        corrects: bool = False,
        outdated: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._choices("kind", [(one.key, gettext(one.label)) for one in kinds.values()])
        self.fields.update(fields_of(kind))
        self._kind, self._kinds = kind, kinds
        self._departments = {one.pk: one for one in departments}
        self._channels = {one.pk: one for one in channels}
        self._choices("department", [(one.pk, one.name) for one in departments])
        self._choices("channels", [(one.pk, _named(one)) for one in channels])
        for name in _TIMES:
            label = _("%(time)s: das zweite Mal, in Winterzeit") % {"time": self[name].label}
            self.fields[f"{name}_second"] = forms.BooleanField(label=label, required=False)
        if not corrects:
            del self.fields["correction"]
        if not outdated:
            del self.fields["renew"]

    def clean(self) -> dict[str, Any]:
        """Take the second run of an hour where that was ticked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in _TIMES:
            if cleaned.get(name) and cleaned.get(f"{name}_second"):
                cleaned[name] = second_run(cleaned[name])
        return cleaned

    @property
    def second_hours(self) -> list[forms.BoundField]:
        """The choices between two runs, of those times which the clocks show twice."""
        given = getattr(self, "cleaned_data", self.initial)
        return [self[f"{name}_second"] for name in _TIMES if shown_twice(given.get(name))]

    @property
    def particulars(self) -> list[forms.BoundField]:
        """The own fields of the kind."""
        return [self[name] for name in self.fields if name.startswith("details-")]

    def content(self) -> Content:
        """Return what a person wrote in a valid form."""
        return self._content(self.cleaned_data)

    def _content(self, cleaned: dict[str, Any]) -> Content:
        names = Content.__dataclass_fields__
        values = {name: value for name, value in cleaned.items() if name in names}
        kind = self._kinds.get(values.pop("kind", ""), self._kind)
        written = Content(**{"title": "", **values, "details": details_in(cleaned)})
        return written.as_kind(kind)

    def draft(self) -> Content:
        """Return what can be read of a form that may still have mistakes, for the preview."""
        return self._content(getattr(self, "cleaned_data", {}))

    def department_chosen(self) -> Department | None:
        """Return the chosen department."""
        return self._departments.get(self.cleaned_data.get("department", 0))

    def channels_chosen(self) -> list[Channel]:
        """Return the chosen channels, own ground first."""
        chosen = set(self.cleaned_data.get("channels", []))
        return [channel for key, channel in self._channels.items() if key in chosen]

    def _choices(self, name: str, choices: Sequence[tuple[int | str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = choices


def _named(channel: Channel) -> str:
    if channel.active:
        return channel.name
    return gettext("%(channel)s (außer Betrieb)") % {"channel": channel.name}
