"""What lists of components are made of; views build these, `{% load kern %}` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ausrufer.design.tones import Tone


@dataclass(frozen=True)
class Description:
    """A term with its value; `url` makes the value a link."""

    term: str
    value: object
    url: str = ""


@dataclass(frozen=True)
class Task:
    """One line of a task list: where it leads and how it stands.

    `start` and `end` name words in the field `url` leads to, which scripts select.
    """

    label: str
    url: str = ""
    word: str = ""
    tone: Tone | str = Tone.NEUTRAL
    icon: str = ""
    note: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing; each is a page of its own address."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    note: str = ""
    word: str = ""  # a state, shown as sign and read out
    tone: Tone | str = Tone.NEUTRAL


@dataclass(frozen=True)
class Step:
    """A station on the way of a thing; `note` says who and when."""

    label: str
    state: Literal["done", "current", "open", "stopped"] = "open"
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Happening:
    """One line of a time line: what happened or will happen, when and to what end."""

    text: str
    at: datetime | None = None
    who: str = ""
    tone: Tone | str = Tone.NEUTRAL
    icon: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Crumb:
    """One ancestor of a page; the page itself has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter that can be switched on and off by following its address."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Mark:
    """How a thing stands on one channel, small enough for a table row."""

    label: str
    word: str
    tone: Tone | str = Tone.NEUTRAL
    short: str = ""
    icon: str = ""
    url: str = ""


Descriptions = Sequence[Description]
