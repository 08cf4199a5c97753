"""Counting several things in one statement: a page that shows five numbers asks once."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST_KEPT = 256
_KEPT: dict[Hashable, "Statement"] = {}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that answers with one number for each thing, and its values."""

    sql: str
    values: Sequence[Any]

    def ask(self) -> list[int]:
        """Return the numbers as they are now."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            return list(cursor.fetchone())


def counted_by(key: Hashable, found: Callable[[], Iterable[QuerySet[Any]]]) -> list[int]:
    """Return how many rows each of what `found` makes has, as `count()` would; at least one.

    `found` is asked once for each `key`: only the question is kept, never a number, since putting
    it together takes longer than asking it. The key must hold everything the question depends on,
    the organisation first.
    """
    statement = _KEPT.get(key)
    if statement is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        statement = _KEPT[key] = _statement(found())
    return statement.ask()


def _statement(found: Iterable[QuerySet[Any]]) -> Statement:
    parts, values = [], list[Any]()
    for one in found:
        query = one.values("pk").query
        query.clear_ordering(force=False)  # kept where it decides what a slice holds
        try:
            sql, given = query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own
        values += given
    return Statement(f"SELECT {', '.join(parts)}", values)
