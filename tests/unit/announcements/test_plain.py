"""The Markdown subset as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.plain import to_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("Ein **fetter** und *kursiver* Satz.", "Ein fetter und kursiver Satz."),
        ("Eins\nZwei\n\n\nDrei", "Eins\nZwei\n\nDrei"),
        ("# Titel\n\nText", "Titel\n\nText"),
        ("- eins\n- zwei", "– eins\n– zwei"),
        ("Davor:\n\n- eins\n- zwei\n\nDanach", "Davor:\n\n– eins\n– zwei\n\nDanach"),
        ("1. eins\n2. zwei", "1. eins\n2. zwei"),
        ("1. eins\n1. zwei", "1. eins\n2. zwei"),
        ("- eins\n\n  mehr\n\n- zwei", "– eins\n\n  mehr\n– zwei"),
        ("- a\n  - b\n  - c\n- d", "– a\n  – b\n  – c\n– d"),
        ("> Zitat\n> weiter", "> Zitat\n> weiter"),
        ("> eins\n>\n> zwei", "> eins\n>\n> zwei"),
        ("24. Dezember: zu", "24. Dezember: zu"),
        ("[Termin](https://a.de/t)", "Termin (https://a.de/t)"),
        ("[https://a.de/t](https://a.de/t)", "https://a.de/t"),
        ("[](https://a.de/t)", "https://a.de/t"),
        ("<https://a.de/t>", "https://a.de/t"),
        ("Siehe https://a.de/t.", "Siehe https://a.de/t."),
        ("https://www.münchen.de/straße", "https://www.münchen.de/straße"),
        ("[presse@a.de](mailto:presse@a.de)", "presse@a.de"),
        ("[Presse](mailto:presse@a.de)", "Presse (presse@a.de)"),
        ("[anrufen](tel:+49123)", "anrufen (+49123)"),
        ("[**fett**](https://a.de)", "fett (https://a.de)"),
        ("Bürger*innen", "Bürger*innen"),
        ("Müll &amp; Sperrmüll", "Müll & Sperrmüll"),
        ("„So“ – und … so", "„So“ – und … so"),
        ("<b>roh</b>", "<b>roh</b>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_the_subset(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_the_address_shown_elsewhere_is_left_out_behind_its_words() -> None:
    text = "[Termin](https://a.de/t) und [mehr](https://a.de/m), auch https://a.de/t"
    expected = "Termin und mehr (https://a.de/m), auch https://a.de/t"
    assert to_plain(text, without_address="https://a.de/t") == expected


def test_the_address_shown_elsewhere_may_be_written_with_umlauts() -> None:
    text = "[Termin](https://münchen.de/größe)"
    assert to_plain(text, without_address="https://münchen.de/größe") == "Termin"


WORDS = st.lists(st.text("abcäöüß0123", min_size=1), min_size=1)


@given(st.lists(WORDS, min_size=1), st.sampled_from(["", "- ", "> ", "# ", "1. "]))
def test_no_word_gets_lost(lines: list[list[str]], marker: str) -> None:
    text = "\n\n".join(marker + " ".join(words) for words in lines)
    words = [word for line in lines for word in line]
    said = to_plain(text).replace("– ", " ").replace("> ", " ").split()
    assert [word for word in said if not word.endswith(".")] == words


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert to_plain(text) == to_plain(text)
