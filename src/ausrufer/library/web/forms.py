"""The forms of the library."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ausrufer.design.forms import DayInput, PictureInput
from ausrufer.library.actions import Details
from ausrufer.library.models import Asset
from ausrufer.library.policy import CONSENT_WORDS, LICENCE_WORDS, Consent, Focus, Licence
from ausrufer.organisations.models import Department

MOST_AT_ONCE = 30


class _PicturesInput(PictureInput):
    allow_multiple_selected = True


class _PicturesField(forms.FileField):
    """Any number of files; each is looked at by itself, so that a broken one spoils no other."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        del initial
        return [one for one in (data or []) if one]


class UploadForm(forms.Form):
    """Many pictures at once, or one straight from the camera of a telephone."""

    pictures = _PicturesField(
        label=_("Bilder"),
        help_text=_(
            "Auch viele auf einmal, gern in dieses Feld gezogen. JPEG, PNG, WebP oder GIF, je "
            "höchstens 20 MB. Der Aufnahmeort wird entfernt."
        ),
        required=False,
        widget=_PicturesInput({"multiple": True}),
    )
    camera = forms.FileField(
        label=_("Foto aufnehmen"),
        help_text=_("Auf dem Telefon öffnet sich die Kamera."),
        required=False,
        widget=PictureInput({"accept": "image/*", "capture": "environment"}),
    )
    department = forms.TypedChoiceField(
        label=_("Für"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(*args, **options)
        self._departments = _offer(self.fields["department"], departments)

    def clean(self) -> dict[str, Any]:
        """Say how many are possible, and that there must be one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        number = len(self.uploads())
        if number > MOST_AT_ONCE:
            raise forms.ValidationError(
                _now("Bitte laden Sie höchstens %(most)d Bilder auf einmal hoch.")
                % {"most": MOST_AT_ONCE}
            )
        if not number:
            self.add_error("pictures", _now("Bitte wählen Sie mindestens ein Bild."))
        return given

    def uploads(self) -> list[UploadedFile]:
        """Return the files in the order they were chosen."""
        camera = self.cleaned_data.get("camera")
        return [*self.cleaned_data.get("pictures", []), *([camera] if camera else [])]

    def chosen_department(self) -> Department | None:
        """Return for whom they are; None is the whole house."""
        return self._departments.get(self.cleaned_data["department"])


class DetailsForm(forms.Form):
    """What people say about a picture; what only the file says is marked as a suggestion."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = forms.CharField(label=_("Titel"), max_length=200, required=False)
    alt_text = forms.CharField(
        label=_("Alternativtext"),
        help_text=_("Was ist zu sehen? Er wird in jeder Mitteilung vorgeschlagen."),
        max_length=1500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    has_text = forms.BooleanField(label=_("Das Bild enthält Text"), required=False)
    shown_text = forms.CharField(
        label=_("Was steht im Bild?"),
        help_text=_(
            "Der Wortlaut. Vor dem Senden wird geprüft, ob ihn auch erfährt, wer das Bild nicht "
            "sieht."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    author = forms.CharField(label=_("Urheberin oder Urheber"), max_length=200, required=False)
    licence = forms.ChoiceField(
        label=_("Nutzungsrecht"),
        required=False,
        choices=[(key.value, _(word)) for key, word in LICENCE_WORDS.items()],
    )
    licence_note = forms.CharField(
        label=_("Bedingungen"),
        help_text=_("Zum Beispiel Agentur und Bildnummer, oder wie das Bild zu nennen ist."),
        max_length=300,
        required=False,
    )
    rights_until = forms.DateField(
        label=_("Nutzungsrecht bis"),
        help_text=_("Letzter Tag. Leer: unbefristet."),
        required=False,
        widget=DayInput(),
    )
    consent = forms.ChoiceField(
        label=_("Einwilligung der abgebildeten Personen"),
        required=False,
        choices=[(key.value, _(word)) for key, word in CONSENT_WORDS.items()],
    )
    consent_until = forms.DateField(
        label=_("Einwilligung bis"),
        help_text=_("Letzter Tag. Leer: unbefristet."),
        required=False,
        widget=DayInput(),
    )
    department = forms.TypedChoiceField(
        label=_("Für"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, posted: QueryDict | None, *, asset: Asset, departments: Sequence[Department]
    ) -> None:
        super().__init__(posted, initial=_initial(asset))
        self._departments = _offer(self.fields["department"], departments)
        for name in set(asset.suggestions) & set(self.fields):
            if not getattr(asset, name):
                self.fields[name].help_text = _("Vorschlag aus der Datei. Bitte prüfen Sie ihn.")

    def details(self) -> Details:
        """Return what `keep_details` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Details(
            **{
                **given,
                "licence": Licence(given["licence"]),
                "consent": Consent(given["consent"]),
                "department": self._departments.get(given["department"]),
            }
        )


class FocusForm(forms.Form):
    """The focal point in percent, from the left and from the top."""

    x = forms.IntegerField(label=_("von links, in %"), min_value=0, max_value=100)
    y = forms.IntegerField(label=_("von oben, in %"), min_value=0, max_value=100)

    def focus(self) -> Focus:
        """Return the point."""
        return Focus(self.cleaned_data["x"] / 100, self.cleaned_data["y"] / 100)


class RetireForm(forms.Form):
    """Why a picture is not offered any more."""

    reason = forms.CharField(label=_("Warum wird es aussortiert?"), max_length=300)


def _initial(asset: Asset) -> dict[str, Any]:
    names = [name for name in Details.__dataclass_fields__ if name != "department"]
    stored = {name: getattr(asset, name) for name in names}
    suggested = {name: text for name, text in asset.suggestions.items() if not stored.get(name)}
    return {
        **stored,
        **suggested,
        "department": asset.department_id,
        "version": asset.version,
    }


def _offer(field: forms.Field, departments: Sequence[Department]) -> dict[int, Department]:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
    field.choices = [("", _("das ganze Haus")), *((one.pk, one.name) for one in departments)]
    return {one.pk: one for one in departments}
