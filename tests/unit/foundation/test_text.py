"""Texts in their stored form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.foundation.text import clean_line, clean_text, is_blank

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # held together by zero-width joiners


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("Spalte\tzwei", "Spalte\tzwei"),
        ("a\x00b\x1b[31mc\x85d", "ab[31mc\nd"),
        ("aus\x0bWord\u2028kopiert", "aus\nWord\nkopiert"),
        ("u\u0308ber", "über"),
        ("u\x00\u0308ber", "über"),
        ("Fest \u202egro.evil//:sptth\u202c", "Fest gro.evil//:sptth"),
        ("\u2067innen\u2069 außen", "innen außen"),
        ("\ufeffStart \ufffe\uffff\ufdd0", "Start "),
        (FAMILY, FAMILY),
        ("می‌خواهم", "می‌خواهم"),  # a zero-width non-joiner that Persian needs
        ("", ""),
    ],
)
def test_stored_form(given: str, stored: str) -> None:
    assert clean_text(given) == stored


def test_one_line() -> None:
    assert clean_line("  zwei\n\tWörter\u2028und\x0bdrei  ") == "zwei Wörter und drei"


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    for clean in (clean_text, clean_line):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not set(once) & set("\x00\r\u202e\ufffe")


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d\ufeff", "\u3000\u00ad", "\u2028"])
def test_nothing_to_see(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "\u200bö", FAMILY, "\U0001fae8"])
def test_something_to_see(text: str) -> None:
    assert not is_blank(text)
