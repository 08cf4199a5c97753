"""The document of a message: chosen or uploaded, with the title people read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ausrufer.library.actions import MOST_TITLE
from ausrufer.library.models import Asset


class NewDocumentForm(forms.Form):
    """A document to upload, or one of the house."""

    document = forms.FileField(
        label=_("Dokument"),
        help_text=_(
            "Ein PDF, höchstens 20 MB und 300 Seiten, möglichst barrierefrei (PDF/UA). Es wird "
            "nicht verändert: Prüfen Sie auch, welche Angaben in seinen Eigenschaften stehen."
        ),
        required=False,
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
    )
    title = forms.CharField(
        label=_("Titel"),
        help_text=_("Wie Menschen das Dokument nennen. Leer: der Titel, der im PDF steht."),
        required=False,
        max_length=MOST_TITLE,
    )
    chosen = forms.ChoiceField(
        label=_("Aus den Dokumenten des Hauses"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, offered: Sequence[Asset], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("keines")), *((str(one.public_id), one.name) for one in offered)]
        self._offered = {str(one.public_id): one for one in offered}

    def clean(self) -> dict[str, Any]:
        """Say that there must be a document, and only one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "document" in given and bool(given["document"]) == bool(given.get("chosen")):
            said = _("Bitte laden Sie ein Dokument hoch oder wählen Sie eines aus.")
            self.add_error("document", said)
        return given

    def asset(self) -> Asset | None:
        """Return the document of the house that was chosen."""
        return self._offered.get(self.cleaned_data["chosen"])


class DocumentTitleForm(forms.Form):
    """The title of the document that is there."""

    title = forms.CharField(label=_("Titel"), max_length=MOST_TITLE)
