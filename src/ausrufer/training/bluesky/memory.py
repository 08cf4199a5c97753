"""What the emulated server remembers: records and blobs.

With a folder, every change is appended to a journal there and blobs are kept as files, so that the
practice town finds its posts again after a restart.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ausrufer.training.bluesky.cids import cid_of_blob

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is kept."""

    uri: str
    cid: str
    value: Record

    @property
    def did(self) -> str:
        """Whose record it is."""
        return self.uri.split("/")[2]

    @property
    def collection(self) -> str:
        """The kind of record."""
        return self.uri.split("/")[3]

    @property
    def key(self) -> str:
        """The record's key."""
        return self.uri.split("/")[4]


@dataclass(frozen=True, slots=True)
class Blob:
    """An uploaded file; anybody's, found by its content."""

    cid: str
    media_type: str
    size: int
    sha256: str

    def reference(self) -> Record:
        """Return it as records refer to it."""
        return {
            "$type": "blob",
            "ref": {"$link": self.cid},
            "mimeType": self.media_type,
            "size": self.size,
        }


class Memory:
    """Records by address, blobs by content, and everything that was ever made public."""

    def __init__(self, folder: Path | None) -> None:
        self.records: dict[str, Stored] = {}
        self.blobs: dict[str, Blob] = {}
        self.created: list[Stored] = []  # in order; what was removed since is still here
        self._contents: dict[str, bytes] = {}
        self._folder = folder
        if folder is not None:
            (folder / "blobs").mkdir(parents=True, exist_ok=True)
            self._recall(folder / "journal.jsonl")

    def put(self, stored: Stored) -> None:
        """Remember a new or changed record."""
        self._note("put", asdict(stored))
        self._replay("put", asdict(stored))

    def remove(self, uri: str) -> None:
        """Forget a record."""
        self._note("remove", {"uri": uri})
        self._replay("remove", {"uri": uri})

    def keep_blob(self, content: bytes, media_type: str) -> Blob:
        """Remember a file; the first upload decides on its type."""
        cid = cid_of_blob(content)
        if cid not in self.blobs:
            if self._folder is None:
                self._contents[cid] = content
            else:
                (self._folder / "blobs" / cid).write_bytes(content)
            blob = Blob(cid, media_type, len(content), hashlib.sha256(content).hexdigest())
            self.blobs[cid] = blob
            self._note("blob", asdict(blob))
        return self.blobs[cid]

    def content(self, cid: str) -> bytes:
        """Return the bytes of a blob; raises LookupError or FileNotFoundError."""
        if self._folder is None:
            return self._contents[cid]
        return (self._folder / "blobs" / self.blobs[cid].cid).read_bytes()

    def of(self, did: str, collection: str) -> list[Stored]:
        """Return the records of an account of one kind, by key."""
        return [
            stored
            for _, stored in sorted(self.records.items())
            if (stored.did, stored.collection) == (did, collection)
        ]

    def _note(self, kind: str, record: Record) -> None:
        if self._folder is not None:
            line = json.dumps({"kind": kind, "record": record}, ensure_ascii=False)
            with (self._folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
                journal.write(line + "\n")

    def _recall(self, journal: Path) -> None:
        written = journal.read_bytes() if journal.exists() else b""
        *lines, begun = written.split(b"\n")
        for line in lines:
            noted = json.loads(line)
            self._replay(noted["kind"], noted["record"])
        if begun:  # by a server that was killed while writing
            journal.write_bytes(written.removesuffix(begun))

    def _replay(self, kind: str, record: Record) -> None:
        match kind:
            case "put":
                stored = Stored(**record)
                if stored.uri not in self.records:
                    self.created.append(stored)
                self.records[stored.uri] = stored
            case "remove":
                self.records.pop(record["uri"], None)
            case "blob":
                self.blobs[record["cid"]] = Blob(**record)
