"""The emulated server: who has accounts here, what is allowed, what is remembered."""

import hashlib
from base64 import b32encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from ausrufer.training.bluesky.memory import Memory
from ausrufer.training.bluesky.tokens import Tokens
from ausrufer.training.faults import Faults


@dataclass(frozen=True, slots=True)
class PracticeAccount:
    """An account with one app password."""

    handle: str
    display_name: str
    app_password: str = field(repr=False)
    note: str = "Übungskonto"
    resident: bool = False

    @property
    def did(self) -> str:
        """The account's lasting identity, made of its name."""
        digest = hashlib.sha256(self.handle.encode()).digest()
        return f"did:plc:{b32encode(digest).decode().lower()[:24]}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server allows; sizes in bytes."""

    graphemes: int = 300
    text_bytes: int = 3000
    pictures: int = 4
    picture_bytes: int = 2_000_000
    blob_bytes: int = 5_242_880


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class PracticeServer:
    """Everything behind the routes."""

    accounts: Sequence[PracticeAccount]
    memory: Memory
    limits: Limits = field(default_factory=Limits)
    title: str = "Bluesky (Übung)"
    clock: Callable[[], datetime] = _now
    tokens: Tokens = field(default_factory=Tokens)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)  # app passwords

    @classmethod
    def in_folder(
        cls, folder: Path | None, accounts: Sequence[PracticeAccount]
    ) -> "PracticeServer":
        """Return a server that remembers in `folder`, or until it ends."""
        return cls(accounts, Memory(folder))

    def account(self, name: str) -> PracticeAccount | None:
        """Return the account of that handle, whatever its case, or of that DID."""
        return next((a for a in self.accounts if name in (a.did, a.handle.lower(), a.handle)), None)

    def revoke(self, app_password: str) -> None:
        """Take an app password back, with every log-in that may be renewed by it."""
        self.revoked.add(app_password)
        for account in self.accounts:
            if account.app_password == app_password:
                self.tokens.end(account.did)


SERVER: web.AppKey[PracticeServer] = web.AppKey("server", PracticeServer)
