"""Asking the writing aid, and taking what it suggests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.announcements.content import LONGEST, MOST_BODY
from ausrufer.announcements.helping import About
from ausrufer.announcements.varieties import name_of
from ausrufer.writing_aid.asking import Task


class AskForm(forms.Form):
    """What the aid is asked."""

    about = forms.ChoiceField(label=gettext_lazy("Wobei soll die Schreibhilfe helfen?"))

    def __init__(self, *args: Any, offers: Iterable[About], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [(one.name, said(one)) for one in offers]


class TakeForm(forms.Form):
    """A suggestion as a person leaves it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(
        label=gettext_lazy("Überschrift"), max_length=LONGEST["title"], required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(self, *args: Any, about: About, **options: Any) -> None:
        super().__init__(*args, **options)
        if about.variety is None:
            del self.fields["title"]
            if about.task is not Task.SHORTEN:
                self.fields["text"].widget = forms.TextInput()
        else:
            direction = "rtl" if about.variety.rtl else "ltr"
            for field in self.fields.values():
                field.widget.attrs.update({"lang": about.variety.tag, "dir": direction})
        self.fields["text"].label = {
            Task.HEADLINES: _("Überschrift"),
            Task.ALT_TEXT: _("Alternativtext"),
        }.get(about.task, _("Text"))


def said(about: About) -> str:
    """Return what the aid would do, in a few words."""
    if about.rendition is not None:
        return _("Für %(channel)s kürzen") % {"channel": about.rendition.channel.name}
    if about.variety is not None:
        # nobody has checked it yet: Leichte Sprache is not its name
        return _("Entwurf: %(name)s") % {"name": _(name_of(about.variety.key, checked=False))}
    if about.picture is not None:
        name = about.picture.file_name or about.picture.alt_text or "–"
        return _("Alternativtext: %(name)s") % {"name": name}
    return _("Überschriften vorschlagen")
