"""Lines of cells become a table: the first that says something names the columns."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from ausrufer.announcements.planning.table import (
    MOST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    Unreadable,
)
from ausrufer.foundation.text import clean_line, clean_text


def gathered(lines: Iterable[tuple[int, Sequence[str]]]) -> Table:
    """Return the table of numbered lines; empty ones are left out. Raises Unreadable."""
    filled = ((number, cells) for number, cells in lines if any(one.strip() for one in cells))
    head = next(filled, None)
    if head is None:
        raise Unreadable(gettext("In der Datei steht nichts."))
    columns = _named(head[1])
    rows: list[Row] = []
    for number, cells in filled:
        if len(rows) == MOST_ROWS:
            said = gettext("Die Datei hat zu viele Zeilen: höchstens %(most)d sind möglich.")
            raise Unreadable(said % {"most": MOST_ROWS})
        rows.append(_row(number, cells, len(columns)))
    if not rows:
        raise Unreadable(gettext("Unter der Zeile mit den Spaltennamen steht nichts."))
    return Table(columns, tuple(rows))


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    names = [clean_line(one)[:60] for one in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        said = gettext("Die Datei hat zu viele Spalten: höchstens %(most)d sind möglich.")
        raise Unreadable(said % {"most": MOST_COLUMNS})
    unnamed = gettext("Spalte %(number)d")
    return tuple(name or unnamed % {"number": place} for place, name in enumerate(names, start=1))


def _row(number: int, cells: Sequence[str], width: int) -> Row:
    kept = [clean_text(one).strip() for one in cells[:width]]
    kept += [""] * (width - len(kept))
    if any(len(one) > MOST_CELL for one in kept):
        shortened = tuple(one[:100] for one in kept)
        return Row(number, shortened, gettext("Ein Feld dieser Zeile ist viel zu lang."))
    if any(one.strip() for one in cells[width:]):
        return Row(number, tuple(kept), gettext("Diese Zeile hat mehr Felder als Spalten."))
    return Row(number, tuple(kept))
