"""How a message comes again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.calendar.recurrence import (
    MOST_APART,
    MOST_TIMES,
    Rhythm,
    Wish,
)
from ausrufer.announcements.web.forms.calendar import WEEKDAYS
from ausrufer.design.forms import DayInput


class SeriesForm(forms.Form):
    """Rhythm and end of a repetition."""

    rhythm = forms.ChoiceField(
        label=_("Wie oft"),
        choices=[
            (Rhythm.DAILY.value, _("täglich")),
            (Rhythm.WEEKLY.value, _("wöchentlich")),
            (Rhythm.MONTHLY_DAY.value, _("monatlich am selben Tag, zum Beispiel am 24.")),
            (
                Rhythm.MONTHLY_WEEKDAY.value,
                _("monatlich am selben Wochentag, zum Beispiel am 4. Dienstag"),
            ),
            (Rhythm.YEARLY.value, _("jährlich")),
        ],
        initial=Rhythm.WEEKLY.value,
    )
    apart = forms.IntegerField(
        label=_("Abstand"),
        help_text=_("1: jedes Mal, 2: jedes zweite Mal."),
        initial=1,
        min_value=1,
        max_value=MOST_APART,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Auch an diesen Wochentagen"),
        help_text=_("Nur bei wöchentlich. Der Wochentag der Mitteilung zählt immer."),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = forms.DateField(label=_("Letzter Tag"), required=False, widget=DayInput())
    times = forms.IntegerField(
        label=_("oder Anzahl der Mitteilungen"),
        required=False,
        min_value=2,
        max_value=MOST_TIMES,
    )

    def wish(self) -> Wish:
        """Return what a valid form asks for."""
        values: dict[str, Any] = self.cleaned_data
        return Wish(
            rhythm=Rhythm(values["rhythm"]),
            apart=values["apart"],
            weekdays=frozenset(values["weekdays"]),
            last_day=values["last_day"],
            times=values["times"],
        )
