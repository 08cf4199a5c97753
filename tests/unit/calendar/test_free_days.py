"""Public and school holidays as the Länder fixed them."""

from datetime import date, timedelta

import pytest

from ausrufer.announcements.calendar.free_days import (
    LANDS,
    last_school_year,
    public_holidays,
    school_holidays,
)


@pytest.mark.parametrize(
    ("land", "day", "name"),
    [
        ("BY", date(2026, 1, 6), "Heilige Drei Könige"),
        ("SN", date(2026, 11, 18), "Buß- und Bettag"),
        ("BE", date(2027, 3, 8), "Frauentag"),
        ("TH", date(2026, 9, 20), "Weltkindertag"),
        ("NW", date(2026, 5, 14), "Christi Himmelfahrt"),
        ("HB", date(2026, 10, 31), "Reformationstag"),
    ],
)
def test_public_holidays(land: str, day: date, name: str) -> None:
    assert public_holidays(land, [day, date(2026, 7, 7)]) == {day: name}


def test_every_land_keeps_the_holidays_of_all() -> None:
    for land in LANDS:
        days = [date(2026, 12, 25), date(2026, 12, 26), date(2026, 10, 3), date(2027, 1, 1)]
        assert list(public_holidays(land, days)) == days


def test_what_only_catholic_places_keep() -> None:
    day = date(2026, 8, 15)
    assert public_holidays("BY", [day]) == {}
    assert public_holidays("BY", [day], catholic=True) == {day: "Mariä Himmelfahrt"}
    assert public_holidays("NW", [day], catholic=True) == {}


# Ferienkalender of the Kultusministerkonferenz, school years 2025/26 and 2026/27
@pytest.mark.parametrize(
    ("land", "first", "last", "name"),
    [
        ("BY", date(2026, 8, 3), date(2026, 9, 14), "Sommerferien"),
        ("BY", date(2026, 12, 24), date(2027, 1, 8), "Weihnachtsferien"),
        ("SN", date(2026, 2, 9), date(2026, 2, 21), "Winterferien"),
    ],
)
def test_school_holidays(land: str, first: date, last: date, name: str) -> None:
    days = [first + timedelta(days=number) for number in range(-1, (last - first).days + 2)]
    assert school_holidays(land, days) == dict.fromkeys(days[1:-1], name)


def test_nothing_is_made_up() -> None:
    assert public_holidays("", [date(2026, 12, 25)]) == {}
    assert public_holidays("XX", [date(2026, 12, 25)]) == {}
    assert school_holidays("BY", [date(last_school_year() + 1, 8, 15)]) == {}
