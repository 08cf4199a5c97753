"""Rough days: what people write in plans, and what it means."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.planning.rough import (
    NO_DAY,
    Rough,
    Unclear,
    read_coming,
    read_rough,
    written,
)

KW49 = Rough(date(2026, 11, 30), date(2026, 12, 6))
DECEMBER = Rough(date(2026, 12, 1), date(2026, 12, 31))
THIRD = Rough(date(2026, 12, 3), date(2026, 12, 3))
AT_TEN = Rough(THIRD.first, THIRD.last, time(10))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", NO_DAY),
        ("KW 49", KW49),
        ("kw49", KW49),
        ("49. KW", KW49),
        ("KW 49/2026", KW49),
        ("2026-W49", KW49),
        ("KW 53", Rough(date(2026, 12, 28), date(2027, 1, 3))),
        ("Dezember", DECEMBER),
        ("Dez. 2026", DECEMBER),
        ("12/2026", DECEMBER),
        ("2026-12", DECEMBER),
        ("December 2026", DECEMBER),
        ("Mitte Dezember", Rough(date(2026, 12, 11), date(2026, 12, 20))),
        ("Ende 2/2028", Rough(date(2028, 2, 21), date(2028, 2, 29))),
        ("Anfang März 2027", Rough(date(2027, 3, 1), date(2027, 3, 10))),
        ("3.12.2026", THIRD),
        ("03.12.26", THIRD),
        ("3.12.", THIRD),
        ("3. 12.", THIRD),
        ("3. Dezember", THIRD),
        ("Do, 3.12.2026", THIRD),
        ("2026-12-03", THIRD),
        ("December 3, 2026", THIRD),
        ("3 Dec 2026", THIRD),
        ("13/03/2026", Rough(date(2026, 3, 13), date(2026, 3, 13))),
        ("Donnerstag, 3. Dezember 2026, 10 Uhr", AT_TEN),
        ("3.12., 10.00 Uhr", AT_TEN),
        ("3.12.2026 10:00", AT_TEN),
        ("2026-12-03T10:00", AT_TEN),
        ("2026-12-03 10:00:00", AT_TEN),
        ("2026-12-03T09:00:00Z", AT_TEN),
        ("2026-12-03T23:30:00Z", Rough(date(2026, 12, 4), date(2026, 12, 4), time(0, 30))),
    ],
)
def test_what_people_write(words: str, meant: Rough) -> None:
    assert read_rough(words, year=2026) == meant


@pytest.mark.parametrize(
    "words",
    [
        *("bald", "irgendwann im Frühjahr", "1", "2026", "10 Uhr", "Montag", "-", "45000"),
        *("31.2.2026", "99.99.2026", "KW 0", "KW 99", "3.12.2026 25:00", "3.12.20266"),
        *("12/03/2026", "3.12.1899", "0001-01-01T00:00:00+10:00", "9" * 50, "x" * 70, "1e400"),
    ],
)
def test_what_nobody_can_read_is_said_in_german(words: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_rough(words, year=2026)
    assert str(unclear.value).startswith("„")
    assert str(unclear.value).endswith((".", "3.12.2026."))


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    with pytest.raises(Unclear, match="kann zwei Tage meinen"):
        read_rough("12/03/2026", year=2026)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("KW 49", date(2026, 11, 30)),
        ("KW 3", date(2027, 1, 18)),
        ("3.1.", date(2027, 1, 3)),
        ("3.1.2026", date(2026, 1, 3)),
        ("November", date(2026, 11, 1)),
    ],
)
def test_without_a_year_the_next_time_is_meant(words: str, first: date) -> None:
    assert read_coming(words, today=date(2026, 11, 21)).first == first


DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 1))


@given(DAYS, st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_day_can_be_read_as_it_was_written(day: date, at: time | None) -> None:
    rough = Rough(day, day, at)
    assert read_rough(written(rough), year=1999) == rough


@given(DAYS, st.sampled_from(["KW {w}/{y}", "{m}/{y}", "Anfang {m}/{y}", "Ende {m}/{y}"]))
def test_weeks_and_months_can_be_read_as_they_were_written(day: date, shape: str) -> None:
    week = day.isocalendar()
    year = week.year if "w" in shape else day.year
    rough = read_rough(shape.format(w=week.week, m=day.month, y=year), year=1999)
    assert read_rough(written(rough), year=1999) == rough


@given(st.text(max_size=80), st.integers(2000, 2100))
def test_any_words_are_read_or_refused(words: str, year: int) -> None:
    try:
        rough = read_rough(words, year=year)
    except Unclear:
        return
    assert (rough.first is None) == (rough.last is None)
    assert rough.at is None or rough.first == rough.last
