"""What the practice mail server does wrong on request, to see what senders make of it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from ausrufer.training.faults import Draws, Mishap
from ausrufer.training.lots import LATE_SECONDS


class Stage(StrEnum):
    """Where in the talk something goes wrong."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"  # before the letter is asked for
    BODY = "body"  # in the middle of the letter
    DOT = "dot"  # after the final dot; the letter is not kept
    STORED = "stored"  # after the final dot; the letter is kept


@dataclass(frozen=True, slots=True)
class Fault:
    """One mishap, or the same one several `times`.

    The server first stays silent for `seconds`. Then it hangs up (`drop`), or says `reply` instead
    of its own answer; with neither it goes on as if nothing had been.
    """

    stage: Stage
    reply: str = ""  # a whole line, for example "451 4.3.0 Später"
    drop: bool = False
    seconds: float = 0.0
    times: int = 1

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Fault":
        """Return the fault of a request; raises ValueError where it does not make sense."""
        known = {field.name for field in fields(cls)}
        if not isinstance(plain, Mapping) or set(plain) - known or "stage" not in plain:
            raise ValueError("unknown field, or no stage")
        reply, seconds, times = (
            plain.get("reply", ""),
            plain.get("seconds", 0),
            plain.get("times", 1),
        )
        if not isinstance(reply, str) or "\r" in reply or "\n" in reply or not reply.isascii():
            raise ValueError("reply must be one ASCII line")
        return cls(
            stage=Stage(plain["stage"]),
            reply=reply,
            drop=bool(plain.get("drop", False)),
            seconds=max(0.0, float(seconds)),
            times=max(1, int(times)),
        )


# In a talk each mishap has its place; what a mail server does not do is left out.
_BY_LOT: Mapping[Stage, Mapping[Mishap, Fault]] = {
    Stage.CONNECT: {Mishap.BROKEN: Fault(Stage.CONNECT, reply="421 4.3.2 Gestoert")},
    Stage.MAIL: {Mishap.BUSY: Fault(Stage.MAIL, reply="451 4.7.1 Bitte spaeter")},
    Stage.DATA: {Mishap.LATE: Fault(Stage.DATA, seconds=LATE_SECONDS)},
    Stage.BODY: {Mishap.HALF: Fault(Stage.BODY, drop=True)},
    Stage.DOT: {Mishap.BEFORE: Fault(Stage.DOT, drop=True)},
    Stage.STORED: {Mishap.AFTER: Fault(Stage.STORED, drop=True)},
}


class Script:
    """The faults still to come, per stage and in order; beside it the lots."""

    def __init__(self) -> None:
        self.lots: Draws | None = None
        self._to_come: dict[Stage, deque[Fault]] = {stage: deque() for stage in Stage}

    def add(self, *faults: Fault) -> None:
        """Let these happen, each as often as it says."""
        for fault in faults:
            self._to_come[fault.stage].extend([fault] * fault.times)

    def take(self, stage: Stage) -> Fault | None:
        """Return the fault that happens now, and forget it."""
        waiting = self._to_come[stage]
        return waiting.popleft() if waiting else self._drawn(stage)

    def _drawn(self, stage: Stage) -> Fault | None:
        hit = (
            fault
            for mishap, fault in _BY_LOT.get(stage, {}).items()
            if self.lots and self.lots.hits(mishap)
        )
        return next(hit, None)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        for waiting in self._to_come.values():
            waiting.clear()

    def to_json(self) -> list[dict[str, Any]]:
        """Return what is still to come."""
        return [{**asdict(one), "times": 1} for many in self._to_come.values() for one in many]
