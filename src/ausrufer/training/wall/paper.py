"""What every part of a wall is written with."""

from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

_BERLIN = ZoneInfo("Europe/Berlin")


def paragraphs(text: str) -> str:
    """Return a plain text as HTML."""
    blocks = [escape(one).replace("\n", "<br>") for one in text.strip().split("\n\n") if one]
    return "".join(f"<p>{one}</p>" for one in blocks)


def spoken(moment: datetime) -> str:
    """Return a time as people say it in the town."""
    return f"{moment.astimezone(_BERLIN):%d.%m.%Y, %H:%M} Uhr"


@cache
def template(path: Path) -> Template:
    """Return a file with places to fill in."""
    return Template(path.read_text("utf-8"))
