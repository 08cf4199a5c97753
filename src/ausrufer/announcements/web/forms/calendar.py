"""Setting up the calendar."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.calendar.free_days import LANDS
from ausrufer.channels.models import Channel

WEEKDAYS = [
    (1, _("Montag")),
    (2, _("Dienstag")),
    (3, _("Mittwoch")),
    (4, _("Donnerstag")),
    (5, _("Freitag")),
    (6, _("Samstag")),
    (7, _("Sonntag")),
]


def _lands() -> list[tuple[str, str]]:
    return [("", gettext("keines")), *((key, gettext(name)) for key, name in LANDS.items())]


class PlaceForm(forms.Form):
    """The Land whose holidays are shown."""

    land = forms.ChoiceField(label=_("Land"), choices=_lands, required=False)
    mostly_catholic = forms.BooleanField(
        label=_("Überwiegend katholische Gemeinde"),
        help_text=_("Nur in Bayern, Sachsen und Thüringen von Bedeutung."),
        required=False,
    )


class SlotForm(forms.Form):
    """A time of the week for a channel."""

    channel = forms.TypedChoiceField(label=_("Kanal"), coerce=int)
    weekday = forms.TypedChoiceField(label=_("Wochentag"), coerce=int, choices=WEEKDAYS)
    at = forms.TimeField(
        label=_("Uhrzeit"),
        input_formats=["%H:%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Bitte geben Sie eine Uhrzeit an, zum Beispiel 10:00.")},
    )

    def __init__(self, *args: Any, channels: Sequence[Channel], **options: Any) -> None:
        super().__init__(*args, **options)
        self._channels = {one.pk: one for one in channels}
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.pk, one.name) for one in channels]

    def channel_chosen(self) -> Channel:
        """Return the channel of a valid form."""
        return self._channels[self.cleaned_data["channel"]]
