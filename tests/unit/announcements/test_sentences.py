"""Sentence ends on texts of a town hall."""

import pytest

from ausrufer.announcements.adaptation.sentences import sentence_ends

from .town_hall_sentences import TEXTS


def _parted(text: str) -> list[str]:
    ends = sentence_ends(text)
    return [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize("sentences", TEXTS, ids=lambda sentences: sentences[0])
def test_a_text_is_parted_at_its_sentences(sentences: list[str]) -> None:
    assert _parted(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Überschrift\n\nText.", ["Überschrift", "Text."]),
        ("– Ampel\n– Umleitung", ["– Ampel", "– Umleitung"]),
        ("Gesperrt sind:\n– Markt\n– Mühlgasse", ["Gesperrt sind:\n– Markt", "– Mühlgasse"]),
        ("Eine Zeile, die\nweitergeht. Ende.", ["Eine Zeile, die\nweitergeht.", "Ende."]),
        (
            "Das Fest beginnt.\n3. Bauabschnitt fertig.",
            ["Das Fest beginnt.", "3. Bauabschnitt fertig."],
        ),
        ("Ende.   \n ", ["Ende."]),
        ("   ", []),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_lines_and_edges(text: str, expected: list[str]) -> None:
    assert _parted(text) == expected


def test_a_window_gives_what_the_whole_text_gives() -> None:
    text = " ".join(sentence for sentences in TEXTS for sentence in sentences)
    whole = sentence_ends(text)
    for start, stop in ((0, 300), (120, 700), (500, len(text))):
        assert sentence_ends(text, start, stop) == [end for end in whole if start < end <= stop]
