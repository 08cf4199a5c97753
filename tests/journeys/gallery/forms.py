"""A form with every kind of field, filled in wrongly where mistakes are shown."""

from django import forms

from ausrufer.design.forms import DayInput, FormattedTextarea, LocalDateTimeInput, PictureInput


class EveryField(forms.Form):
    title = forms.CharField(
        label="Überschrift",
        max_length=120,
        help_text="Kurz und mit dem Wichtigsten vorn. Höchstens 120 Zeichen.",
        widget=forms.TextInput({"data-limit": 120}),
    )
    body = forms.CharField(
        label="Text", widget=FormattedTextarea(limit=5000), help_text="Das Wichtigste zuerst."
    )
    link = forms.URLField(label="Link", required=False, assume_scheme="https")
    department = forms.ChoiceField(
        label="Amt", choices=[("1", "Presseamt"), ("2", "Tiefbauamt"), ("3", "Bürgeramt")]
    )
    kind = forms.ChoiceField(
        label="Art",
        choices=[("a", "Mitteilung"), ("b", "Veranstaltung"), ("c", "Störung")],
        widget=forms.RadioSelect,
    )
    channels = forms.MultipleChoiceField(
        label="Kanäle",
        help_text="Die eigene Seite ist immer dabei.",
        choices=[("hub", "Eigene Seite"), ("mail", "E-Mail"), ("mastodon", "Mastodon")],
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label="Themen",
        required=False,
        choices=[("v", "Verkehr"), ("w", "Wasser"), ("k", "Kultur"), ("s", "Soziales")],
    )
    picture = forms.FileField(
        label="Bild", required=False, widget=PictureInput(), help_text="JPEG, PNG oder WebP."
    )
    decorative = forms.BooleanField(
        label="Das Bild ist nur Schmuck und braucht keinen Alternativtext", required=False
    )
    publish_at = forms.DateTimeField(label="Veröffentlichen am", widget=LocalDateTimeInput())
    not_after = forms.DateField(label="Nicht nach", widget=DayInput(), required=False)
    locked = forms.CharField(label="Aktenzeichen", disabled=True, initial="13-24.11/0815")


class Code(forms.Form):
    code = forms.CharField(label="Code", widget=forms.TextInput({"placeholder": "Code"}))


def wrong() -> EveryField:
    """The form as it comes back with mistakes."""
    form = EveryField(
        {"title": "", "link": "keine Adresse", "department": "9", "publish_at": "morgen"}
    )
    form.is_valid()
    return form
