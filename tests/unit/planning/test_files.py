"""Plans from files: every encoding, every separator, every calendar; and nasty ones."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.planning.files import read_file
from ausrufer.announcements.planning.table import MOST_ROWS, Table, Unreadable

from .files import diary, in_content, repacked, sheet

TODAY = date(2026, 11, 21)
SHEET = sheet(("Titel", "Datum"), ("Radweg", date(2026, 12, 3)))


def read(content: bytes) -> Table:
    return read_file(content, today=TODAY)


def rows(content: bytes) -> list[tuple[str, ...]]:
    return [one.cells for one in read(content).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_tables_as_office_programs_write_them(encoding: str, separator: str) -> None:
    text = 'Titel|Datum\r\n\r\n"Bäder ""neu""\nund groß"|KW 49\r\n'.replace("|", separator)
    table = read(text.encode(encoding))
    assert table.columns == ("Titel", "Datum")
    assert [one.cells for one in table.rows] == [('Bäder "neu"\nund groß', "KW 49")]
    assert table.rows[0].number == 4


def test_a_formula_stays_a_text() -> None:
    assert rows(b"Titel\n=SUMME(A1:A9)\n=cmd|'/C calc'!A0\n") == [
        ("=SUMME(A1:A9)",),
        ("=cmd|'/C calc'!A0",),
    ]


def test_broken_lines_are_told_at_their_place() -> None:
    found = read(b"Titel;Datum\nA;1.1.;zu viel\nB\n" + b"x" * 7000 + b";2.1.\n").rows
    assert [(one.number, one.trouble) for one in found] == [
        (2, "Diese Zeile hat mehr Felder als Spalten."),
        (3, ""),
        (4, "Ein Feld dieser Zeile ist viel zu lang."),
    ]
    assert found[1].cells == ("B", "")


def test_a_sheet_says_what_its_readers_see() -> None:
    content = sheet(
        ("Titel", "Datum", "Zeit"),
        ("Radweg", date(2026, 12, 3), timedelta(hours=10, minutes=5)),
        ("", "", ""),
        ("Bad", datetime(2026, 12, 4, 9, 30), "ab 9"),  # noqa: DTZ001 - as sheets have it
    )
    assert rows(content) == [
        ("Radweg", "2026-12-03", "10:05"),
        ("Bad", "2026-12-04T09:30:00", "ab 9"),
    ]


HUGE = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-'
HUGE += b'columns-repeated="99999999"%s</table:table-row></table:table>'
FILLED = b' office:value-type="string"><text:p>x</text:p></table:table-cell>'


def test_a_sheet_that_repeats_itself_to_its_end_is_read() -> None:
    """Office programs write the empty rest of a sheet as one line that repeats a million times."""
    assert rows(in_content(SHEET, b"</table:table>", HUGE % b"/>")) == [("Radweg", "2026-12-03")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "steht nichts"),
        (b"Titel;Datum\n", "steht nichts"),
        (b"\x00\x01\x02", "keine Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "keine Tabelle"),  # old Excel
        (b'Titel;Datum\n"offen;3', "Zeile 2"),
        (b"Titel\n" + b"a\n" * (MOST_ROWS + 1), "zu viele Zeilen"),
        (b";".join(b"a" for _ in range(41)) + b"\nb\n", "zu viele Spalten"),
        (b"a" * 5_000_001, "5 MB"),
        (b"PK\x03\x04" + b"\x00" * 60, "keine lesbare Tabelle"),
        (SHEET[:400], "keine lesbare Tabelle"),
        (
            repacked(SHEET, lambda name, part: part if name != "mimetype" else b"text/plain"),
            "keine lesbare Tabelle",
        ),
        (in_content(SHEET, b"<office:body", b"<office:kaputt"), "keine lesbare Tabelle"),
        (in_content(SHEET, b"</table:table>", HUGE % FILLED), "zu viele"),
        (
            in_content(SHEET, b"<office:document-content", b'<!DOCTYPE x [<!ENTITY a "b">]><x'),
            "keine lesbare Tabelle",
        ),
        (
            in_content(
                SHEET,
                b"<office:document-content",
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><office:document-content',
            ),
            "keine lesbare Tabelle",
        ),
        (
            repacked(SHEET, lambda name, part: part + b" " * 70_000_000 * (name == "meta.xml")),
            "viel Größerem",
        ),
        (in_content(SHEET, b"</office:body>", b" " * 21_000_000 + b"</office:body>"), "Größerem"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "kein Termin"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:abgebrochen", "kein Termin"),
        (diary(("SUMMARY:x", "DTSTART:20200101T090000", "RRULE:FREQ=DAILY;COUNT=3")), "Termin"),
        (diary(*((("SUMMARY:x", "DTSTART:20261203"),) * 2_001)), "zu viele Termine"),
    ],
)
def test_what_cannot_be_read_is_said_in_german(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(content)
    assert said in str(unreadable.value)
    assert str(unreadable.value).endswith(".")


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        (("DTSTART:20261203T090000Z",), "2026-12-03T10:00"),
        (("DTSTART:20260703T090000Z",), "2026-07-03T11:00"),
        (("DTSTART:20261203T090000",), "2026-12-03T09:00"),  # floating: the town's clocks
        (("DTSTART;TZID=America/New_York:20261203T090000",), "2026-12-03T15:00"),
        (("DTSTART;TZID=Nirgendwo:20261203T090000",), "2026-12-03T09:00"),
        (("DTSTART;VALUE=DATE:20261203",), "3.12.2026"),
        (("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261205"), "3.12.2026"),
        (("DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261207"), "KW 49/2026"),
        (("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20270101"), "Dezember 2026"),
    ],
)
def test_times_of_calendars_are_the_towns(start: tuple[str, ...], shown: str) -> None:
    [found] = rows(diary(("UID:1", "SUMMARY:Rad\\, Weg", "CATEGORIES:Verkehr,Rad", *start)))
    assert found == ("Rad, Weg", "", shown, "Verkehr", "1")


def times(*lines: str) -> list[str]:
    return [one[2] for one in rows(diary(("UID:1", "SUMMARY:x", *lines)))]


def test_what_comes_again_keeps_its_local_time_for_a_year() -> None:
    weekly = times("DTSTART;TZID=Europe/Berlin:20261019T090000", "RRULE:FREQ=WEEKLY")
    assert weekly[:2] == ["2026-11-23T09:00", "2026-11-30T09:00"]
    assert "2027-04-05T09:00" in weekly
    assert len(weekly) == 52 or len(weekly) == 53
    assert all(one.endswith("T09:00") for one in weekly)


def test_single_times_of_a_series_are_moved_and_left_out() -> None:
    series = (
        *("UID:1", "SUMMARY:Markt", "DTSTART;TZID=Europe/Berlin:20261123T090000"),
        *("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20261130T090000"),
    )
    moved = (
        *("UID:1", "SUMMARY:Markt früher", "DTSTART;TZID=Europe/Berlin:20261206T090000"),
        "RECURRENCE-ID;TZID=Europe/Berlin:20261207T090000",
    )
    dropped = ("UID:2", "SUMMARY:Fällt aus", "DTSTART:20261203T090000Z", "STATUS:CANCELLED")
    assert sorted((one[2], one[0]) for one in rows(diary(series, moved, dropped))) == [
        ("2026-11-23T09:00", "Markt"),
        ("2026-12-06T09:00", "Markt früher"),
        ("2026-12-14T09:00", "Markt"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        *(
            "FREQ=SECONDLY",
            "FREQ=HOURLY",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "x",
            "FREQ=DAILY;X=1",
        ),
        *("FREQ=DAILY;INTERVAL=7;BYDAY=SU", "FREQ=MONTHLY;BYDAY=5MO", "FREQ=YEARLY;BYWEEKNO=60"),
        *("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=kaputt"),
        *("FREQ=DAILY;INTERVAL=99999999999999999999", "FREQ=MONTHLY;BYMONTHDAY=32"),
    ],
)
def test_rules_that_might_never_come_are_not_followed(rule: str) -> None:
    found = read(diary(("UID:1", "SUMMARY:x", "DTSTART:20261101T090000", f"RRULE:{rule}")))
    assert [one.trouble[:27] for one in found.rows] == ["Diese Wiederholung lesen wi"]


def test_a_rule_from_long_ago_and_an_unreadable_start_are_told() -> None:
    old = diary(("SUMMARY:x", "DTSTART:19000101T090000", "RRULE:FREQ=DAILY"))
    assert "zu weit in der Vergangenheit" in read(old).rows[0].trouble
    for broken in (("SUMMARY:x", "DTSTART:kaputt"), ("SUMMARY:x",)):
        assert read(diary(broken)).rows[0].trouble == "Der Beginn ist nicht lesbar."


def test_a_calendar_in_the_letters_of_windows() -> None:
    content = diary(("SUMMARY:Bäder", "DTSTART:20261203T090000")).decode().encode("cp1252")
    assert rows(content)[0][0] == "Bäder"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for whole in (content, b"BEGIN:VCALENDAR\r\n" + content, b"PK\x03\x04" + content):
        try:
            table = read(whole)
        except Unreadable:
            continue
        assert Table.from_json(table.to_json()) == table
        assert all(len(one.cells) == len(table.columns) for one in table.rows)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_lines_of_calendars_are_read_or_refused(lines: list[str]) -> None:
    event = ("SUMMARY:x", "DTSTART:20261203", *(one.replace("\n", "") for one in lines))
    try:
        read("\r\n".join(diary(event).decode("utf-8", "replace").split("\r\n")).encode())
    except Unreadable:
        pass
    except UnicodeEncodeError:
        pass
