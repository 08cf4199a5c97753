"""What stands on which list, newest first: an SQLite file made from the entries.

It is a copy for speed, not a second truth: lost or damaged, it is made anew from the entries.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ausrufer.hub.site.card import Card, card_of, from_text, to_text
from ausrufer.hub.site.entry import Entry

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE message (public_id TEXT PRIMARY KEY, path TEXT NOT NULL, updated TEXT NOT NULL,
                      shown INTEGER NOT NULL, card TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (shelf TEXT, published TEXT, public_id TEXT, name TEXT, shown INTEGER,
                    PRIMARY KEY (shelf, published, public_id)) WITHOUT ROWID;
CREATE INDEX place_of ON place (public_id);
CREATE TABLE picture (sha256 TEXT, public_id TEXT, PRIMARY KEY (sha256, public_id)) WITHOUT ROWID;
CREATE INDEX picture_of ON picture (public_id);
CREATE INDEX message_path ON message (path);
PRAGMA user_version = {_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of messages with its own page: the whole site (""), a month, a topic, a department."""

    path: str
    name: str
    count: int


class Index:
    """The lists of a site; used as `with Index.opened(path, entries) as index`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def opened(cls, path: Path, entries: Iterable[Entry]) -> Iterator["Index"]:
        """Open the index at `path`; read all `entries` only where it is missing or damaged."""
        connection = _sound(path)
        if connection is None:
            for leftover in (path, path.with_name(path.name + "-journal")):
                leftover.unlink(missing_ok=True)
            connection = _made_anew(path, entries)
        try:
            yield cls(connection)
        finally:
            connection.close()

    def put(self, *entries: Entry) -> None:
        """Enter messages, replacing what was known of them."""
        with self._connection:
            _insert(self._connection, entries)

    def shelf(self, path: str) -> Shelf | None:
        """Return one list; None where no message ever stood there."""
        return next(self._shelves("shelf = ?", path), None)

    def shelves(self, prefix: str) -> tuple[Shelf, ...]:
        """Return the lists below `prefix` ("thema/", "amt/", "archiv/") by path."""
        return tuple(self._shelves("shelf >= ? AND shelf < ?", prefix, prefix + "\U0010ffff"))

    def cards(self, shelf: str, *, first: int, most: int) -> tuple[Card, ...]:
        """Return the cards on a list, newest first, from the position `first` (0 is newest)."""
        rows = self._connection.execute(
            "SELECT card FROM place JOIN message USING (public_id) "
            "WHERE shelf = ? AND place.shown ORDER BY published DESC, public_id DESC "
            "LIMIT ? OFFSET ?",
            (shelf, most, first),
        )
        return tuple(from_text(card) for (card,) in rows)

    def newest(self, shelf: str, *, most: int) -> tuple[str, ...]:
        """Return the ids of the newest messages on a list."""
        rows = self._connection.execute(
            "SELECT public_id FROM place WHERE shelf = ? AND shown "
            "ORDER BY published DESC, public_id DESC LIMIT ?",
            (shelf, most),
        )
        return tuple(public_id for (public_id,) in rows)

    def older_than(self, shelf: str, entry: Entry) -> int:
        """Return how many messages on a list are older than `entry`: its place from the end."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM place "
            "WHERE shelf = ? AND shown AND (published, public_id) < (?, ?)",
            (shelf, _sortable(entry.published_at), entry.public_id),
        ).fetchone()
        return int(count)

    def addresses(self, shelf: str) -> tuple[tuple[str, str], ...]:
        """Return (path, time of the last change) of every message on a list, newest first."""
        rows = self._connection.execute(
            "SELECT path, updated FROM place JOIN message USING (public_id) "
            "WHERE shelf = ? AND place.shown ORDER BY published DESC, public_id DESC",
            (shelf,),
        )
        return tuple((path, updated) for path, updated in rows)

    def last_change(self) -> datetime | None:
        """Return when a message that is shown last changed."""
        return self._moment("SELECT max(updated) FROM message WHERE shown")

    def last_touch(self, shelf: str) -> datetime | None:
        """Return when anything on a list last changed, withdrawn messages included."""
        return self._moment(
            "SELECT max(updated) FROM place JOIN message USING (public_id) WHERE shelf = ?", shelf
        )

    def id_at(self, path: str) -> str:
        """Return the message, shown or withdrawn, that has this permalink; empty where none has."""
        row = self._connection.execute(
            "SELECT public_id FROM message WHERE path = ?", (path,)
        ).fetchone()
        return str(row[0]) if row else ""

    def shown_by(self, sha256: str) -> tuple[str, ...]:
        """Return every message that shows this picture, film or document."""
        found = self._connection.execute(
            "SELECT public_id FROM picture WHERE sha256 = ?", (sha256,)
        )
        return tuple(public_id for (public_id,) in found)

    def pictures(self) -> tuple[str, ...]:
        """Return every picture and film that a message shows."""
        rows = self._connection.execute("SELECT DISTINCT sha256 FROM picture")
        return tuple(sha256 for (sha256,) in rows)

    def _moment(self, query: str, *values: str) -> datetime | None:
        (found,) = self._connection.execute(query, values).fetchone()
        return datetime.fromisoformat(found) if found else None

    def _shelves(self, where: str, *values: str) -> Iterator[Shelf]:
        # With one max() SQLite takes the bare column from the newest row: the latest spelling.
        rows = self._connection.execute(
            f"SELECT shelf, name, sum(shown), max(published) FROM place WHERE {where} "  # noqa: S608 - `where` is one of two constants of this class
            "GROUP BY shelf ORDER BY shelf",
            values,
        )
        for path, name, count, _ in rows:
            yield Shelf(path, name, int(count))


def _insert(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    for entry in entries:
        _clear(connection, entry.public_id)
        shown, published = entry.withdrawn_at is None, _sortable(entry.published_at)
        card = to_text(card_of(entry))
        connection.execute(
            "INSERT INTO message VALUES (?, ?, ?, ?, ?)",
            (entry.public_id, entry.path, _sortable(entry.updated_at), shown, card),
        )
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?)",
            [(path, published, entry.public_id, name, shown) for path, name in entry.shelves],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO picture VALUES (?, ?)",
            [(sha256, entry.public_id) for sha256 in entry.content.files],
        )


def _clear(connection: sqlite3.Connection, public_id: str) -> None:
    for query in (
        "DELETE FROM message WHERE public_id = ?",
        "DELETE FROM place WHERE public_id = ?",
        "DELETE FROM picture WHERE public_id = ?",
    ):
        connection.execute(query, (public_id,))


def _sound(path: Path) -> sqlite3.Connection | None:
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        version = None
    if version == _VERSION:
        return connection
    connection.close()
    return None


def _made_anew(path: Path, entries: Iterable[Entry]) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    # One transaction with the schema: a crash leaves no index that looks whole and is not.
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    _insert(connection, entries)
    connection.execute("COMMIT")
    connection.isolation_level = "DEFERRED"
    return connection


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
