"""Words a comment is about: found again wherever they can be, and never found elsewhere."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ausrufer.announcements import commenting
from ausrufer.announcements.commenting.anchors import Anchor, anchored, located

TEXT = (
    "Die Kita Regenbogen öffnet am Dienstag um 8 Uhr.\n\n"
    "**Bitte bringen Sie** den Impfausweis mit. Weitere Hinweise stehen auf "
    "[unserer Seite](https://stadt.example/kita).\n\n"
    "- Am Dienstag ist auch das Rathaus offen.\n- Fragen an das Jugendamt"
)


def of(words: str, *, nth: int = 0, text: str = TEXT) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    found = anchored(text, start, start + len(words))
    assert found is not None
    return found


def says(anchor: Anchor, text: str) -> tuple[str, bool] | None:
    place = located(anchor, text)
    return (text[place.start : place.end], place.changed) if place else None


# what the comment is about, how the text reads now, what it is about then
CASES: list[tuple[str, Anchor, str, tuple[str, bool] | None]] = [
    ("nothing changed", of("Dienstag um 8 Uhr"), TEXT, ("Dienstag um 8 Uhr", False)),
    ("a paragraph before", of("Impfausweis"), f"Vorab: Hallo.\n\n{TEXT}", ("Impfausweis", False)),
    (
        "the other Tuesday went first",
        of("Dienstag", nth=1),
        TEXT.replace("öffnet am Dienstag", "öffnet"),
        ("Dienstag", False),
    ),
    (
        "another word in its place",
        of("Dienstag"),
        TEXT.replace("Dienstag um", "Mittwoch um"),
        ("Mittwoch", True),
    ),
    (
        "half of the words changed",
        of("den Impfausweis mit"),
        TEXT.replace("den Impfausweis mit", "den gelben Impfpass mit"),
        ("den gelben Impfpass mit", True),
    ),
    (
        "formatting came",
        of("Dienstag um 8 Uhr"),
        TEXT.replace("Dienstag", "**Dienstag**", 1),
        ("Dienstag** um 8 Uhr", False),
    ),
    ("the sentence went", of("Impfausweis"), TEXT.split("\n\n", maxsplit=1)[0], None),
    ("the words were struck", of("um 8 Uhr"), TEXT.replace(" um 8 Uhr", ""), None),
    ("all is new", of("Impfausweis"), "Das Freibad ist ab Montag wieder geöffnet.", None),
    ("all is gone", of("Impfausweis"), "", None),
    (
        "the paragraphs changed places",
        of("Bitte bringen Sie"),
        "\n\n".join(reversed(TEXT.split("\n\n"))),
        ("Bitte bringen Sie", False),
    ),
    (
        "many words moved far",
        of("Weitere Hinweise stehen auf"),
        "Weitere Hinweise stehen auf Seite 3.",
        ("Weitere Hinweise stehen auf", False),
    ),
    ("a short word elsewhere", of("Sie"), "Das Amt dankt. Rufen Sie uns an.", None),
]


@pytest.mark.parametrize(
    ("anchor", "text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_words_are_found_again(
    anchor: Anchor, text: str, expected: tuple[str, bool] | None
) -> None:
    assert says(anchor, text) == expected


def test_the_second_of_two_is_the_second() -> None:
    place = located(of("Dienstag", nth=1), TEXT)
    assert place is not None
    assert place.start == TEXT.index("Dienstag", TEXT.index("Dienstag") + 1)


def test_an_anchor_takes_whole_words() -> None:
    start = TEXT.index("ienst")
    found = anchored(TEXT, start, start + 3)
    assert found == Anchor(
        "Dienstag", "Die Kita Regenbogen öffnet am", "um 8 Uhr . Bitte bringen Sie den", 30
    )
    assert anchored("… – ", 1, 1) is None
    assert anchored("", 0, 0) is None


def test_what_is_a_whole_field_stays_one() -> None:
    title = of("Rathaus zu", text="Rathaus zu")
    assert says(title, "Rathaus Altstadt zu") == ("Rathaus Altstadt zu", True)
    assert says(title, "Rathaus zu") == ("Rathaus zu", False)
    assert says(title, "Freibad auf") is None


WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=2, max_size=9),
    min_size=1,
    max_size=60,
    unique=True,
)


@settings(deadline=None)
@given(words=WORDS, new=WORDS, data=st.data())
def test_what_stands_is_found_whatever_is_written_around(
    words: list[str], new: list[str], data: st.DataObject
) -> None:
    """Whole sentences come before and after: the same words are found at their place."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    text = " ".join(words)
    quote = " ".join(words[first : last + 1])
    start = len(" ".join([*words[:first], ""])) if first else 0
    anchor = anchored(text, start, start + len(quote))
    assert anchor is not None
    capitals = " ".join(one.upper() + "X" for one in new)  # none of the words there are
    now = f"{capitals}\n\n{text}\n\n{capitals}"
    if anchor.before or anchor.after:
        place = located(anchor, now)
        assert place is not None
        assert now[place.start : place.end] == quote
        assert place.start == len(capitals) + 2 + start


@settings(deadline=None)
@given(texts=st.lists(st.text(max_size=200), min_size=2, max_size=4))
def test_any_text_gives_a_place_within_it_or_none(texts: list[str]) -> None:
    for one, other in pairwise(texts):
        anchor = anchored(one, 0, len(one))
        place = located(anchor, other) if anchor else None
        assert place is None or 0 <= place.start < place.end <= len(other)
        if anchor:
            assert says(anchor, one) == (anchor.quote, False)


def test_the_room_knows_no_framework_and_no_clock() -> None:
    for path in sorted(Path(commenting.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith(
                    (
                        "django.db",
                        "django.conf",
                        "ausrufer.announcements.models",
                        "ausrufer.foundation.clock",
                    )
                )
