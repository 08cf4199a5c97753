"""What every part of a wall is written with."""

import re
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

_BERLIN = ZoneInfo("Europe/Berlin")


_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def paragraphs(text: str, *, links: bool = False) -> str:
    """Return a plain text as HTML; addresses in it become `links`, should it be trusted so far."""
    blocks = [one for one in text.strip().split("\n\n") if one]
    return "".join(f"<p>{_marked(one, links=links)}</p>" for one in blocks)


def _marked(text: str, *, links: bool) -> str:
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text) if links else ():
        address = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])]).replace("\n", "<br>")


def spoken(moment: datetime) -> str:
    """Return a time as people say it in the town."""
    return f"{moment.astimezone(_BERLIN):%d.%m.%Y, %H:%M} Uhr"


def counted(*, answers: int = 0, likes: int = 0) -> str:
    """Return what people made of a post, to stand after its time; empty where nobody did."""
    told = [""]
    if answers:
        told.append("1 Antwort" if answers == 1 else f"{answers} Antworten")
    if likes:
        told.append("gefällt 1 Person" if likes == 1 else f"gefällt {likes} Personen")
    return " · ".join(told)


@cache
def template(path: Path) -> Template:
    """Return a file with places to fill in."""
    return Template(path.read_text("utf-8"))
