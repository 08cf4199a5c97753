"""Writing the usage concept of an organisation from its register, in German."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from ausrufer.channels.concept.answers import (
    answers_of,
    answers_of_frame,
    open_words,
    said_day,
    said_person,
)
from ausrufer.channels.concept.content import (
    Answers,
    Block,
    Concept,
    Gap,
    Grid,
    Points,
    Section,
    Text,
)
from ausrufer.channels.models import ConceptFrame, RegisterEntry
from ausrufer.channels.queries import (
    channels_in_use,
    concept_frame,
    manifest_of,
    register_entries,
)
from ausrufer.channels.words import CONCEPT_FIELDS
from ausrufer.organisations.models import Organisation

LANGUAGE = "de"


def usage_concept(organisation: Organisation, as_of: date) -> Concept:
    """Return the concept of what is in use; always German, whatever the reader's language."""
    entries, frame = register_entries(channels_in_use()), concept_frame(organisation)
    with override(LANGUAGE):
        return Concept(
            title=_("Nutzungskonzept für die Kanäle: %(town)s") % {"town": organisation.name},
            town=organisation.name,
            as_of=as_of,
            stated=_("Stand: %(day)s") % {"day": said_day(as_of)},
            sections=(
                *_opening(organisation.name, entries),
                *_for_all(frame, entries),
                *_channels(entries),
                *_closing(entries, frame),
            ),
            gaps=_gaps(entries, frame),
        )


def _opening(town: str, entries: Sequence[RegisterEntry]) -> tuple[Section, ...]:
    why = _(
        "Dieses Konzept beschreibt, wozu und wie diese Verwaltung (%(town)s) öffentliche Kanäle"
        " nutzt, wer dafür verantwortlich ist und auf welchen anderen Wegen dieselben"
        " Informationen zu haben sind. Es ist aus dem Kanalregister erstellt. Was dort noch nicht"
        " festgelegt ist, ist mit „noch offen“ bezeichnet."
    )
    rows = tuple(
        (
            entry.channel.name,
            _(manifest_of(entry.channel).label),
            entry.department.name if entry.department else _("noch offen"),
            said_person(entry.responsible) or _("noch offen"),
            said_day(entry.next_review_on) or _("noch offen"),
        )
        for entry in entries
    )
    head = (_("Kanal"), _("Netzwerk"), _("Amt"), _("Verantwortlich"), _("Nächste Überprüfung"))
    overview: Block = Grid(_("Die Kanäle im Überblick"), head, rows)
    if not rows:
        overview = Text(_("Zurzeit ist kein Kanal in Betrieb."))
    return (
        Section(_("Wozu dieses Konzept"), (Text(why % {"town": town}),)),
        Section(_("Die Kanäle im Überblick"), (overview,)),
    )


def _for_all(frame: ConceptFrame, entries: Sequence[RegisterEntry]) -> tuple[Section, ...]:
    ways: tuple[Block, ...] = (Answers(answers_of_frame(frame, "other_ways")),)
    own = [one.channel for one in entries if manifest_of(one.channel).own_ground]
    if own:
        said = _("Was auf den Netzwerken erscheint, steht zuerst hier, ohne Konto zu lesen:")
        names = tuple(f"{one.name}: {one.account}" if one.account else one.name for one in own)
        ways = (*ways, Text(said), Points(names))
    people = answers_of_frame(frame, "controller", "data_protection_officer", "rights")
    rules = answers_of_frame(frame, "editorial_rules", "conversation")
    return (
        Section(_("Regeln für alle Kanäle"), (Answers(rules),)),
        Section(_("Andere Wege zu denselben Informationen"), ways),
        Section(_("Datenschutz"), (Answers(people),)),
    )


def _channels(entries: Sequence[RegisterEntry]) -> tuple[Section, ...]:
    if not entries:
        return ()
    sections = [Section(_("Die Kanäle im Einzelnen"), ())]
    for entry in entries:
        manifest = manifest_of(entry.channel)
        network = " · ".join(filter(None, (_(manifest.label), entry.channel.account)))
        answers = answers_of(entry, own_ground=manifest.own_ground)
        blocks = (Text(network), Answers(answers))
        sections.append(Section(entry.channel.name, blocks, level=2))
    return tuple(sections)


def _closing(entries: Sequence[RegisterEntry], frame: ConceptFrame) -> tuple[Section, ...]:
    rows = tuple(
        (
            entry.channel.name,
            said_day(entry.reviewed_on) or _("noch nicht"),
            said_person(entry.reviewed_by) or "–",
            " ".join(entry.review_note.split()) or "–",
        )
        for entry in entries
    )
    head = (_("Kanal"), _("Zuletzt überprüft"), _("Durch"), _("Ergebnis"))
    gaps = tuple(f"{one.name}: {', '.join(one.words)}" for one in _gaps(entries, frame))
    left: Block = Points(gaps) if gaps else Text(_("Alle vorgesehenen Angaben liegen vor."))
    reviews = (Section(_("Überprüfungen"), (Grid(_("Überprüfungen"), head, rows),)),)
    return (*(reviews if rows else ()), Section(_("Was noch offen ist"), (left,)))


def _gaps(entries: Sequence[RegisterEntry], frame: ConceptFrame) -> tuple[Gap, ...]:
    asked = answers_of_frame(frame, *CONCEPT_FIELDS)
    found = [Gap(_("Für alle Kanäle"), tuple(one.term for one in asked if one.is_open))]
    for entry in entries:
        words = open_words(entry, own_ground=manifest_of(entry.channel).own_ground)
        found.append(Gap(entry.channel.name, tuple(words), entry.channel.public_id))
    return tuple(one for one in found if one.words)
