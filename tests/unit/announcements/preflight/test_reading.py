"""How a text reads, and how it names women and men."""

import pytest

from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.readability import readability, syllables

from .saying import found, hits

HARD = (
    "Die Durchführung der Bekanntmachung der Aufstellung des Bebauungsplanes erfolgt unter "
    "Berücksichtigung der Stellungnahmen der Behörden und Träger öffentlicher Belange nach "
    "Beschlussfassung durch die Gemeindevertretung. "
) * 3
EASY = "Der Markt ist am Platz. Es gibt Brot, Obst und Käse. Kommen Sie vorbei. " * 6


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("Abend", 2), ("Straße", 2), ("Bürgermeisterin", 5), ("geöffnet", 3), ("Theater", 3)),
        *(("Museum", 3), ("Ideen", 3), ("neue", 2), ("bauen", 2), ("Feier", 2), ("Knie", 1)),
        *(("aktuell", 3), ("Kulturhaus", 3), ("Beirat", 2), ("Seen", 2), ("Bayern", 2), ("DRK", 1)),
    ],
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


def test_figures_follow_their_formulas() -> None:
    # 60 words, 6 sentences; Flesch: 180 - 10 - 58.5 · 1, Wien: 0.1672 · 10 - 0.0327 · 100 - 0.875
    figures = readability(
        Passage.read("body", "Er ist am Tor und sie ist im Haus. " * 6 + "Er ist da. " * 2)
    )
    assert figures is not None
    assert round(figures.flesch, 1) == round(180 - 60 / 8 - 58.5, 1)
    assert round(figures.school_year, 4) == round(0.1672 * 60 / 8 - 0.0327 * 100 - 0.875, 4)


def test_two_lines_have_no_figure() -> None:
    assert readability(Passage.read("body", "Der Markt ist am Platz.")) is None


def test_a_hard_text_is_told_with_its_figures() -> None:
    said = [one for one in found(HARD) if one.code == "hard_to_read"]
    assert [dict(one.values)["year"] for one in said] == ["17,1"]
    assert [one for one in found(EASY) if one.code == "hard_to_read"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bezüglich der Ampel ist noch nichts entschieden.",
            [("office_german", "Bezüglich")],
        ),
        ("Die Lichtsignalanlage ist defekt.", [("office_german", "Lichtsignalanlage")]),
        ("Das Bad liegt ggf. im Park.", [("short_form", "ggf.")]),
        ("Das ISEK liegt aus.", [("abbreviation", "ISEK")]),
        ("Das Entwicklungskonzept (ISEK) liegt aus. Das ISEK gilt.", []),
        ("Das ISEK (Entwicklungskonzept) liegt aus.", []),
        ("Der ÖPNV und das DRK helfen.", []),
        ("WICHTIG HEUTE: Markt", []),
        ("Die Karten kosten z. B. 5 Euro.", []),
        ("Die Ampel ist defekt.", []),
    ],
)
def test_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert hits(text) == expected


def test_long_sentences_by_the_measure_of_the_house() -> None:
    text = "Das ist ein Satz mit genau neun Wörtern darin. Kurz."
    assert hits(text) == []
    assert hits(text, longest_sentence=8) == [
        ("sentence_long", "Das ist ein Satz mit genau neun Wörtern darin.")
    ]


def test_nouns_in_a_heap() -> None:
    text = (
        "Die Beantragung und Genehmigung der Nutzung bedarf der Bestätigung sowie der "
        "Berücksichtigung aller Belange."
    )
    assert [code for code, _words in hits(text)] == ["nominal_style"]
    plain = (
        "Zur Eröffnung der Ausstellung und zur Lesung gibt es eine Führung und eine Vorstellung."
    )
    assert hits(plain) == []


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        (Gendering.FREE, "Bürger, Bürger*innen und Bürger:innen", []),
        (Gendering.NO_SIGNS, "Alle Bürger*innen", [("gender_sign", "Bürger*innen")]),
        (Gendering.NO_SIGNS, "Alle Bürger:innen", [("gender_sign", "Bürger:innen")]),
        (Gendering.NO_SIGNS, "Alle BürgerInnen", [("gender_sign", "BürgerInnen")]),
        (Gendering.NO_SIGNS, "Alle Bürger", []),
        (Gendering.NO_SIGNS, "Innen und außen; LinkedIn", []),
        (Gendering.PAIRS, "Bürger/-innen", [("gender_sign", "Bürger/-innen")]),
        (Gendering.PAIRS, "Alle Bürger", [("masculine_only", "Bürger")]),
        (Gendering.PAIRS, "Alle Bürgerinnen und Bürger", []),
        (Gendering.PAIRS, "Das Bürger-Büro und die Schülerzeitung", []),
        (Gendering.STAR, "Alle Bürger*innen", []),
        (Gendering.STAR, "Alle Bürger:innen", [("gender_sign", "Bürger:innen")]),
        (Gendering.COLON, "Alle Bürger:innen", []),
        (Gendering.COLON, "Offen: in der Halle", []),
        (Gendering.COLON, "Alle Bürger_innen", [("gender_sign", "Bürger_innen")]),
    ],
)
def test_gendering(style: Gendering, text: str, expected: list[tuple[str, str]]) -> None:
    assert hits(text, gendering=style) == expected


def test_an_organisation_tunes_and_switches_off() -> None:
    text = "Ruf an: 0171 2345678. Das ISEK gilt."
    tuned = found(text, severities={"mobile_number": Severity.STOPS, "abbreviation": None})
    assert [(one.code, one.severity) for one in tuned] == [("mobile_number", Severity.STOPS)]


def test_own_ground_first() -> None:
    (one,) = found("Text", own_ground_missed=True)
    assert (one.code, one.place, one.start) == ("own_ground_missed", "channels", None)
