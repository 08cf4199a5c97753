"""The word of a second person, and why something is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.approval.policy import Verdict


class DecisionForm(forms.Form):
    """A second person's word."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(one.value, "") for one in Verdict])
    comment = forms.CharField(
        label=_("Ein Wort zurück"),
        help_text=_("Nötig, wenn Sie die Mitteilung zurückgeben."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FastLaneForm(forms.Form):
    """Why it cannot wait for everybody."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Warum eilt es?"),
        help_text=_("Steht im Protokoll."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SecondLookForm(forms.Form):
    """The second look after an Eilfreigabe."""

    verdict = forms.ChoiceField(choices=[(one.value, "") for one in Verdict])
    comment = forms.CharField(
        label=_("Anmerkung"),
        help_text=_("Nötig, wenn Sie etwas einwenden."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """Why a message is taken back."""

    reason = forms.CharField(
        label=_("Warum wird die Mitteilung zurückgezogen?"),
        help_text=_("Steht im Protokoll."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
