"""Files as office programs write them, and as those who mean harm do."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from odfdo import Cell, Document, Row
from odfdo import Table as Sheet


def sheet(*lines: tuple[Any, ...]) -> bytes:
    """Return an ODS file with these lines."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Sheet("Plan")
    for line in lines:
        row = Row()
        for value in line:
            row.append_cell(Cell(value))
        table.append_row(row)
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return an archive with its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for one in old.infolist():
            new.writestr(one.filename, change(one.filename, old.read(one)))
    return file.getvalue()


def in_content(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return a sheet with something replaced in what it says."""

    def change(name: str, part: bytes) -> bytes:
        return part.replace(old, new) if name == "content.xml" else part

    return repacked(content, change)


def diary(*events: tuple[str, ...]) -> bytes:
    """Return an iCalendar file with these events, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Probe//DE"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
