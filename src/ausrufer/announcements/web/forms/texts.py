"""Further texts in forms: the words of one variety, and what the house writes in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.announcements.actions.texts import MOST_READERS, MOST_SUMMARY, Words
from ausrufer.announcements.content import LONGEST, MOST_BODY
from ausrufer.announcements.telling import Telling
from ausrufer.announcements.varieties import EASY, VARIETIES, Variety
from ausrufer.design.forms import ArrivedWhole, FormattedTextarea


class TextForm(forms.Form):
    """The words of one variety, and who checked them besides."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=gettext_lazy("Überschrift"), max_length=LONGEST["title"])
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_BODY,
        required=False,
        widget=FormattedTextarea({"rows": 16}),
    )
    summary = forms.CharField(
        label=gettext_lazy("Anriss"),
        help_text=gettext_lazy("Ein Satz für Listen. Leer: der Anfang des Textes."),
        max_length=MOST_SUMMARY,
        required=False,
    )
    checked_with = forms.CharField(
        label=gettext_lazy("Geprüft mit"),
        help_text=gettext_lazy("Wer den Text außer Ihnen gelesen hat."),
        max_length=MOST_READERS,
        required=False,
    )

    def __init__(self, *args: Any, known: Variety, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("title", "body", "summary"):
            # what is read out and how it runs follow the language that is written here
            attributes = {"lang": known.tag, "dir": "rtl" if known.rtl else "ltr"}
            self.fields[name].widget.attrs.update(attributes)
        if known == EASY:
            self.fields["checked_with"].help_text = _(
                "Wer aus der Zielgruppe den Text geprüft hat, zum Beispiel „Prüfgruppe Lebenshilfe "
                "Musterstadt“. Nur dann darf er „Leichte Sprache“ heißen."
            )

    def words(self) -> Words:
        """Return what the action takes."""
        return Words(**{name: self.cleaned_data[name] for name in ("title", "body", "summary")})


class SpokenForm(forms.Form):
    """Which of its texts a message sends on one channel."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text_key = forms.ChoiceField(label=gettext_lazy("Sprachfassung"), required=False)

    def __init__(self, *args: Any, told: Iterable[Telling], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["text_key"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        written = [(one.variety.key, _(one.name)) for one in told if one.text]
        field.choices = [("", _("der Ausgangstext")), *written]


class VarietiesForm(ArrivedWhole, forms.Form):
    """What the house writes in."""

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Ihre Mitteilungen gibt es in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows
        field.choices = [
            (one.key, _(one.name) if one.is_easy else f"{_(one.name)} ({one.endonym})")
            for one in VARIETIES
        ]
