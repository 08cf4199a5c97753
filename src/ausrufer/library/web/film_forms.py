"""The forms of films: the film itself, and its captions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ausrufer.foundation.films.captions import MOST_BYTES as MOST_CAPTIONS
from ausrufer.organisations.models import Department

LANGUAGES = {
    "de": _("Deutsch"),
    "en": _("Englisch"),
    "tr": _("Türkisch"),
    "uk": _("Ukrainisch"),
    "ar": _("Arabisch"),
    "ru": _("Russisch"),
    "pl": _("Polnisch"),
    "fr": _("Französisch"),
}
FILM_HELP = _(
    "MP4, MOV oder WebM, höchstens 1 GB und 2 Stunden. Aufnahmeort und Kameradaten werden entfernt."
)
CAPTIONS_HELP = _("Was gesprochen wird, als WebVTT- oder SRT-Datei, höchstens 1 MB.")


class FilmForm(forms.Form):
    """A film for the library."""

    film = forms.FileField(
        label=_("Film"),
        help_text=FILM_HELP,
        widget=forms.FileInput({"accept": "video/mp4,video/quicktime,video/webm"}),
        error_messages={"required": _("Bitte wählen Sie einen Film.")},
    )
    department = forms.TypedChoiceField(
        label=_("Für"), coerce=int, empty_value=None, required=False
    )

    prefix = "film"  # the page has a form for pictures too

    def __init__(self, *args: Any, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("das ganze Haus")), *((one.pk, one.name) for one in departments)]
        self._departments = {one.pk: one for one in departments}

    def chosen_department(self) -> Department | None:
        """Return for whom it is; None is the whole house."""
        return self._departments.get(self.cleaned_data["department"])


class CaptionsForm(forms.Form):
    """The spoken words of a film in one language."""

    captions = forms.FileField(
        label=_("Untertiteldatei"),
        help_text=CAPTIONS_HELP,
        widget=forms.FileInput({"accept": ".vtt,.srt,text/vtt"}),
        error_messages={"required": _("Bitte wählen Sie eine Untertiteldatei.")},
    )
    language = forms.ChoiceField(label=_("Sprache der Untertitel"), choices=list(LANGUAGES.items()))

    def content(self) -> bytes:
        """Return the file, or one byte more than is possible."""
        read: bytes = self.cleaned_data["captions"].read(MOST_CAPTIONS + 1)
        return read


def first_mistake(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form that stands on no page of its own."""
    found = [str(one) for errors in form.errors.values() for one in errors]
    return found[0] if found else _now("Bitte prüfen Sie Ihre Angaben.")
