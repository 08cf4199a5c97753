"""The register of a channel, its review, and what holds for all channels, as forms."""

from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ausrufer.channels.models import ConceptFrame, RegisterEntry
from ausrufer.channels.policy import months_later, proposed_review
from ausrufer.channels.web.open_fields import (
    CleanText,
    OpenAddress,
    OpenChoice,
    OpenDay,
    OpenNumber,
    OpenText,
)
from ausrufer.channels.words import CONCEPT_FIELDS, REGISTER_FIELDS
from ausrufer.design.forms import DayInput
from ausrufer.organisations.queries import departments, members

_MONTHS = [(3, _("3 Monate")), (6, _("6 Monate")), (12, _("1 Jahr")), (24, _("2 Jahre"))]
_AHEAD = 120  # months: a review later than that is a slip of the keyboard
_GROUPS = (
    (_("Wozu"), ("purpose", "reason", "target_groups", "contents")),
    (_("Wer"), ("department", "responsible", "deputy", "hours_per_week")),
    (_("Recht und Datenschutz"), ("legal_basis", "imprint_url", "privacy_url", "data_protection")),
    (_("Andere Wege und Hürden"), ("alternative", "cost", "terms")),
    (_("Überprüfung"), ("next_review_on", "review_months")),
)


class RegisterForm(forms.Form):
    """Everything that is laid down about one channel; all of it may be left open."""

    use_required_attribute = False  # our sentences are better than the browser's

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    purpose = OpenText(REGISTER_FIELDS["purpose"], _("Welche Aufgabe der Kanal erfüllt."))
    reason = OpenText(
        REGISTER_FIELDS["reason"],
        _("Was ohne ihn fehlen würde: Die Aufsicht fragt, ob er erforderlich ist."),
    )
    target_groups = OpenText(REGISTER_FIELDS["target_groups"], _("Wen Sie dort erreichen."), 2)
    contents = OpenText(
        REGISTER_FIELDS["contents"],
        _(
            "Was dort erscheint und wie oft; welche Funktionen Sie nutzen (Kommentare, Nachrichten,"
            " Storys) und welche nicht."
        ),
    )
    department = OpenChoice(REGISTER_FIELDS["department"])
    responsible = OpenChoice(
        REGISTER_FIELDS["responsible"],
        _("Pflegt diesen Eintrag und wird an die Überprüfung erinnert."),
    )
    deputy = OpenChoice(REGISTER_FIELDS["deputy"])
    hours_per_week = OpenNumber(
        label=_(REGISTER_FIELDS["hours_per_week"]),
        help_text=_("Arbeitszeit, die für diesen Kanal vorgesehen ist."),
        min_value=0,
        max_value=168,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    legal_basis = OpenText(
        REGISTER_FIELDS["legal_basis"],
        _(
            "Was Ihr Rechtsamt festgelegt hat. Oft genannt: Öffentlichkeitsarbeit als Aufgabe der"
            " Gemeinde, Art. 6 Abs. 1 Buchst. e DSGVO mit dem Landesdatenschutzgesetz."
        ),
    )
    imprint_url = OpenAddress(
        REGISTER_FIELDS["imprint_url"],
        _("Adresse des Impressums, das im Konto verlinkt ist (Anbieterkennzeichnung, § 5 DDG)."),
    )
    privacy_url = OpenAddress(
        REGISTER_FIELDS["privacy_url"],
        _("Adresse Ihrer Datenschutzhinweise zu diesem Kanal (Art. 13 DSGVO)."),
    )
    data_protection = OpenText(
        REGISTER_FIELDS["data_protection"],
        _(
            "Was mit den Daten der Besucherinnen und Besucher geschieht, wer gemeinsam"
            " verantwortlich ist (Art. 26 DSGVO) und ob eine Folgenabschätzung nötig war (Art. 35"
            " DSGVO)."
        ),
    )
    alternative = OpenText(
        REGISTER_FIELDS["alternative"],
        _(
            "Wo dasselbe ohne Konto zu lesen ist und wie man Sie ohne das Netzwerk erreicht:"
            " Webseite, Telefon, E-Mail, Schalter."
        ),
    )
    cost = OpenText(REGISTER_FIELDS["cost"], _("Beiträge, Werbung, Werkzeuge, Dienstleister."), 2)
    terms = OpenText(
        REGISTER_FIELDS["terms"],
        _(
            "Was das Netzwerk verlangt: Anmeldung zum Lesen, Werbung, Prüfung des Kontos,"
            " Mindestalter, Gerichtsstand."
        ),
    )
    next_review_on = OpenDay(label=_(REGISTER_FIELDS["next_review_on"]), widget=DayInput())
    review_months = forms.TypedChoiceField(
        label=_(REGISTER_FIELDS["review_months"]),
        help_text=_("Mindestens jährlich erwarten es die Aufsichtsbehörden."),
        choices=_MONTHS,
        coerce=int,
    )

    def __init__(self, *args: Any, entry: RegisterEntry, today: date, **options: Any) -> None:
        options["initial"] = {name: getattr(entry, name) for name in ("version", *REGISTER_FIELDS)}
        for name in ("department", "responsible", "deputy"):
            options["initial"][name] = getattr(entry, f"{name}_id")
        if entry.pk is None:
            options["initial"]["next_review_on"] = proposed_review(today, entry.review_months)
        super().__init__(*args, **options)
        self._entry, self._today = entry, today
        people = members().filter(active=True) | members().filter(
            pk__in=[entry.responsible_id, entry.deputy_id]
        )
        _choose(self.fields["department"], departments())
        _choose(self.fields["responsible"], people)
        _choose(self.fields["deputy"], people)

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings."""
        return [(str(title), [self[name] for name in names]) for title, names in _GROUPS]

    def clean_next_review_on(self) -> date | None:
        """Take what stood there; a new day lies ahead, and not further than people plan."""
        day: date | None = self.cleaned_data["next_review_on"]
        if day is not None and day != self._entry.next_review_on:
            check_ahead(day, self._today)
        return day

    def clean(self) -> dict[str, Any]:
        """Demand a deputy who is somebody else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("deputy") and cleaned["deputy"] == cleaned.get("responsible"):
            self.add_error("deputy", gettext("Bitte nennen Sie als Vertretung jemand anderen."))
        return cleaned


class ReviewForm(forms.Form):
    """What a review found, and when the next one is due."""

    use_required_attribute = False  # our sentences are better than the browser's

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = CleanText(
        gettext_noop("Was hat die Überprüfung ergeben?"),
        _("Wird der Kanal noch gebraucht? Stimmen die Angaben? Was ändert sich?"),
    )
    next_on = forms.DateField(label=_("Nächste Überprüfung am"), widget=DayInput())

    def __init__(self, *args: Any, entry: RegisterEntry, today: date, **options: Any) -> None:
        following = proposed_review(today, entry.review_months)
        options["initial"] = {"version": entry.version, "next_on": following}
        super().__init__(*args, **options)
        self._today = today

    def clean_next_on(self) -> date:
        """Demand a day to come."""
        day: date = self.cleaned_data["next_on"]
        check_ahead(day, self._today)
        return day


class ConceptForm(forms.Form):
    """What holds for all channels."""

    use_required_attribute = False  # our sentences are better than the browser's

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    controller = OpenText(
        CONCEPT_FIELDS["controller"], _("Name, Anschrift, Telefon, E-Mail (Art. 13 DSGVO).")
    )
    data_protection_officer = OpenText(
        CONCEPT_FIELDS["data_protection_officer"], _("Wie man sie erreicht."), 2
    )
    rights = OpenText(
        CONCEPT_FIELDS["rights"],
        _(
            "Wer Anfragen zu Auskunft, Berichtigung und Löschung beantwortet und wie (Art. 15 ff."
            " DSGVO)."
        ),
    )
    editorial_rules = OpenText(
        CONCEPT_FIELDS["editorial_rules"],
        _(
            "Wer schreibt, wer freigibt; Sachlichkeit und Neutralität, Zeiten vor Wahlen, Bilder"
            " und Einwilligungen, Barrierefreiheit."
        ),
        5,
    )
    conversation = OpenText(
        CONCEPT_FIELDS["conversation"],
        _(
            "Netiquette, Zeiten der Betreuung, Fristen für Antworten, wann ein Beitrag verborgen"
            " wird; was nicht dorthin gehört (Anträge, persönliche Angaben)."
        ),
        5,
    )
    other_ways = OpenText(
        CONCEPT_FIELDS["other_ways"],
        _("Wege zur Verwaltung ohne soziale Netzwerke, die für alle Kanäle gelten."),
    )

    def __init__(self, *args: Any, frame: ConceptFrame, **options: Any) -> None:
        options["initial"] = {name: getattr(frame, name) for name in ("version", *CONCEPT_FIELDS)}
        super().__init__(*args, **options)


def check_ahead(day: date, today: date) -> None:
    """Raise ValidationError unless the day lies ahead, within what people plan."""
    if day <= today:
        raise forms.ValidationError(gettext("Bitte wählen Sie einen Tag nach heute."))
    if day > months_later(today, _AHEAD):
        raise forms.ValidationError(
            gettext("Bitte wählen Sie einen Tag in den nächsten 10 Jahren.")
        )


def _choose(field: forms.Field, found: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows for the type checker
    field.queryset = found
    field.empty_label = gettext("noch offen")
