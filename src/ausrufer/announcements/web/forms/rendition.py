"""One channel's form, changed by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.content import LONGEST, MOST_BODY


class RenditionForm(forms.Form):
    """One channel's form, changed by hand."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = forms.CharField(label=_("Überschrift"), max_length=LONGEST["title"], required=False)
    summary = forms.CharField(label=_("Anriss"), max_length=500, required=False)

    def __init__(self, *args: Any, number_of_parts: int, with_title: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not with_title:
            del self.fields["title"], self.fields["summary"]
        for number in range(1, number_of_parts + 1):
            label = _("Text") if number_of_parts == 1 else _("Teil %(number)s") % {"number": number}
            self.fields[f"part_{number}"] = forms.CharField(
                label=label,
                max_length=MOST_BODY,
                required=False,
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def parts(self) -> tuple[str, ...]:
        """Return the parts that are not empty."""
        texts = [value for name, value in self.cleaned_data.items() if name.startswith("part_")]
        return tuple(text for text in texts if text)
