"""What administrators decide about the checks; every decision says why."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.rulings import LONGEST, SAID_SEVERITY, SAID_STYLE, SHORTEST
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.preflight.rules import Rule
from ausrufer.design.forms import DayInput


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(
        label=_("Warum?"),
        help_text=_("Steht im Protokoll."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TuneForm(ReasonForm):
    """How severe one check is."""

    severity = forms.ChoiceField(label=_("Wenn die Prüfung etwas findet"), widget=forms.RadioSelect)
    field_order = ["severity", "reason"]

    def __init__(self, *args: Any, rule: Rule, **options: Any) -> None:
        super().__init__(*args, **options)
        meanings = {
            "stops": gettext("Anhalten: erst ändern, dann zur Freigabe geben"),
            "warns": gettext("Warnen: darf hinaus, soll aber jemand ansehen"),
            "hints": gettext("Hinweis geben"),
            "off": gettext("Nicht prüfen"),
        }
        usual = gettext("Voreinstellung")
        field = self.fields["severity"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [
            (one, f"{meanings[one]} ({usual})" if one == rule.severity else meanings[one])
            for one in SAID_SEVERITY
        ]


class StyleForm(ReasonForm):
    """How the organisation writes."""

    gendering = forms.ChoiceField(label=_("Frauen und Männer nennen"), widget=forms.RadioSelect)
    longest_sentence = forms.IntegerField(
        label=_("Sätze bis … Wörter"),
        help_text=_("Längere Sätze bekommen einen Hinweis. Üblich sind 20 bis 25."),
        min_value=SHORTEST,
        max_value=LONGEST,
    )
    field_order = ["gendering", "longest_sentence", "reason"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["gendering"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.value, gettext(SAID_STYLE[one])) for one in Gendering]


class HoldBackForm(ReasonForm):
    """The days before an election."""

    election = forms.CharField(
        label=_("Welche Wahl?"),
        help_text=_("Zum Beispiel: Kommunalwahl 2027."),
        max_length=120,
    )
    starts_on = forms.DateField(label=_("Erster Tag"), widget=DayInput)
    ends_on = forms.DateField(
        label=_("Letzter Tag"), help_text=_("Meist der Wahltag."), widget=DayInput
    )
    field_order = ["election", "starts_on", "ends_on", "reason"]
