"""Pictures: the alternative text is asked for where the picture is chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.pictures import MOST_ALT_TEXT
from ausrufer.design.forms import PictureInput


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


class DescriptionForm(_AltTextForm):
    """A picture that is there: describe it or take it out."""

    remove = forms.BooleanField(label=_("Bild entfernen"), required=False)
