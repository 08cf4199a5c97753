"""From bytes to text: what the label says must be what the bytes are.

Order of trust as RFC 7303 §3 has it: byte order mark, then the transport's charset, then the XML
declaration, then UTF-8.
"""

import codecs
import re
from email.message import Message

from ausrufer.intake.feeds.shapes import FeedRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_DECLARATION = re.compile(
    rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""
)
_OPENING = re.compile(r"\s*<\?xml[^>]*\?>")
# Only encodings of text: Python's codecs also know compression and other tricks.
_KNOWN = re.compile(r"utf-8|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125\d")
# As browsers do (WHATWG Encoding): whoever writes Latin-1 or ASCII means Windows-1252.
_MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252"}


def decoded(content: bytes, content_type: str) -> str:
    """Return the text, byte order mark and XML declaration blanked out; raises FeedRefused."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, encoding)
    for start, encoding in _UNMARKED_UTF16:
        if content.startswith(start):
            return _strictly(content, encoding, encoding)
    return _by_label(content, _charset(content_type), _declared(content))


def _by_label(content: bytes, transport: str, declared: str) -> str:
    labels = [label for label in (transport, declared) if label] or ["utf-8"]
    encodings = [_known(label) for label in labels]
    if _is_utf8(content):
        # Bytes that are UTF-8 by accident do not occur; servers that add a wrong charset do.
        if "utf-8" not in encodings:
            raise _mislabelled(labels[0], "ist aber in UTF-8 geschrieben")
        return _strictly(content, "utf-8", "utf-8")
    return _strictly(content, encodings[0], labels[0])


def _strictly(content: bytes, encoding: str, label: str) -> str:
    try:
        text = content.decode(_MEANT.get(encoding, encoding), errors="strict")
    except UnicodeDecodeError as wrong:
        contradiction = f"enthält aber andere Zeichen (ab Byte {wrong.start + 1})"
        raise _mislabelled(label, contradiction) from None
    return _OPENING.sub(_blank, text, count=1)


def _mislabelled(label: str, contradiction: str) -> FeedRefused:
    return FeedRefused(
        f"Der Feed gibt die Zeichenkodierung {label.upper()} an, {contradiction}. Umlaute kämen "
        "falsch an; bitte lassen Sie die Angabe auf der Website berichtigen."
    )


def _blank(opening: re.Match[str]) -> str:
    # Lines and columns of later errors stay where people look for them.
    return re.sub(r"\S", " ", opening[0])


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        name = ""
    if not _KNOWN.fullmatch(name):
        raise FeedRefused(f"Die Zeichenkodierung „{label}“ des Feeds ist nicht bekannt.")
    return name


def _is_utf8(content: bytes) -> bool:
    """Tell whether the bytes hold umlauts (or other letters beyond ASCII) in UTF-8."""
    try:
        return not content.decode().isascii()
    except UnicodeDecodeError:
        return False


def _charset(content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type.replace("\r", " ").replace("\n", " ")
    found = header.get_param("charset")
    return found.strip()[:40] if isinstance(found, str) else ""


def _declared(content: bytes) -> str:
    found = _DECLARATION.match(content[:400])
    return found[1].decode("ascii") if found else ""
