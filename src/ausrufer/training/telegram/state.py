"""What the emulated Telegram remembers: bots, one channel each, and every message ever taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ausrufer.training.faults import Faults

RIGHTS = ("can_post_messages", "can_edit_messages", "can_delete_messages")
_FIRST = 1000


@dataclass(slots=True)
class PracticeChannel:
    """A public channel; `rights` are those of the bot."""

    username: str
    title: str
    number: int = -1001234567890
    rights: set[str] = field(default_factory=lambda: set(RIGHTS))

    def is_called(self, told: object) -> bool:
        """Tell whether `told` names this channel."""
        return str(told) in {f"@{self.username}", str(self.number)}


@dataclass(slots=True)
class PracticeBot:
    """A bot and the channel it writes to."""

    token: str = field(repr=False)
    channel: PracticeChannel
    number: int = 4711


@dataclass(slots=True)
class Message:
    """One message of a channel; `photo` is the SHA-256 of its picture."""

    number: int
    chat: int
    text: str
    photo: str = ""
    group: str = ""
    preview: str = ""
    edited: int = 0
    deleted: bool = False


@dataclass(slots=True)
class PracticeTelegram:
    """Everything behind the methods."""

    bots: list[PracticeBot]
    messages: list[Message] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)

    def bot(self, token: str) -> PracticeBot | None:
        """Return the bot a token belongs to; None where it is unknown or revoked."""
        found = (one for one in self.bots if one.token == token and token not in self.revoked)
        return next(found, None)

    def take(self, chat: int, **fields: Any) -> Message:
        """Remember a new message."""
        message = Message(_FIRST + len(self.messages), chat, **fields)
        self.messages.append(message)
        return message

    def keep(self, content: bytes) -> str:
        """Remember a picture; returns its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        self.files[name] = content
        return name

    def message(self, chat: int, number: object) -> Message | None:
        """Return a message that is there."""
        for one in self.messages:
            if one.chat == chat and str(one.number) == str(number) and not one.deleted:
                return one
        return None

    def received(self) -> list[Mapping[str, Any]]:
        """Return every message ever taken, for those who count what arrived."""
        return [
            {
                "id": one.number,
                "text": one.text,
                "photo": one.photo,
                "group": one.group,
                "deleted": one.deleted,
            }
            for one in self.messages
        ]
