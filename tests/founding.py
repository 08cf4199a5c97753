"""A town is founded once in each process; every further test gets the rows back.

Founding takes 65 statements, and a thousand and a half tests begin with it. What is laid in again
is what the actions themselves wrote, down to the chain of the journal.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection, transaction

Known = TypeVar("Known")


@dataclass(frozen=True)
class Founded(Generic[Known]):
    """What was founded, and its rows by their tables as JSON."""

    known: Known
    rows: dict[str, str]

    def again(self) -> Known:
        """Lay the rows in and return what was founded, untouched by earlier tests."""
        statements = "; ".join(_laid_in(table) for table in self.rows)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statements, [*self.rows.values()])
        return deepcopy(self.known)


def founded(found: Callable[[], Known]) -> Founded[Known]:
    """Found something where no table it fills holds a row yet, and take it all back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # what emptied the tables after an earlier test had foreign keys and triggers off
            cursor.execute("RESET session_replication_role")
        before = _counted()
        known = found()
        filled = [table for table, count in _counted().items() if count != before[table]]
        assert not any(before[table] for table in filled)
        rows = {table: _rows(table) for table in filled}
        transaction.set_rollback(True)
    return Founded(known, rows)


def _laid_in(table: str) -> str:
    return f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", %s)'  # noqa: S608 - names


def _counted() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # noqa: S608 - names
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT json_agg(one)::text FROM "{table}" one')  # noqa: S608 - names
        return str(cursor.fetchone()[0])
