"""What the emulated instance remembers: media, statuses and idempotency keys.

With a folder, every change is appended to a journal there and pictures are kept as files, so that
the practice town finds its posts again after a restart.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

KEY_LIFETIME = timedelta(hours=1)


@dataclass(slots=True)
class Media:
    """An uploaded picture; `polls` is how often one must still ask until it is processed."""

    id: str
    account: str
    sha256: str
    media_type: str
    width: int
    height: int
    description: str = ""
    focus: tuple[float, float] = (0.0, 0.0)
    polls: int = 0
    status_id: str = ""


@dataclass(slots=True)
class Status:
    """A post; times are ISO 8601 in UTC, empty where they did not happen."""

    id: str
    account: str
    text: str
    created_at: str
    key: str = ""
    language: str = "de"
    visibility: str = "public"
    sensitive: bool = False
    spoiler_text: str = ""
    reply_to: str = ""
    media_ids: list[str] = field(default_factory=list)
    edited_at: str = ""
    deleted_at: str = ""
    favoured_by: list[str] = field(default_factory=list)


class Memory:
    """All records by id, and which idempotency keys are still known."""

    def __init__(self, folder: Path | None) -> None:
        self.media: dict[str, Media] = {}
        self.statuses: dict[str, Status] = {}
        self._keys: dict[tuple[str, str], tuple[str, datetime]] = {}
        self._contents: dict[str, bytes] = {}
        self._folder = folder
        self._last_id = 0
        if folder is not None:
            (folder / "media").mkdir(parents=True, exist_ok=True)
            self._recall(folder / "journal.jsonl")

    def new_id(self, now: datetime) -> str:
        """Return an id that grows with time, as Mastodon's do."""
        self._last_id = max(self._last_id + 1, int(now.timestamp() * 1000) << 16)
        return str(self._last_id)

    def keep_media(self, media: Media) -> None:
        """Remember a new or changed picture."""
        self.media[media.id] = media
        self._note("media", asdict(media))

    def keep_status(self, status: Status) -> None:
        """Remember a new or changed post."""
        self.statuses[status.id] = status
        self._note("status", asdict(status))

    def keep_content(self, content: bytes) -> str:
        """Remember the bytes of a picture and return their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self._folder is None:
            self._contents[sha256] = content
        else:
            (self._folder / "media" / sha256).write_bytes(content)
        return sha256

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a picture; raises LookupError or FileNotFoundError."""
        if self._folder is None:
            return self._contents[sha256]
        return (self._folder / "media" / sha256).read_bytes()

    def keep_key(self, account: str, key: str, status_id: str, now: datetime) -> None:
        """Remember for an hour which post a key made."""
        until = now + KEY_LIFETIME
        self._keys[account, key] = (status_id, until)
        record = {"account": account, "key": key, "id": status_id, "until": until.isoformat()}
        self._note("key", record)

    def made_by(self, account: str, key: str, now: datetime) -> str:
        """Return the id of the post a key made within the hour; empty where it made none."""
        status_id, until = self._keys.get((account, key), ("", now))
        return status_id if until > now else ""

    def forget_keys(self) -> None:
        """Lose every idempotency key, as if its hour were over."""
        self._keys.clear()
        self._note("forget_keys", {})

    def public(self, account: str | None = None) -> list[Status]:
        """Return the posts that are there, oldest first."""
        return [
            status
            for status in sorted(self.statuses.values(), key=lambda status: int(status.id))
            if not status.deleted_at and account in (None, status.account)
        ]

    def _note(self, kind: str, record: dict[str, Any]) -> None:
        if self._folder is not None:
            line = json.dumps({"kind": kind, "record": record}, ensure_ascii=False)
            with (self._folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
                journal.write(line + "\n")

    def _recall(self, journal: Path) -> None:
        written = journal.read_bytes() if journal.exists() else b""
        *lines, begun = written.split(b"\n")  # texts may hold other signs that end a line
        for line in lines:
            noted = json.loads(line)
            self._replay(noted["kind"], noted["record"])
        if begun:  # by an instance that was killed while writing
            journal.write_bytes(written.removesuffix(begun))
        self._last_id = max((int(i) for i in (*self.media, *self.statuses)), default=0)

    def _replay(self, kind: str, record: dict[str, Any]) -> None:
        match kind:
            case "media":
                record["focus"] = tuple(record["focus"])
                self.media[record["id"]] = Media(**record)
            case "status":
                self.statuses[record["id"]] = Status(**record)
            case "key":
                until = datetime.fromisoformat(record["until"])
                self._keys[record["account"], record["key"]] = (record["id"], until)
            case "forget_keys":
                self._keys.clear()
