"""What somebody says about some words of a message."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.comments import MOST_SAID
from ausrufer.announcements.commenting.anchors import MOST_QUOTED
from ausrufer.announcements.commenting.places import WHOLE, label


class CommentForm(forms.Form):
    """A comment; where words are selected with a script it fills in the first fields itself."""

    field = forms.ChoiceField(label=_("Stelle"), required=False)
    quote = forms.CharField(
        label=_("Worte"),
        help_text=_("Die Worte, um die es geht, genau abgeschrieben. Leer: die ganze Stelle."),
        required=False,
        max_length=MOST_QUOTED,
    )
    before = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Kommentar"),
        help_text=_("Nur im Haus zu sehen. Mit @Name sprechen Sie jemanden an."),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, fields: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "kommentar_%s", **options})
        choice = self.fields["field"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        choice.choices = [(one, label(one)) for one in (WHOLE, *fields)]


class AnswerForm(forms.Form):
    """What somebody says to a comment."""

    text = forms.CharField(
        label=_("Antwort"), max_length=MOST_SAID, widget=forms.Textarea(attrs={"rows": 2})
    )
