"""What a plan from a file is, whatever the file was: columns and rows of plain text."""

import json
from dataclasses import asdict, dataclass
from typing import Self

MOST_BYTES = 5_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 2_000, 40, 6_000


class Unreadable(ValueError):
    """A file cannot be read as a plan; the message is a German sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan; `number` is its place in the file, `trouble` why it counts for nothing.

    `trouble` is a German sentence where the file itself is broken at this place.
    """

    number: int
    cells: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A plan; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def to_json(self) -> str:
        """Return it as text, for the time between upload and import."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what `to_json` wrote."""
        plain = json.loads(text)
        rows = (Row(one["number"], tuple(one["cells"]), one["trouble"]) for one in plain["rows"])
        return cls(tuple(plain["columns"]), tuple(rows))
