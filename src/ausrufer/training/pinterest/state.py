"""What the emulated Pinterest remembers: accounts with boards, and every pin ever taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults

_FIRST = 813_744_226_420_795_884


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(slots=True)
class PracticeBoard:
    """A board of an account."""

    number: str
    name: str
    privacy: str = "PUBLIC"


@dataclass(slots=True)
class PracticePinner:
    """An account and the token that opens it."""

    username: str
    token: str = field(repr=False)
    boards: list[PracticeBoard] = field(default_factory=list)


@dataclass(slots=True)
class Pin:
    """One pin; `pictures` are the SHA-256 of its pictures in order."""

    number: str
    board: str
    at: datetime
    words: dict[str, Any]
    pictures: tuple[str, ...]
    deleted: bool = False


@dataclass(slots=True)
class PracticePinterest:
    """Everything behind the interface. `trial`: the app may not yet publish."""

    pinners: list[PracticePinner]
    pins: list[Pin] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    trial: bool = False
    page: int = 250
    consent: PracticeConsent | None = None  # hands out tokens of its own, for accounts by name
    clock: Callable[[], datetime] = present

    def pinner(self, token: str) -> PracticePinner | None:
        """Return the account a token opens; None where it is unknown or revoked."""
        name = self.consent.opened_by(token) if self.consent else ""
        found = (one for one in self.pinners if one.token == token or one.username == name)
        return None if token in self.revoked else next(found, None)

    def take(self, board: str, words: dict[str, Any], pictures: Sequence[str]) -> Pin:
        """Remember a new pin."""
        number = str(_FIRST + len(self.pins))
        pin = Pin(number, board, self.clock(), words, tuple(pictures))
        self.pins.append(pin)
        return pin

    def pin(self, number: str) -> Pin | None:
        """Return a pin that is there."""
        return next((one for one in self.there() if one.number == number), None)

    def there(self) -> Iterator[Pin]:
        """Return the pins that are there, oldest first."""
        return (one for one in self.pins if not one.deleted)

    def received(self) -> list[Mapping[str, Any]]:
        """Return every pin ever taken, for those who count what arrived."""
        return [
            {
                "id": one.number,
                "board": one.board,
                "text": one.words.get("description", ""),
                "pictures": list(one.pictures),
                "deleted": one.deleted,
            }
            for one in self.pins
        ]
