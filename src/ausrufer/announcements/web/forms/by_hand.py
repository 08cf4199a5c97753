"""What somebody reports of a task they had in hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.channels.contract import Manifest
from ausrufer.delivery.by_hand import LONGEST_REASON
from ausrufer.delivery.evidence import LONGEST
from ausrufer.design.forms import PictureInput


class DoneForm(forms.Form):
    """The link of the post, a picture of the screen, or both; what they are is checked later."""

    link = forms.CharField(
        label=_("Link des Beitrags"),
        required=False,
        max_length=LONGEST,
        widget=forms.URLInput({"inputmode": "url", "autocomplete": "off"}),
    )
    picture = forms.FileField(
        label=_("Bildschirmfoto"),
        help_text=_("Statt des Links oder dazu; JPEG, PNG, WebP oder GIF, höchstens 20 MB."),
        required=False,
        widget=PictureInput({"accept": "image/*"}),
    )

    use_required_attribute = False

    def told_of(self, manifest: Manifest, *, needed: bool) -> "DoneForm":
        """Return the form, checked already, as it is shown: with the hosts a link may lie on.

        `needed`: link or picture is asked for, so the link is not called voluntary.
        """
        self.fields["link"].required = needed
        if manifest.by_hand and manifest.by_hand.hosts:
            hosts = ", ".join(manifest.by_hand.hosts)
            self.fields["link"].help_text = _("Beginnt mit https:// und führt zu %(hosts)s.") % {
                "hosts": hosts
            }
        return self


class NotDoneForm(forms.Form):
    """Why it was not done."""

    reason = forms.CharField(
        label=_("Warum nicht?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )
