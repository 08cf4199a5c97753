"""Reads a PDF: how many pages, whose language, and whether it holds anything but pages.

Runs in `reader` only. Every object of the file is looked at, not only those that a page leads to:
what is not reached by one reader may be by another.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, IndirectObject, PdfObject

from ausrufer.foundation.documents.facts import MOST_PAGES

_MOST_OBJECTS = 500_000
_LONGEST_TITLE = 200
_END = 2048  # bytes at the end, among which the file says that it is whole
# what an action may do (ISO 32000-2, 12.6.4), other than lead to a page or an address
_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/GoToR": "launch",
    "/Thread": "launch",
    "/ImportData": "launch",
    "/SubmitForm": "submit",
    "/GoToE": "embedded",
    "/Movie": "embedded",
    "/Sound": "embedded",
    "/Rendition": "embedded",
    "/RichMediaExecute": "embedded",
}
_KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/XFA": "script",
    "/EF": "embedded",
    "/EmbeddedFiles": "embedded",
}
_TYPES = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D"})
_TRUE = BooleanObject(True)  # compared: as a condition even the false one holds
# whatever else a link may name opens a file or a program of whoever reads
_ADDRESS = re.compile(r"\s*(?:https?|mailto|tel):", re.IGNORECASE)


class Unfit(Exception):
    """The file is not taken; the sentence for a code stands in `workshop`."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(source: Path) -> dict[str, Any]:
    """Return what a PDF says about itself; raises Unfit, and whatever the reader stumbles over."""
    content = source.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise Unfit("no_document")
    if b"%%EOF" not in content[-_END:]:
        raise Unfit("incomplete")
    with source.open("rb") as file:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise Unfit("encrypted")
        pages = len(reader.pages)
        if not 1 <= pages <= MOST_PAGES:
            raise Unfit("pages" if pages else "broken", pages=pages)
        for one in _objects(reader):
            _check(one)
        return {"pages": pages, **_told(reader)}


def _told(reader: PdfReader) -> dict[str, Any]:
    root = reader.root_object
    mark = _value(root, "/MarkInfo")
    structured = isinstance(mark, DictionaryObject) and _value(mark, "/Marked") == _TRUE
    told = reader.metadata
    return {
        "title": _line(told.title if told else "")[:_LONGEST_TITLE],
        "language": _line(_value(root, "/Lang"))[:35],
        "tagged": structured and "/StructTreeRoot" in root,
    }


def _line(value: object) -> str:
    """Return a text in one line; what is no text says nothing."""
    if not isinstance(value, str):
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in value)
    return " ".join(shown.encode("utf-8", "ignore").decode().split())


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, with those inside others; references are not followed."""
    numbers = {(number, generation) for generation, at in reader.xref.items() for number in at}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise Unfit("slow")
    yield from _inside(reader.trailer)
    for number, generation in sorted(numbers):
        yield from _inside(reader.get_object(IndirectObject(number, generation, reader)))


def _inside(outer: PdfObject | None) -> Iterator[DictionaryObject]:
    waiting: list[Any] = [outer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _check(one: DictionaryObject) -> None:
    for key, code in _KEYS.items():
        if key in one:
            raise Unfit(code)
    action = _value(one, "/S")
    if isinstance(action, str) and action in _ACTIONS:
        raise Unfit(_ACTIONS[action])
    if action == "/URI" and not _ADDRESS.match(_text(_value(one, "/URI"))):
        raise Unfit("address")
    for key in ("/Type", "/Subtype"):
        kind = _value(one, key)
        if isinstance(kind, str) and kind in _TYPES:
            raise Unfit("embedded")


def _text(value: object) -> str:
    if isinstance(value, bytes):  # letters that are none in any encoding of the format
        return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _value(one: DictionaryObject, key: str) -> Any:
    """Return what stands at a key, or in the object it refers to: `get` would not follow."""
    if key not in one:
        return None
    return one[key]
