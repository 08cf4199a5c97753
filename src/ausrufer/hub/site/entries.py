"""The folder of entries: one JSON file per message, and marks of what is not yet on the pages."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ausrufer.hub.site import wire
from ausrufer.hub.site.entry import Entry
from ausrufer.hub.site.write import write_file

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Lists to write anew, and files (SHA-256) to remove where nothing shows them any more."""

    shelves: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    def joined(self, other: "Unfinished") -> "Unfinished":
        """Return both together."""
        return Unfinished(
            tuple(sorted({*self.shelves, *other.shelves})),
            tuple(sorted({*self.pictures, *other.pictures})),
        )


class Entries:
    """The truth of a site. Who writes holds the site's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "entries"
        self._unfinished = folder / "unfinished"

    def read(self, public_id: str) -> Entry | None:
        """Return the entry of a message; None where it never was published here."""
        try:
            return wire.from_bytes(self._path(public_id).read_bytes())
        except FileNotFoundError:
            return None

    def write(self, entry: Entry) -> None:
        """Keep an entry durably."""
        write_file(self._path(entry.public_id), wire.to_bytes(entry))

    def all(self) -> Iterator[Entry]:
        """Return every entry, in no order."""
        for path in self._files():
            yield wire.from_bytes(path.read_bytes())

    def ids(self) -> tuple[str, ...]:
        """Return the ids of every entry."""
        return tuple(entry.public_id for entry in self.all())

    def begin(self, public_id: str, unfinished: Unfinished) -> None:
        """Note durably what is about to change for a message, beside what a crash left behind."""
        merged = self.unfinished(public_id).joined(unfinished)
        note = {"public_id": public_id, **asdict(merged)}
        write_file(self._mark(public_id), json.dumps(note).encode())

    def finish(self, public_id: str) -> None:
        """Note that the pages show the entry."""
        self._mark(public_id).unlink(missing_ok=True)

    def is_unfinished(self, public_id: str) -> bool:
        """Tell whether a crash left pages of a message behind."""
        return self._mark(public_id).exists()

    def unfinished(self, public_id: str) -> Unfinished:
        """Return what is still to be written for a message."""
        try:
            note = json.loads(self._mark(public_id).read_bytes())
        except FileNotFoundError:
            return Unfinished()
        return Unfinished(tuple(note["shelves"]), tuple(note["pictures"]))

    def all_unfinished(self) -> tuple[str, ...]:
        """Return the messages whose pages a crash left behind."""
        if not self._unfinished.is_dir():
            return ()
        marks = sorted(self._unfinished.glob("[!.]*.json"))
        return tuple(json.loads(mark.read_bytes())["public_id"] for mark in marks)

    def _files(self) -> Iterator[Path]:
        # What begins with a dot is another writer's file on its way.
        return self._folder.glob("[!.]*.json") if self._folder.is_dir() else iter(())

    def _path(self, public_id: str) -> Path:
        return self._folder / f"{_file_name(public_id)}.json"

    def _mark(self, public_id: str) -> Path:
        return self._unfinished / f"{_file_name(public_id)}.json"


def _file_name(public_id: str) -> str:
    # An id is somebody else's text: it must not name a file outside of the folder.
    if _PLAIN_NAME.fullmatch(public_id):
        return public_id
    return f"_{hashlib.sha256(public_id.encode()).hexdigest()}"
