"""What an announcement was at one moment, as plain values: kept, compared, taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Self

from ausrufer.announcements.content import Content

_TIMES = ("publish_at", "not_after")
_TEXT_TIME = "checked_at"


@dataclass(frozen=True, slots=True)
class SnapshotPicture:
    """One picture; the file lies in the file store under its SHA-256."""

    sha256: str
    media_type: str
    width: int
    height: int
    alt_text: str
    decorative: bool
    file_name: str


@dataclass(frozen=True, slots=True)
class SnapshotText:
    """A further text with its state; who checked it by id."""

    key: str
    title: str
    body: str
    summary: str
    state: str
    writer_ids: tuple[int, ...] = ()
    checked_by_id: int | None = None
    checked_at: datetime | None = None
    checked_with: str = ""
    checked_source: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Text, times, pictures, channels by id with their names, and edits by channel id.

    `spoken` names the further text a channel sends, by channel id.
    """

    content: Content
    department_id: int
    department: str
    channels: Mapping[int, str]
    edits: Mapping[int, Mapping[str, Any]]
    pictures: tuple[SnapshotPicture, ...]
    texts: tuple[SnapshotText, ...] = ()
    spoken: Mapping[int, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        content = asdict(self.content)
        for name in _TIMES:
            content[name] = content[name].isoformat() if content[name] else None
        return {
            "content": content,
            "department_id": self.department_id,
            "department": self.department,
            "channels": {str(key): name for key, name in self.channels.items()},
            "edits": {str(key): dict(edits) for key, edits in self.edits.items()},
            "pictures": [asdict(one) for one in self.pictures],
            "texts": [_text_to_json(one) for one in self.texts],
            "spoken": {str(key): spoken for key, spoken in self.spoken.items()},
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the snapshot that `to_json` wrote."""
        # a field that came later has its default in older snapshots
        known = {one.name for one in fields(Content)}
        content = {key: value for key, value in plain["content"].items() if key in known}
        for name in _TIMES:
            content[name] = datetime.fromisoformat(content[name]) if content[name] else None
        return cls(
            content=Content(**content),
            department_id=plain["department_id"],
            department=plain["department"],
            channels={int(key): name for key, name in plain["channels"].items()},
            edits={int(key): edits for key, edits in plain["edits"].items()},
            pictures=tuple(SnapshotPicture(**one) for one in plain["pictures"]),
            texts=tuple(_text_from_json(one) for one in plain.get("texts", ())),
            spoken={int(key): spoken for key, spoken in plain.get("spoken", {}).items()},
        )


def _text_to_json(text: SnapshotText) -> dict[str, Any]:
    plain = asdict(text)
    plain[_TEXT_TIME] = text.checked_at.isoformat() if text.checked_at else None
    return plain


def _text_from_json(plain: Mapping[str, Any]) -> SnapshotText:
    at = plain[_TEXT_TIME]
    when = datetime.fromisoformat(at) if at else None
    writers = tuple(plain["writer_ids"])
    return SnapshotText(**{**plain, _TEXT_TIME: when, "writer_ids": writers})
