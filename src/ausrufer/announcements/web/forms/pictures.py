"""Pictures: the alternative text is asked for where the picture is chosen."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.pictures import MOST_ALT_TEXT
from ausrufer.design.forms import PictureInput
from ausrufer.library.models import Asset


class _AltTextForm(forms.Form):
    alt_text = forms.CharField(
        label=_("Alternativtext"),
        help_text=_("Was ist zu sehen? Für Menschen, die das Bild nicht sehen können."),
        required=False,
        max_length=MOST_ALT_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decorative = forms.BooleanField(label=_("Nur Schmuck, ohne eigene Aussage"), required=False)


class PictureForm(_AltTextForm):
    """A new picture."""

    file = forms.FileField(
        label=_("Bild"),
        help_text=_("JPEG, PNG, WebP oder GIF, höchstens 20 MB. Der Aufnahmeort wird entfernt."),
        required=False,
        widget=PictureInput(),
    )


class ChoiceForm(forms.Form):
    """Pictures of the library to take into a message; templates draw each with its picture."""

    chosen = forms.MultipleChoiceField(
        label=_("Aus den Bildern des Hauses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: Sequence[Asset], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(str(one.public_id), one.name) for one in offered]
        self._offered = {str(one.public_id): one for one in offered}

    def assets(self) -> list[Asset]:
        """Return what was chosen, in the order it was offered."""
        chosen = set(self.cleaned_data["chosen"])
        return [one for key, one in self._offered.items() if key in chosen]

    def options(self) -> Iterator[tuple[Any, Asset]]:
        """Yield every box with the picture it stands for."""
        yield from zip(self["chosen"], self._offered.values(), strict=True)


class DescriptionForm(_AltTextForm):
    """A picture that is there: describe it or take it out."""

    remove = forms.BooleanField(label=_("Bild entfernen"), required=False)
