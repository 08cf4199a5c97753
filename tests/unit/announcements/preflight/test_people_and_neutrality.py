"""Private people, praise, parties, promises: hits and near misses."""

from datetime import date

import pytest

from ausrufer.announcements.preflight.circumstances import QuietPeriod

from .saying import found, hits

COUNCIL = QuietPeriod("Kommunalwahl", date(2026, 11, 1), date(2026, 12, 13))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Das Haus von Frau Schulz, Gartenweg 12, brannte.", "private_address"),
        ("Herr Kurt Meier aus der Lindenstraße 4 half.", "private_address"),
        ("Der Mann ist wohnhaft in der Bergstraße 7.", "private_address"),
        ("Sie ist geboren am 3.4.1951.", "birth_date"),
        ("Erna Schulz, geb. 3. April 1951.", "birth_date"),
        ("Frau Erna Schulz feiert ihren 95. Geburtstag.", "private_person"),
        ("Goldene Hochzeit: Die Stadt gratuliert Familie Özdemir.", "private_person"),
        ("Die Anwohnerin Petra Klein rief an.", "private_person"),
        ("Der Schüler Tim Vogel gewann.", "private_person"),
    ],
)
def test_private_people(text: str, code: str) -> None:
    assert [said for said, _words in hits(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Leiterin ist Frau Schulz, Rathausplatz.",
        "Auskunft gibt Herr Meier, Telefon 02203 45-12.",
        "Das Amt ist in der Lindenstraße 4.",
        "Die Anwohnerinnen und Anwohner sind informiert.",
        "Es liest die Autorin Petra Klein.",
        "Die Stadt feiert ihren 750. Geburtstag.",
        "Das Gebäude wurde am 3.4.1951 eröffnet.",
        "Hochzeiten im Schloss: neue Termine.",
        "Schülerin und Schüler lernen gemeinsam.",
    ],
)
def test_people_in_office_and_in_general(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jetzt zugreifen: Karten im Rathaus.", "advertising"),
        ("Ein Schnäppchen für alle.", "advertising"),
        ("Geben Sie Ihre Stimme für Anna Berg ab.", "campaign_words"),
        ("Die CDU lädt ein.", "party_named"),
        ("Antrag von Bündnis 90/Die Grünen.", "party_named"),
        ("Bürgermeister Jan Berg verspricht 200 Kita-Plätze.", "promise_of_person"),
        ("Die Landrätin hat Wort gehalten.", "promise_of_person"),
        ("Ich freue mich auf viele Gäste.", "speaks_as_person"),
        ("Das ist mir persönlich wichtig.", "speaks_as_person"),
    ],
)
def test_taking_sides(text: str, code: str) -> None:
    assert [said for said, _words in hits(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Bürgermeister Jan Berg eröffnet die Halle.",
        "„Ich freue mich auf viele Gäste“, sagt Bürgermeister Jan Berg.",
        "Geben Sie Ihre Stimme im Wahllokal ab.",
        "Die Kandidatinnen und Kandidaten stellen sich vor.",
        "Der Verein linke Rheinseite lädt ein.",
        "Die grünen Tonnen werden geleert.",
        "Die Firma garantiert die Lieferung.",
        "Karten gibt es im Vorverkauf für 12 Euro.",
        "Der Eintritt ist frei.",
    ],
)
def test_plain_words(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bürgermeisterin Anna Berg eröffnet die Halle.", ["Bürgermeisterin Anna Berg"]),
        ("Ein Meilenstein für die Stadt.", ["Meilenstein"]),
        ("Die SPD fragt nach.", ["SPD"]),
        ("Die Halle öffnet am Montag.", []),
        ("Die Bürgermeisterin eröffnet die Halle.", []),
    ],
)
def test_before_an_election(text: str, words: list[str]) -> None:
    assert [said for code, said in hits(text, quiet_periods=(COUNCIL,))] == words


def test_outside_of_the_period_nothing_changes() -> None:
    over = QuietPeriod("Kommunalwahl", date(2026, 9, 1), date(2026, 11, 20))
    assert hits("Ein Meilenstein für die Stadt.", quiet_periods=(over,)) == []


def test_the_election_and_its_day_are_named() -> None:
    (one,) = found("Ein Meilenstein für die Stadt.", quiet_periods=(COUNCIL,))
    assert one.sentence == (
        "„Meilenstein“: Bis zum 13.12.2026 gilt Zurückhaltung (Kommunalwahl). "
        "Bitte berichten Sie nur, was jetzt nötig ist, ohne Namen und Wertung."
    )
