"""Counting several things in one statement: a page that shows five numbers asks once."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counted(*found: QuerySet[Any]) -> list[int]:
    """Return how many rows each of these has, as `count()` would; at least one must be given."""
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
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
