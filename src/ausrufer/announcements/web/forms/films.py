"""The film of a message: chosen or uploaded, described, with its captions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.actions.pictures import MOST_ALT_TEXT
from ausrufer.library.models import Asset
from ausrufer.library.web.film_forms import CAPTIONS_HELP, FILM_HELP, LANGUAGES


class _Described(forms.Form):
    alt_text = forms.CharField(
        label=_("Beschreibung"),
        help_text=_("Was ist zu sehen? Für Menschen, die den Film nicht sehen können."),
        required=False,
        max_length=MOST_ALT_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewFilmForm(_Described):
    """A film to upload, or one of the house."""

    film = forms.FileField(
        label=_("Film"),
        help_text=FILM_HELP,
        required=False,
        widget=forms.FileInput({"accept": "video/mp4,video/quicktime,video/webm"}),
    )
    captions = forms.FileField(
        label=_("Untertiteldatei"),
        help_text=CAPTIONS_HELP,
        required=False,
        widget=forms.FileInput({"accept": ".vtt,.srt,text/vtt"}),
    )
    language = forms.ChoiceField(
        label=_("Sprache der Untertitel"), required=False, choices=list(LANGUAGES.items())
    )
    chosen = forms.ChoiceField(
        label=_("Aus den Filmen des Hauses"), required=False, widget=forms.RadioSelect
    )
    field_order = ("film", "alt_text", "captions", "language", "chosen")

    def __init__(self, *args: Any, offered: Sequence[Asset], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("keiner")), *((str(one.public_id), one.name) for one in offered)]
        self._offered = {str(one.public_id): one for one in offered}

    def clean(self) -> dict[str, Any]:
        """Say that there must be a film, and only one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "film" in given and bool(given["film"]) == bool(given.get("chosen")):
            self.add_error("film", _("Bitte laden Sie einen Film hoch oder wählen Sie einen aus."))
        return given

    def asset(self) -> Asset | None:
        """Return the film of the house that was chosen."""
        return self._offered.get(self.cleaned_data["chosen"])


class FilmDescriptionForm(_Described):
    """The film that is there."""
