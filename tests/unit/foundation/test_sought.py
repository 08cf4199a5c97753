"""What somebody looks for, and where its words stand."""

import pytest

from ausrufer.foundation.sought import (
    MOST_TYPED,
    MOST_WORDS,
    Hit,
    among,
    fold,
    places,
    rank,
    says,
    sought,
)


def words_at(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in places(text, sought(typed))]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Brücke", ("Brücke",)),
        ("  zwei\n Wörter ", ("zwei", "Wörter")),
        ("Alt & !Neu | <-> ':*", ("Alt", "Neu")),  # nothing here is an operator
        ("& | ! ' \" \\ … %_", ()),
        ("", ()),
        ("a\x00b\u202e", ("ab",)),  # nothing unseen
        ("Bru\u0308cke", ("Brücke",)),  # as keyboards of some systems send it
        ("gleich gleich", ("gleich",)),
    ],
)
def test_words_are_read(typed: str, words: tuple[str, ...]) -> None:
    assert sought(typed).words == words


def test_enough_is_enough() -> None:
    looked_for = sought(" ".join(f"w{number}" for number in range(5000)))
    assert len(looked_for.text) == MOST_TYPED
    assert len(looked_for.words) == MOST_WORDS
    assert sought("x" * 10_000).words == ("x" * MOST_TYPED,)


def test_umlauts_are_compared_spelt_out() -> None:
    assert fold("Große ÄMTER") == "grosse aemter"


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Der Wasserspielplatz öffnet", "spielplatz", ["Wasserspielplatz"]),
        ("Zwei Spielplätze und ein Platz", "Spielplatz", ["Spielplätze"]),
        ("Der Spielplatz", "spielplaetze", ["Spielplatz"]),
        ("Die Münsterstraße", "muensterstrasse", ["Münsterstraße"]),
        ("Die Kanäle der Stadt", "Kanal", ["Kanäle"]),
        ("Messe und Messung", "Messe", ["Messe"]),  # as typed before any form
        ("Sperrung, Brücke gesperrt", "brücke sperrung", ["Sperrung", "Brücke"]),
        ("nichts davon", "Zeppelin", []),
        ("", "Zeppelin", []),
    ],
)
def test_words_are_found_in_any_form(text: str, typed: str, found: list[str]) -> None:
    assert words_at(text, typed) == found


def test_every_word_must_be_there() -> None:
    assert says("Brücke am Markt gesperrt", sought("markt brücke"))
    assert not says("Brücke am Markt gesperrt", sought("markt zeppelin"))


@pytest.mark.parametrize(
    ("title", "place"),
    [("Kanäle", 0), ("Kanäle der Stadt", 1), ("Alle Kanäle", 2), ("Nutzungskonzept", 3)],
)
def test_titles_are_ranked(title: str, place: int) -> None:
    assert rank(title, sought("kanäle")) == place


def test_the_best_title_comes_first_and_pages_follow_each_other() -> None:
    hits = [
        Hit("Anderes", "page", text="über den Newsletter"),
        Hit("Mein Newsletter", "page"),
        Hit("Newsletter", "page"),
        Hit("Zeppelin", "page"),
        Hit("Newsletter bestellen", "page"),
    ]
    titles = [
        [one.title for one in among(hits, sought("newsletter"), start=start, most=2).hits]
        for start in (0, 2, 4)
    ]
    assert titles == [["Newsletter", "Newsletter bestellen"], ["Mein Newsletter", "Anderes"], []]
    assert among(hits, sought("newsletter"), start=0, most=2).total == 4


def test_nothing_sought_finds_nothing() -> None:
    assert among([Hit("Newsletter", "page")], sought("…"), start=0, most=5).total == 0
