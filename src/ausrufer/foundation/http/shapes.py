"""What goes in and what comes back: limits, parts of a form, answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class HttpPolicy:
    """Limits of the client. `allowed_private` names "host:port" pairs that may be private.

    With `only`, nothing but these "host:port" pairs is called; without, all but `refused` ones.
    `shunned` are hosts that are not called whatever the port, nor what lies below them.
    """

    allowed_private: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    refused: frozenset[str] = frozenset()
    shunned: frozenset[str] = frozenset()
    connect_seconds: float = 3.0
    total_seconds: float = 20.0
    most_bytes: int = 5_000_000
    user_agent: str = "Ausrufer"


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file of a multipart form."""

    name: str
    filename: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; header names are lower-case; `url` is the one after redirects."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    url: str

    def json(self) -> Any:
        """Return the decoded body; raises ValueError where it is not JSON."""
        try:
            return json.loads(self.content, parse_constant=_no_number)
        except RecursionError:  # a few kilobytes of brackets suffice
            raise ValueError("nested too deeply") from None


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
