"""Small documents made on the spot: no PDF lies in the repository."""

from io import BytesIO
from typing import Any

import typst
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)


def pdf(title: str = "Haushaltsplan 2027", *, pages: int = 3, words: str = "Einnahmen") -> bytes:
    """Return an accessible PDF in German with so many pages."""
    leaves = "\n#pagebreak()\n".join(f"= {words} {number}\nText." for number in range(pages))
    said = f'#set document(title: "{title}")\n#set text(lang: "de")\n{leaves}'
    made: bytes = typst.compile(said.encode(), format="pdf", pdf_standards=["ua-1"])
    return made


def untagged(pages: int = 1) -> bytes:
    """Return a PDF without structure, language and title, as old scanners write them."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    return written(writer)


def acting(action: dict[str, Any], *, on_page: bool = False, apart: bool = False) -> bytes:
    """Return a PDF that does something when it, or its first page, is opened.

    `apart`: the action only refers to its values, which are objects of their own.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    values = {key: _value(one) for key, one in action.items()}
    if apart:
        values = {key: writer._add_object(one) for key, one in values.items()}
    doing = DictionaryObject({NameObject(key): one for key, one in values.items()})
    if on_page:
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): doing})
    else:
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(doing)
    return written(writer)


def attached() -> bytes:
    """Return a PDF with another file inside."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_attachment("rechnung.exe", b"MZ")
    return written(writer)


def form_with_program() -> bytes:
    """Return a PDF whose form is a description of its own (XFA), which may hold programs."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    words = DecodedStreamObject()
    words.set_data(b"<xdp><event activity='docReady'><script>app.alert(1)</script></event></xdp>")
    form = {NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): writer._add_object(words)}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(form)
    return written(writer)


def marked(*, yes: bool) -> bytes:
    """Return a PDF that says in an object of its own whether it is tagged."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    said = writer._add_object(BooleanObject(yes))
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): said})
    writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject()
    writer.root_object[NameObject("/Lang")] = writer._add_object(TextStringObject("de"))
    return written(writer)


def locked() -> bytes:
    """Return a PDF that asks for a password before it may be changed."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt(user_password="", owner_password="geheim", algorithm="RC4-128")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """Return the file."""
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _value(value: Any) -> Any:
    named = isinstance(value, str) and value.startswith("/")
    return NameObject(value) if named else TextStringObject(value)
