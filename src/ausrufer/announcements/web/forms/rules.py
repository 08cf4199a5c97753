"""Rules of approval as people enter them, and the question who must approve."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.announcements.own_kinds import labels_of_kinds, offered_kinds
from ausrufer.announcements.queries import topics_in_use
from ausrufer.approval.actions.rules import RuleDraft
from ausrufer.approval.models import ApprovalRule
from ausrufer.approval.requirements import Way
from ausrufer.channels.queries import channels_in_use
from ausrufer.foundation.text import clean_line
from ausrufer.organisations.queries import departments, members

WAYS = {
    Way.ONE: gettext_lazy("Ein Schritt: eine zweite Person aus dem Amt"),
    Way.TWO: gettext_lazy("Zwei Schritte: zwei weitere Personen aus dem Amt"),
    Way.COUNTERSIGN: gettext_lazy("Mitzeichnung: eine zweite Person, dann ein anderes Amt"),
    Way.FREE: gettext_lazy("Freiraum: benannte Menschen ohne zweite Person, in festen Grenzen"),
}


class _Numbers(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"coerce": int, "required": False, **options})


class _Clock(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(required=False, widget=widget, **options)


class RuleForm(forms.Form):
    """When a rule applies and what it asks for."""

    name = forms.CharField(label=gettext_lazy("Name der Regel"), max_length=80)
    way = forms.ChoiceField(
        label=gettext_lazy("Verlangt"),
        choices=[(way.value, said) for way, said in WAYS.items()],
        widget=forms.RadioSelect,
    )
    countersign_id = forms.TypedChoiceField(
        label=gettext_lazy("Mitzeichnendes Amt"),
        help_text=gettext_lazy("Nur für die Mitzeichnung."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    department_ids = _Numbers(label=gettext_lazy("Ämter"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Arten"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.CharField(
        label=gettext_lazy("Themen"),
        help_text=gettext_lazy("Mehrere mit Komma. Leer: alle."),
        required=False,
        max_length=400,
    )
    channel_ids = _Numbers(label=gettext_lazy("Kanäle"))
    begins = _Clock(label=gettext_lazy("Von Uhrzeit"))
    ends = _Clock(
        label=gettext_lazy("bis Uhrzeit"),
        help_text=gettext_lazy("Es zählt, wann gesendet wird. Darf über Mitternacht gehen."),
    )
    people = _Numbers(
        label=gettext_lazy("Wer den Freiraum hat"),
        help_text=gettext_lazy("Nur für den Freiraum; alle, die mitschreiben, müssen dabei sein."),
    )
    pictures = forms.BooleanField(
        label=gettext_lazy("Im Freiraum auch mit Bildern"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = [(one.pk, one.name) for one in departments()]
        _offer(self, "countersign_id", [("", _("keines")), *offices])
        _offer(self, "department_ids", offices)
        # also those that are retired: a rule about them stays as it is
        _offer(self, "kinds", [(key, _(label)) for key, label in labels_of_kinds().items()])
        _offer(self, "channel_ids", [(one.pk, one.name) for one in channels_in_use()])
        active = members().filter(active=True)
        _offer(self, "people", [(one.pk, one.name) for one in active])

    def draft(self) -> RuleDraft:
        """Return the rule as the action takes it."""
        values = dict(self.cleaned_data)
        topics = [clean_line(one).strip() for one in values.pop("topics").split(",")]
        return RuleDraft(
            topics=[one for one in topics if one], way=Way(values.pop("way")), **values
        )


def initial_of(rule: ApprovalRule) -> dict[str, Any]:
    """Return what the form of a stored rule shows."""
    names = [name for name in RuleForm.base_fields if name != "topics"]
    return {**{name: getattr(rule, name) for name in names}, "topics": ", ".join(rule.topics)}


class QuestionForm(forms.Form):
    """A message somebody thinks of: who must approve it."""

    department = forms.TypedChoiceField(label=gettext_lazy("Amt"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("Art"))
    topic = forms.CharField(
        label=gettext_lazy("Thema"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )
    channels = _Numbers(label=gettext_lazy("Kanäle"), required=True)
    at = _Clock(label=gettext_lazy("Sendezeit"), help_text=gettext_lazy("Leer: jetzt."))
    author = forms.TypedChoiceField(label=gettext_lazy("Geschrieben von"), coerce=int)
    pictures = forms.BooleanField(label=gettext_lazy("mit Bild"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "department", [(one.pk, one.name) for one in departments()])
        _offer(self, "kind", [(one.key, _(one.label)) for one in offered_kinds()])
        _offer(self, "channels", [(one.pk, one.name) for one in channels_in_use()])
        active = members().filter(active=True)
        _offer(self, "author", [(one.pk, one.name) for one in active])

    @property
    def topics(self) -> list[str]:
        """Topics to choose from."""
        return topics_in_use()


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
