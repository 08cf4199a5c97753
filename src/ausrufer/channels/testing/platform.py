"""An in-memory network that keeps what it was sent and can be told to misbehave."""

import asyncio
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, Self

from ausrufer.channels.contract import Outgoing, Recipient
from ausrufer.channels.errors import OutcomeUnclear

Verb = Literal["publish", "amend", "withdraw", "find", "check_access"]


@dataclass(frozen=True, slots=True)
class FakeCopy:
    """One part as the network keeps it; `number` counts the parts of a message from 0."""

    remote_id: str
    key: str
    number: int
    text: str
    outgoing: Outgoing
    recipient: Recipient | None
    reply_to: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Mishap:
    """What goes wrong with one call.

    `failure` is raised once `after` parts were taken (None: the call goes well after all);
    before anything else the call waits for `held`, if given, so that tests can look in between.
    """

    failure: BaseException | None = None
    after: int = 0
    held: threading.Event | None = None

    @classmethod
    def refused(cls, failure: BaseException) -> Self:
        """Raise `failure`; nothing is taken."""
        return cls(failure)

    @classmethod
    def broken_off(cls, *, after: int) -> Self:
        """Take `after` parts, then break off without an answer."""
        return cls(OutcomeUnclear("Die Verbindung brach ab."), after=after)

    @classmethod
    def held_until(cls, event: threading.Event) -> Self:
        """Answer only once `event` is set; it may be set from any thread."""
        return cls(held=event)


@dataclass(slots=True)
class FakePlatform:
    """A network by name, shared by every connector of this process that is set up with the name."""

    name: str
    token: str = "fake-token"  # noqa: S105 - opens nothing but this memory
    copies: dict[str, FakeCopy] = field(default_factory=dict)  # what is public, in order
    calls: list[tuple[Verb, str]] = field(default_factory=list)  # with the key, "" where none
    _script: defaultdict[Verb, deque[Mishap]] = field(default_factory=lambda: defaultdict(deque))
    _keys: dict[tuple[str, int], str] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    def named(cls, name: str) -> "FakePlatform":
        """Return the network of that name; it comes into being when first asked for."""
        return _PLATFORMS.setdefault(name, cls(name))

    def forget(self) -> None:
        """Start anew: no copies, no script, no memory."""
        self.copies.clear()
        self.calls.clear()
        self._script.clear()
        self._keys.clear()

    def forget_keys(self) -> None:
        """Lose the memory of idempotency keys, as networks do after a while."""
        self._keys.clear()

    def script(self, verb: Verb, *mishaps: Mishap) -> None:
        """Let the next calls of `verb` go as told, one mishap per call, in order."""
        self._script[verb].extend(mishaps)

    async def called(self, verb: Verb, key: str = "") -> Mishap:
        """Note a call and return what shall go wrong with it, after any wait."""
        self.calls.append((verb, key))
        script = self._script[verb]
        mishap = script.popleft() if script else Mishap()
        while mishap.held is not None and not mishap.held.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.005)  # an Event of asyncio could not be set by another thread
        return mishap

    def take(self, copy: FakeCopy, *, once: bool) -> FakeCopy:
        """Make a part public and return it as kept; `once`: the same key and number only once."""
        known = self._keys.get((copy.key, copy.number)) if once else None
        if known in self.copies:
            return self.copies[known]
        kept = replace(copy, remote_id=f"{self.name}-{next(self._ids)}")
        self._keys[copy.key, copy.number] = kept.remote_id
        self.copies[kept.remote_id] = kept
        return kept


_PLATFORMS: dict[str, FakePlatform] = {}
