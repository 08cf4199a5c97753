"""The letters of the practice mailbox: one file each, so that nothing is lost with the process."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ausrufer.foundation.clock import now

KEY_HEADER = "X-Ausrufer-Delivery"


@dataclass(frozen=True, slots=True)
class Received:
    """What a list shows of one letter; `number` counts from 1 in the order of arrival."""

    number: int
    at: datetime
    sender: str
    recipient: str
    subject: str
    message_id: str
    key: str


class Letters:
    """A folder of letters as they came, with a small file beside each that says what it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._received = sorted(
            (_read(path) for path in folder.glob("*.json")), key=lambda one: one.number
        )

    def keep(self, content: bytes, *, sender: str, recipient: str) -> Received:
        """Store a letter for one recipient durably and return what it is."""
        message = parsed(content)
        received = Received(
            number=self._received[-1].number + 1 if self._received else 1,
            at=now(),
            sender=sender,
            recipient=recipient,
            subject=str(message.get("Subject", "")),
            message_id=str(message.get("Message-ID", "")),
            key=str(message.get(KEY_HEADER, "")),
        )
        self._path(received.number).write_bytes(content)
        note = json.dumps(to_json(received), ensure_ascii=False)
        draft = self._path(received.number).with_suffix(".new")
        draft.write_text(note, encoding="utf-8")
        draft.replace(draft.with_suffix(".json"))  # only now the letter counts as received
        self._received.append(received)
        return received

    def all(self) -> tuple[Received, ...]:
        """Return every letter in the order of arrival."""
        return tuple(self._received)

    def find(self, number: int) -> Received | None:
        """Return one letter; None where there is none of that number."""
        return next((one for one in self._received if one.number == number), None)

    def content(self, received: Received) -> bytes:
        """Return a letter exactly as it came."""
        return self._path(received.number).read_bytes()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.eml"


def parsed(content: bytes) -> EmailMessage:
    """Return a letter with its parts; broken ones are read as far as they go."""
    return message_from_bytes(content, policy=policy.default)


def to_json(received: Received) -> dict[str, object]:
    """Return plain values; the time in ISO 8601."""
    return {**asdict(received), "at": received.at.isoformat()}


def _read(path: Path) -> Received:
    plain = json.loads(path.read_text(encoding="utf-8"))
    return Received(**{**plain, "at": datetime.fromisoformat(plain["at"])})
