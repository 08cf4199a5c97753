"""The emulated instance: who has accounts here, what they may do, what is remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from ausrufer.training.faults import Faults
from ausrufer.training.mastodon.memory import Memory


@dataclass(frozen=True, slots=True)
class PracticeAccount:
    """An account with the token of one application that acts for it."""

    username: str
    display_name: str
    token: str = field(repr=False)
    scopes: tuple[str, ...] = ("read", "write")
    note: str = "Übungskonto"
    resident: bool = False

    def may(self, scope: str) -> bool:
        """Tell whether the token covers a scope, by itself or by its family."""
        return scope in self.scopes or scope.partition(":")[0] in self.scopes


@dataclass(frozen=True, slots=True)
class Limits:
    """What the instance allows; sizes in bytes, `requests` per account in five minutes."""

    characters: int = 500
    link_weight: int = 23
    pictures: int = 4
    picture_bytes: int = 16_777_216
    picture_pixels: int = 33_177_600
    alt_text: int = 1500
    requests: int = 300
    enforce_requests: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class PracticeInstance:
    """Everything behind the routes. `polls` is how often a new picture must be asked for."""

    accounts: Sequence[PracticeAccount]
    memory: Memory
    limits: Limits = field(default_factory=Limits)
    domain: str = "social.musterstadt.example"
    title: str = "Mastodon (Übung)"
    polls: int = 0
    old: bool = False  # as before version 4: knows neither /api/v2/instance nor scopes
    clock: Callable[[], datetime] = _now
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)

    @classmethod
    def in_folder(
        cls, folder: Path | None, accounts: Sequence[PracticeAccount]
    ) -> "PracticeInstance":
        """Return an instance that remembers in `folder`, or until it ends."""
        return cls(accounts, Memory(folder))

    def account(self, username: str) -> PracticeAccount | None:
        """Return the account of that name, whatever its case."""
        wanted = username.lower()
        return next((a for a in self.accounts if a.username.lower() == wanted), None)

    def account_id(self, account: PracticeAccount) -> str:
        """Return the id of an account: its place in the list, from 1."""
        return str(self.accounts.index(account) + 1)

    def holder(self, token: str) -> PracticeAccount | None:
        """Return whom a token acts for; None where it is unknown or revoked."""
        if token in self.revoked:
            return None
        return next((a for a in self.accounts if a.token == token), None)


INSTANCE: web.AppKey[PracticeInstance] = web.AppKey("instance", PracticeInstance)
