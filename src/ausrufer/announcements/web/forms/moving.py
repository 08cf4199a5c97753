"""Another time for a message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.web.forms.times import TownTimeField


class MoveForm(forms.Form):
    """Day and time a message is moved to."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    at = TownTimeField(label=_("Neuer Zeitpunkt"), required=True)


class DropForm(forms.Form):
    """The day a message was dropped on; its time of day stays, unless it was dropped on one."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    auf = forms.DateField(input_formats=["%Y-%m-%d"])
    um = forms.TimeField(input_formats=["%H:%M"], required=False)
