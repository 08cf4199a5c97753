"""The order form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LookUpForm(forms.Form):
    """The address somebody asks about."""

    address = forms.CharField(
        label=_("E-Mail-Adresse"),
        help_text=_("Die Adresse, nach der jemand fragt. Sie wird dabei nicht gespeichert."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Bitte geben Sie eine E-Mail-Adresse ein.")},
    )


class OrderForm(forms.Form):
    """One address. Whether it fits is decided where it is stored, with a sentence that helps."""

    address = forms.CharField(
        label=_("E-Mail-Adresse"),
        help_text=_("Zum Beispiel erika@beispiel.de"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Bitte geben Sie Ihre E-Mail-Adresse ein.")},
    )
