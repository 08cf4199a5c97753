"""Plans as CSV: whatever office programs write, in whatever encoding they chose."""

import codecs
import csv
import io

from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.planning.gathering import gathered
from ausrufer.announcements.planning.table import Table, Unreadable

SEPARATORS = (";", ",", "\t")
_NO_TEXT = gettext_noop(
    "Das ist keine Tabelle, die wir lesen können. Möglich sind CSV, ODS und iCalendar; eine "
    "Excel-Datei speichern Sie bitte als ODS oder CSV."
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_separated(content: bytes) -> Table:
    """Return the plan in a CSV file; raises Unreadable."""
    text = decoded(content)
    if "\x00" in text:
        raise Unreadable(gettext(_NO_TEXT))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return gathered((reader.line_num, cells) for cells in reader)
    except csv.Error as broken:
        said = gettext("Zeile %(number)d ist nicht lesbar: Ein Anführungszeichen fehlt.")
        raise Unreadable(said % {"number": reader.line_num}) from broken


def decoded(content: bytes) -> str:
    """Return the text of a file: by its mark, as UTF-8, else as Windows writes it."""
    encodings = [name for mark, name in _MARKS.items() if content.startswith(mark)]
    for encoding in encodings or ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise Unreadable(gettext(_NO_TEXT))


def _separator(text: str) -> str:
    """Return what separates most columns in the first line that says something."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def columns(separator: str) -> int:
        return len(next(csv.reader([first], delimiter=separator), []))

    return max(SEPARATORS, key=columns)
