"""Plans as OpenDocument sheets: the first sheet, as its readers see it; nothing is calculated."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.planning.gathering import gathered
from ausrufer.announcements.planning.table import MOST_COLUMNS, MOST_ROWS, Table, Unreadable

if TYPE_CHECKING:
    from odfdo import Element
    from odfdo import Table as Sheet

CONTENT = "content.xml"
MOST_CONTENT, MOST_UNPACKED, MOST_FILES = 20_000_000, 60_000_000, 1_000
_SHEETS = "application/vnd.oasis.opendocument.spreadsheet"
_NO_SHEET = gettext_noop(
    "Das ist keine lesbare Tabelle im Format ODS. Eine Excel-Datei speichern Sie bitte als ODS "
    "oder CSV."
)
_BOMB = gettext_noop("Diese Datei entpackt sich zu etwas viel Größerem und wird nicht gelesen.")
_CLOCK = re.compile(r"PT(?P<hours>\d{1,2})H(?P<minutes>\d{1,2})M")


def is_archive(content: bytes) -> bool:
    """Tell whether a file is packed, as sheets are."""
    return content.startswith(b"PK")


def read_sheet(content: bytes) -> Table:
    """Return the plan in the first sheet of an ODS file; raises Unreadable."""
    # odfdo and lxml take 9 MB: not before somebody brings a sheet
    from odfdo import Document

    _check(content)
    try:
        sheets = Document(io.BytesIO(content)).body.get_tables()
    except Exception as broken:  # the library promises nothing about files that lie
        raise Unreadable(gettext(_NO_SHEET)) from broken
    if not sheets:
        raise Unreadable(gettext(_NO_SHEET))
    return gathered(_lines(sheets[0]))


def _check(content: bytes) -> None:
    """Look at an archive before anything is unpacked or parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {one.filename: one for one in packed.infolist()}
            sizes = [one.file_size for one in packed.infolist()]
            if len(sizes) > MOST_FILES or sum(sizes) > MOST_UNPACKED:
                raise Unreadable(gettext(_BOMB))
            if CONTENT not in files or packed.read("mimetype").strip() != _SHEETS.encode():
                raise Unreadable(gettext(_NO_SHEET))
            if files[CONTENT].file_size > MOST_CONTENT:
                raise Unreadable(gettext(_BOMB))
            for name in (CONTENT, "META-INF/manifest.xml", "styles.xml", "meta.xml"):
                if name in files:
                    _harmless(packed.read(name))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError) as broken:
        raise Unreadable(gettext(_NO_SHEET)) from broken


def _harmless(part: bytes) -> None:
    """Refuse entities and document types: a sheet needs none, an attack does."""
    try:
        for _event, element in iterparse(io.BytesIO(part), forbid_dtd=True):
            element.clear()
    except (DefusedXmlException, ParseError, ValueError) as broken:
        raise Unreadable(gettext(_NO_SHEET)) from broken


def _lines(sheet: "Sheet") -> Iterator[tuple[int, list[str]]]:
    """Yield the lines; one that repeats itself a million times is read once and handed on."""
    number = 1
    for row in sheet.get_elements("descendant::table:table-row"):
        times = _times(row, "table:number-rows-repeated")
        if any(cells := _cells(row)):
            for place in range(number, number + min(times, MOST_ROWS + 1)):
                yield place, cells
        number += times


def _cells(row: "Element") -> list[str]:
    cells: list[str] = []
    for cell in row.get_elements("table:table-cell | table:covered-table-cell"):
        room = MOST_COLUMNS + 1 - len(cells)
        if room <= 0:
            break
        cells += [_shown(cell)] * min(_times(cell, "table:number-columns-repeated"), room)
    return cells


def _times(element: "Element", name: str) -> int:
    said = element.get_attribute_string(name) or "1"
    return int(said) if said.isdecimal() and len(said) < 9 else 1  # noqa: PLR2004 - a million columns


def _shown(cell: "Element") -> str:
    """Return what readers see of a cell, days and times in a form that says all of them."""
    kind = cell.get_attribute_string("office:value-type") or ""
    if kind == "date":
        return cell.get_attribute_string("office:date-value") or ""
    if kind == "time":
        found = _CLOCK.match(cell.get_attribute_string("office:time-value") or "")
        if found:
            return f"{int(found['hours']):02}:{int(found['minutes']):02}"
    return "\n".join(one.inner_text for one in cell.get_elements("text:p"))
