"""Public and school holidays of a Land, from the tables of the library `holidays` (source: KMK)."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_noop as _

# categories of the library
PUBLIC, CATHOLIC, SCHOOL = "public", "catholic", "school"
LANDS = {
    "BW": _("Baden-Württemberg"),
    "BY": _("Bayern"),
    "BE": _("Berlin"),
    "BB": _("Brandenburg"),
    "HB": _("Bremen"),
    "HH": _("Hamburg"),
    "HE": _("Hessen"),
    "MV": _("Mecklenburg-Vorpommern"),
    "NI": _("Niedersachsen"),
    "NW": _("Nordrhein-Westfalen"),
    "RP": _("Rheinland-Pfalz"),
    "SL": _("Saarland"),
    "SN": _("Sachsen"),
    "ST": _("Sachsen-Anhalt"),
    "SH": _("Schleswig-Holstein"),
    "TH": _("Thüringen"),
}


def public_holidays(land: str, days: Iterable[date], *, catholic: bool = False) -> dict[date, str]:
    """Return the names of the public holidays among the days; an empty Land has none.

    `catholic` adds those that Bavaria, Saxony and Thuringia keep in mostly catholic places only.
    """
    categories = (PUBLIC, CATHOLIC) if catholic else (PUBLIC,)
    return _among(land, days, categories)


def school_holidays(land: str, days: Iterable[date]) -> dict[date, str]:
    """Return the names of the school holidays among the days, as far as they are fixed."""
    return _among(land, days, (SCHOOL,))


def last_school_year() -> int:
    """Return the last year whose school holidays are known."""
    # the library knows every country and takes 10 MB: not before somebody looks at a calendar
    from holidays.calendars.germany_school import GERMANY_SCHOOL_HOLIDAYS

    return max(GERMANY_SCHOOL_HOLIDAYS)


def _among(land: str, days: Iterable[date], categories: tuple[str, ...]) -> dict[date, str]:
    if land not in LANDS:
        return {}
    found = {day: _of_year(land, day.year, categories).get(day) for day in days}
    return {day: name for day, name in found.items() if name}


@lru_cache(maxsize=512)
def _of_year(land: str, year: int, categories: tuple[str, ...]) -> dict[date, str]:
    # the library knows every country and takes 10 MB: not before somebody looks at a calendar
    from holidays.countries.germany import Germany

    return dict(Germany(subdiv=land, years=[year], categories=categories, language="de"))
