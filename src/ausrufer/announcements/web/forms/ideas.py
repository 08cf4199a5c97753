"""An idea in its form, and what of the plan somebody looks at."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.ideas import MOST_NOTE, IdeaDraft
from ausrufer.announcements.content import LONGEST
from ausrufer.announcements.kinds import NEWS, Kind
from ausrufer.announcements.models import Idea
from ausrufer.announcements.planning.rough import MOST_SIGNS, Rough, Unclear, read_coming, written
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.models import Department, Member


class RoughField(forms.CharField):
    """A rough day as people write it; cleans to a Rough."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_SIGNS, required=False, **options)

    def clean(self, value: Any) -> Rough:
        """Read the day; without a year the next time it comes is meant."""
        try:
            return read_coming(super().clean(value), today=in_town_time(now()).date())
        except Unclear as unclear:
            raise ValidationError(str(unclear)) from unclear


class QuickIdeaForm(forms.Form):
    """The four things that make an idea: what, who for, when, who."""

    title = forms.CharField(label=_("Idee"), max_length=LONGEST["title"])
    when = RoughField(label=_("Wann ungefähr?"), help_text=_("KW 49, 3.12., Mitte Dezember"))
    department = forms.TypedChoiceField(label=_("Amt"), coerce=int)
    person = forms.TypedChoiceField(label=_("Wer"), coerce=int, empty_value=None, required=False)

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department],
        people: Sequence[Member],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._departments = {one.pk: one for one in departments}
        self._people = {one.pk: one for one in people}
        self.choose("department", [(one.pk, one.name) for one in departments])
        self.choose("person", [("", _("noch offen")), *((one.pk, one.name) for one in people)])

    def choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Offer these choices in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = choices

    def draft(self) -> IdeaDraft:
        """Return the idea as the action takes it."""
        given = self.cleaned_data
        return IdeaDraft(
            title=given["title"],
            department=self._departments[given["department"]],
            note=given.get("note", ""),
            topic=given.get("topic", ""),
            kind=given.get("kind") or NEWS.key,
            person=self._people.get(given["person"]),
            rough=given["when"],
        )


class IdeaForm(QuickIdeaForm):
    """All of an idea."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    note = forms.CharField(
        label=_("Stichworte"),
        help_text=_("Werden zum ersten Text des Entwurfs."),
        max_length=MOST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    topic = forms.CharField(
        label=_("Thema"),
        max_length=LONGEST["topic"],
        required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Art"), required=False)
    field_order = ("version", "title", "note", "when", "person", "department", "topic", "kind")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("kind", [(one.key, _(one.label)) for one in kinds])


def initial_of(idea: Idea) -> dict[str, Any]:
    """Return what the form of an idea shows."""
    names = ("title", "note", "topic", "kind", "version")
    return {
        **{name: getattr(idea, name) for name in names},
        "department": idea.department_id,
        "person": idea.person_id,
        "when": written(idea.rough),
    }
