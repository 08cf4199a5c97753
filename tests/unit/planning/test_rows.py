"""Columns guessed, rows read: an idea, or a sentence with its place."""

from datetime import date, time

import pytest

from ausrufer.announcements.planning.columns import Part, guessed
from ausrufer.announcements.planning.reading import Found, House, read_rows
from ausrufer.announcements.planning.rough import Rough
from ausrufer.announcements.planning.table import Row, Table

HOUSE = House(
    department_id=1,
    year=2026,
    today=date(2026, 11, 21),
    departments={"presse": 1, "tiefbau": 2, "kultur": 3},
    own=frozenset({1, 2}),
    people={"anna": 7},
    kinds={"veranstaltung": "event", "event": "event"},
)
T, D, C, N = Part.TITLE, Part.DAY, Part.CLOCK, Part.NOTE


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Titel", "Datum", "Uhrzeit"], {T: 0, D: 1, C: 2}),
        (["Title", "Date", "Time", "Owner"], {T: 0, D: 1, C: 2, Part.PERSON: 3}),
        (["Nr.", "Überschrift", "KW", "Text"], {Part.KEY: 0, T: 1, D: 2, N: 3}),
        (["SUMMARY", "DESCRIPTION", "DTSTART", "CATEGORIES", "UID"],
         {T: 0, N: 1, D: 2, Part.TOPIC: 3, Part.KEY: 4}),
        (["Thema", "Amt", "Art", "Wer"],
         {Part.TOPIC: 0, Part.DEPARTMENT: 1, Part.KIND: 2, Part.PERSON: 3}),
        (["Start", "Datum", "Datum"], {D: 1}),
        (["a", "b"], {}),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_their_names(columns: list[str], expected: dict[Part, int]) -> None:
    assert guessed(columns) == expected


COLUMNS = ("Titel", "Datum", "Zeit", "Amt", "Wer", "Art", "ID", "Thema")
ASSIGNED = {
    T: 0,
    D: 1,
    C: 2,
    Part.DEPARTMENT: 3,
    Part.PERSON: 4,
    Part.KIND: 5,
    Part.KEY: 6,
    Part.TOPIC: 7,
}


def read(*cells: str) -> Found:
    whole = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    [found] = read_rows(Table(COLUMNS, (Row(2, whole),)), ASSIGNED, HOUSE)
    return found


def test_a_row_becomes_an_idea() -> None:
    found = read(" Radweg ", "3.12.", "10 Uhr", "tiefbau", "Anna", "Veranstaltung", "", "Verkehr")
    day = date(2026, 12, 3)
    assert (found.title, found.rough) == ("Radweg", Rough(day, day, time(10)))
    assert (found.department_id, found.person_id, found.kind, found.topic) == (
        2,
        7,
        "event",
        "Verkehr",
    )
    assert found.trouble == ""
    assert read("Radweg").department_id == 1
    assert read("Radweg", "KW 49", "10 Uhr").rough.at is None


@pytest.mark.parametrize(
    ("cells", "where", "said"),
    [
        ((" ",), "Titel", "Ohne Titel wird daraus keine Idee."),
        (("x" * 201,), "Titel", "Zu lang: höchstens 200 Zeichen."),
        (("A", "bald"), "Datum", "„bald“ ist kein Tag, keine Kalenderwoche und kein Monat."),
        (("A", "3.12.", "früh"), "Zeit", "„früh“ ist keine Uhrzeit."),
        (("A", "", "", "Nixamt"), "Amt", "Das Amt „Nixamt“ gibt es nicht."),
        (("A", "", "", "Kultur"), "Amt", "Für „Kultur“ schreiben Sie nicht."),
        (("A", "", "", "", "Dora"), "Wer", "„Dora“ ist hier nicht bekannt."),
        (("A", "", "", "", "", "Reel"), "Art", "„Reel“ ist hier nicht bekannt."),
    ],
)
def test_trouble_is_told_in_german_with_its_place(
    cells: tuple[str, ...], where: str, said: str
) -> None:
    found = read(*cells)
    assert (found.number, found.where, found.trouble, found.origin) == (2, where, said, "")


def test_the_same_row_is_known_again() -> None:
    def origin(*cells: str) -> str:
        return str(read(*cells).origin)

    assert origin("Radweg", "3.12.") == origin("radweg ", "3. Dezember 2026")
    assert origin("Radweg", "3.12.") != origin("Radweg", "4.12.")
    assert origin("Radweg", "3.12.") != origin("Radweg", "3.12.", "", "Tiefbau")
    keyed = ("", "", "", "", "17")
    assert origin("Radweg", "3.12.", *keyed[1:]) == origin("Steg", "4.12.", *keyed[1:])


def test_what_no_column_says_is_left_open() -> None:
    [found] = read_rows(Table(("x",), (Row(2, ("Radweg",)),)), {T: 0, N: 5}, HOUSE)
    assert (found.title, found.rough, found.note) == ("Radweg", Rough(), "")
    [nothing] = read_rows(Table(("x",), (Row(2, ("Radweg",)),)), {}, HOUSE)
    assert nothing.where == "Titel"
