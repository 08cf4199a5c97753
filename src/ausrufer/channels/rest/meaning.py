"""From a platform's answers to the failure language, by status and structured code only. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.foundation.http import Answer, HttpFailure, NotReached, TargetRefused

_REQUEST_TIMEOUT, _TOO_MANY = 408, 429
_NO_ACCESS = frozenset({401, 403})


class Effect(StrEnum):
    """What a request can bring about: that decides what a missing answer means."""

    HARMLESS = "harmless"  # reads, prepares, or ends the same when it is repeated
    PUBLISHES = "publishes"  # what the public may see twice, if it is sent twice


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no yes: its status, the platform's structured code and own words.

    `reason` is plain and short, fit to be shown to staff.
    """

    status: int
    code: str = ""
    reason: str = ""
    retry_after: timedelta | None = None


def nothing_special(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    """Leave every refusal to the rules that hold everywhere."""
    del refusal, effect, log
    return None


@dataclass(frozen=True, slots=True)
class Network:
    """How a platform is named in sentences, and how it says no.

    `read` turns an answer into a `Refusal`. `judge` knows what codes mean on this platform; where
    it returns None the rules of HTTP decide. `renew` is what staff do when the access is lost.
    """

    name: str
    renew: str
    read: Callable[[Answer], Refusal]
    judge: Callable[[Refusal, Effect, str], ConnectorFailure | None] = nothing_special

    def meaning(self, answer: Answer, effect: Effect, log: str) -> ConnectorFailure:
        """Return what an answer other than a yes means."""
        refusal = self.read(answer)
        log = f"{log}: {refusal.status} {refusal.code} {refusal.reason}".rstrip()
        return self.judge(refusal, effect, log) or self._usual(refusal, effect, log)

    def unanswered(self, failure: HttpFailure, effect: Effect, log: str) -> ConnectorFailure:
        """Return what a request without an answer means."""
        log = f"{log}: {failure.for_log}"
        match failure:
            case TargetRefused():  # no message would get through: a person mends the set-up
                return AccessLost(failure.for_staff, for_log=log)
            case NotReached():
                return TemporaryFailure(failure.for_staff, for_log=log)
        if effect is Effect.PUBLISHES:
            return OutcomeUnclear(failure.for_staff, for_log=log)
        return TemporaryFailure(failure.for_staff, for_log=log)

    def gibberish(self, effect: Effect, log: str) -> ConnectorFailure:
        """Return what a yes means whose content nobody understands."""
        if effect is Effect.PUBLISHES:
            return self._unclear(log)
        return TemporaryFailure(f"{self.name} hat unverständlich geantwortet.", for_log=log)

    def _usual(self, refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure:
        family, wait = refusal.status // 100, refusal.retry_after
        if refusal.status in _NO_ACCESS:
            said = f"{self.name} nimmt den Zugang nicht mehr an. {self.renew}"
            return AccessLost(said, for_log=log)
        if refusal.status == _TOO_MANY:
            said = f"{self.name} bittet um eine Pause, bevor Weiteres angenommen wird."
            return TemporaryFailure(said, for_log=log, retry_after=wait)
        if family == 3:  # noqa: PLR2004 - the class of redirections
            said = f"{self.name} leitet an eine andere Adresse weiter. Bitte fragen Sie Ihre IT."
            return AccessLost(said, for_log=log)
        if family == 4 and refusal.status != _REQUEST_TIMEOUT:  # noqa: PLR2004 - of refusals
            return PermanentFailure(self.refused(refusal), for_log=log)
        if effect is Effect.PUBLISHES:
            return self._unclear(log)
        said = f"{self.name} ist gerade gestört oder überlastet."
        return TemporaryFailure(said, for_log=log, retry_after=wait)

    def refused(self, refusal: Refusal) -> str:
        """Return the sentence about a refusal that trying again will not change."""
        if not refusal.reason:
            return f"{self.name} hat den Beitrag abgelehnt, ohne einen Grund zu nennen."
        return f"{self.name} hat den Beitrag abgelehnt, mit der Begründung: „{refusal.reason}“"

    def _unclear(self, log: str) -> OutcomeUnclear:
        said = (
            f"Ob {self.name} den Auftrag ausgeführt hat, steht noch nicht fest: "
            "Die Antwort war nicht zu verstehen."
        )
        return OutcomeUnclear(said, for_log=log)
