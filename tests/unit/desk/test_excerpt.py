"""Pieces of texts with the words sought marked."""

import pytest

from ausrufer.desk.web.finding.excerpt import excerpt, marked
from ausrufer.foundation.sought import sought

FILLING = "Wörter, die niemand sucht, stehen hier in großer Zahl. "


def joined(pieces: list[tuple[str, bool]]) -> str:
    return "".join(f"[{piece}]" if hit else piece for piece, hit in pieces)


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("Die Brücke ist gesperrt", "brücke", "Die [Brücke] ist gesperrt"),
        ("Brücke", "brücke", "[Brücke]"),
        ("Brücke Brücke", "brücke", "[Brücke] [Brücke]"),
        ("<b>Brücke</b> & mehr", "brücke", "<b>[Brücke]</b> & mehr"),
        ("ohne Treffer", "brücke", "ohne Treffer"),
        ("", "brücke", ""),
    ],
)
def test_words_are_marked_and_nothing_is_changed(text: str, typed: str, shown: str) -> None:
    pieces = marked(text, sought(typed))
    assert joined(pieces) == shown
    assert "".join(piece for piece, _hit in pieces) == text


def test_an_excerpt_lies_around_the_words() -> None:
    text = FILLING * 20 + "Die Brücke ist gesperrt. " + FILLING * 20
    shown = joined(excerpt(text, sought("brücke")))
    assert "[Brücke] ist gesperrt." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 260


def test_the_place_with_most_of_the_words_is_shown() -> None:
    text = "Der Markt. " + FILLING * 20 + "Am Markt ist die Brücke gesperrt. " + FILLING * 5
    assert "[Markt] ist die [Brücke]" in joined(excerpt(text, sought("brücke markt")))


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert joined(excerpt(FILLING * 20, sought("zeppelin"))).startswith("Wörter, die niemand")


def test_signs_of_formatting_do_not_show() -> None:
    shown = joined(excerpt("## Titel\n**Fett** und [Seite](https://a.example)", sought("fett")))
    assert shown == "Titel [Fett] und Seite"


def test_a_text_without_any_space_is_cut() -> None:
    shown = joined(excerpt("x" * 5000, sought("xx")))
    assert len(shown) < 260
