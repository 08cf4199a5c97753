"""What the desk's frame shows. The desk fills it in, `design/shell.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Room:
    """One entry of the navigation; `count` is the number of things that wait there."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int = 0
    counted: str = ""  # what the number counts, for screen readers: "wartet auf Sie"


@dataclass(frozen=True)
class MenuEntry:
    """One line of the person's menu."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Person:
    """Who is logged in and what their menu offers beside appearance, language and log-out."""

    name: str
    role: str = ""
    menu: Sequence[MenuEntry] = ()
    logout_url: str = ""


@dataclass(frozen=True)
class Bell:
    """What somebody has not read yet; `count_url` answers with the bell alone."""

    url: str
    count_url: str
    count: int = 0
    shown: str = ""


@dataclass(frozen=True)
class Override:
    """Something that overrules normal life: the practice town or a running incident.

    `short` stands for `text` where there is room for few words.
    """

    kind: Literal["practice", "incident"]
    text: str
    short: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class House:
    """An organisation the person may act for."""

    number: int
    name: str
    current: bool = False


@dataclass(frozen=True)
class Shell:
    """Everything around a page of the desk; put it into the context as `shell`."""

    town: str
    rooms: Sequence[Room] = ()
    person: Person | None = None
    bell: Bell | None = None
    houses: Sequence[House] = ()  # more than one: the head offers to switch
    switch_url: str = ""
    home_url: str = "/"
    search_url: str = ""
    palette_url: str = ""
    new_url: str = ""
    new_label: str = ""
    crest_url: str = ""
    overrides: Sequence[Override] = field(default=())
