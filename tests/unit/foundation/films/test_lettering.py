"""Captions as pictures: letters of all languages of the desk, inside the picture, readable."""

from unittest.mock import Mock

import pytest

from ausrufer.foundation.films import lettering
from ausrufer.foundation.films.cues import MOST_SIGNS
from ausrufer.foundation.films.lettering import MOST_LINES, Box, Lettering, burnable
from tests.unit.foundation.films.wording import captions

LONG = "Das Freibad öffnet am ersten Mai um neun Uhr, der Eintritt ist an diesem Tag frei. " * 6
SIZES = [(1920, 1080), (1080, 1920), (1080, 1080), (3840, 1280), (320, 180), (64, 36), (16, 16)]
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    "words",
    [
        "Größe, Übung, Äpfel, Öl: weiß",
        "Iğdır, İzmir, şişe, Ğ, çöp",
        "Zażółć gęślą jaźń, ŁÓDŹ",
        "Їжак, Ґанок, Єва, щастя, Київ, під'їзд",
        "Объявление: съезд закрыт, ёлка",
        "Cœur, être, Noël, façade, où",
        "Ελλάδα, άνθρωπος",
        "♪ Musik ♪ 😀",  # a symbol may fall away, a word may not
        "Achtung ⚠️ Baustelle",
        "Wählen Sie 1️⃣ oder 2️⃣",
        "Danke ❤️",
    ],
)
def test_these_languages_are_drawn(words: str) -> None:
    assert burnable(captions((0, 1, words)))


@pytest.mark.parametrize(
    "words",
    [
        "سيتم تجديد المسبح",
        "Das Bad (المسبح) ist zu",
        "游泳池",
        "שלום",
        "x" * (MOST_SIGNS + 1),
        "y " * 499_000,
        "\u202e",
    ],
    ids=["arabic", "mixed", "chinese", "hebrew", "endless", "megabyte", "nothing"],
)
def test_these_are_not(words: str) -> None:
    assert not burnable(captions((0, 1, words)))


def test_one_letter_that_cannot_be_drawn_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Mock(return_value=False)
    monkeypatch.setattr(lettering, "_is_drawn", drawn)
    many = "".join(chr(sign) for sign in range(0x4E00, 0x4E00 + 900))
    assert not burnable(captions((0, 1, many)))
    assert drawn.call_count == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", ["Ja.", LONG, "W" * 999, "– Ja?\n– Nein!\n– Doch."])
def test_words_stay_inside_and_none_is_lost(size: tuple[int, int], words: str) -> None:
    width, height = size
    sheet = Lettering(width, height)
    pages = sheet.pages(words)
    assert "".join("".join(page) for page in pages).replace(" ", "") == "".join(words.split())
    for page in pages:
        assert 1 <= len(page) <= MOST_LINES
        box = sheet.box(page)
        assert 0 <= box.left < box.left + box.width <= width
        assert 0 <= box.top < box.top + box.height <= height
        assert {box.left % 2, box.top % 2, box.width % 2, box.height % 2} == {0}
        assert len(box.luma) == box.width * box.height


def test_lines_people_chose_stay() -> None:
    assert Lettering(1920, 1080).pages("– Ja?\n– Nein!") == [["– Ja?", "– Nein!"]]


def the_box(width: int, height: int) -> Box:
    return Lettering(width, height).box(["Wir bauen das Freibad um."])


def test_letters_are_a_twentieth_of_the_short_edge() -> None:
    across, upright = the_box(1920, 1080), the_box(1080, 1920)
    assert across.height == upright.height
    assert 1080 / 20 < across.height < 1080 / 10


def test_in_upright_films_nothing_stands_where_telephones_lay_their_buttons() -> None:
    across, upright = the_box(1920, 1080), the_box(1080, 1920)
    assert 1080 - across.top - across.height > 1080 * 0.05
    assert 1920 - upright.top - upright.height > 1920 * 0.2
    assert upright.left > 1080 * 0.1


def test_white_on_black_is_far_above_what_is_asked_for() -> None:
    luma = the_box(1920, 1080).luma

    def brightness(level: int) -> float:
        share = (level - 16) / 219
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    contrast = (brightness(max(luma)) + 0.05) / (brightness(min(luma)) + 0.05)
    assert contrast > LEAST_CONTRAST
    assert luma.count(min(luma)) > len(luma) / 2
