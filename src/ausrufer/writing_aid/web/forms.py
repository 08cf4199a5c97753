"""Setting up the writing aid in a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.writing_aid.actions import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_MODEL


class WritingAidForm(forms.Form):
    """Whether there is one, where it is, and how it lets us in."""

    active = forms.BooleanField(
        label=_("Schreibhilfe einschalten"),
        help_text=_("Texte gehen nur an diese Adresse, und nur wenn jemand danach fragt."),
        required=False,
    )
    address = forms.CharField(
        label=_("Adresse"),
        help_text=_(
            "Was vor /chat/completions steht, zum Beispiel https://sprachmodell.stadt.de/v1. "
            "Adressen im Hausnetz muss die IT freigeben (AUSRUFER_ALLOW_PRIVATE)."
        ),
        max_length=LONGEST_ADDRESS,
    )
    model = forms.CharField(
        label=_("Modell"),
        help_text=_("Der Name, unter dem Ihr Server es kennt."),
        max_length=LONGEST_MODEL,
    )
    key = forms.CharField(
        label=_("Schlüssel"),
        help_text=_("Wird versiegelt und nie wieder angezeigt. Leer: der hinterlegte bleibt."),
        max_length=LONGEST_KEY,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    forget_key = forms.BooleanField(label=_("Hinterlegten Schlüssel löschen"), required=False)
    sees_pictures = forms.BooleanField(
        label=_("Das Modell kann Bilder sehen"),
        help_text=_("Nur dann geht für einen Alternativtext das Bild selbst mit."),
        required=False,
    )
