"""How the networks of Meta say no: a status that tells little, a code and a subcode that decide."""

import json
from contextlib import suppress
from datetime import timedelta

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect, Network, Refusal, number_of, object_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, seconds
from ausrufer.connectors.meta.codes import Kind, Meaning, meaning_of
from ausrufer.foundation.http import Answer

_USAGE = ("x-business-use-case-usage", "x-app-usage")
_REGAIN = "estimated_time_to_regain_access"  # minutes


class Gone(PermanentFailure):
    """What is asked about is not there; never leaves these folders where that is no failure."""


class NotReady(TemporaryFailure):
    """A prepared container cannot be published yet."""


class Missed(NotReady):
    """A prepared container that was called ready is not to be found when it is published."""


class Expired(TemporaryFailure):
    """A prepared container has to be made anew."""


def network(name: str) -> Network:
    """Return how one of Meta's networks is named and read."""

    def judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
        code, _, subcode = refusal.code.partition("/")
        meaning = meaning_of(_whole(code), _whole(subcode))
        return failure_of(meaning, name, refusal, effect, log) if meaning else None

    return Network(name, renew_at(name), _read, judge)


def renew_at(name: str) -> str:
    """Return what staff do when the access is lost."""
    return f"Bitte verbinden Sie den Kanal neu mit {name}."


def failure_of(
    meaning: Meaning, name: str, refusal: Refusal, effect: Effect, log: str
) -> ConnectorFailure:
    """Return the failure a code stands for; for trouble of theirs the effect decides."""
    said = meaning.said.format(name=name, reason=refusal.reason).strip()
    if said and said[-1] not in ".!?“":
        said += "."
    wait = max(filter(None, (meaning.wait, refusal.retry_after)), default=None)
    match meaning.kind:
        case Kind.ACCESS:
            said = said or f"{name} nimmt den Zugang nicht mehr an. {renew_at(name)}"
            failure: ConnectorFailure = AccessLost(said, for_log=log)
        case Kind.WAIT:
            said = said or f"{name} bittet um eine Pause, bevor Weiteres angenommen wird."
            failure = TemporaryFailure(said, for_log=log, retry_after=wait)
        case Kind.TROUBLE:
            failure = _trouble(name, effect, log)
        case Kind.CONTENT:
            failure = PermanentFailure(said, for_log=log)
        case Kind.GONE:
            failure = Gone(f"Den Beitrag gibt es auf {name} nicht mehr.", for_log=log)
        case Kind.NOT_READY:
            failure = NotReady(still_working(name), for_log=log, retry_after=wait)
        case Kind.MISSED:
            failure = Missed(still_working(name), for_log=log, retry_after=wait)
        case Kind.EXPIRED:
            failure = Expired(anew(name), for_log=log, retry_after=timedelta(seconds=5))
    return failure


def still_working(name: str) -> str:
    """Return the sentence about a platform that is not done with what was prepared."""
    return f"{name} verarbeitet den Beitrag noch. Veröffentlicht ist noch nichts."


def anew(name: str) -> str:
    """Return the sentence about what has to be prepared a second time."""
    return f"{name} hat den vorbereiteten Beitrag verworfen. Er wird neu vorbereitet."


def _trouble(name: str, effect: Effect, log: str) -> ConnectorFailure:
    if effect is Effect.PUBLISHES:
        said = f"{name} meldet eine Störung. Ob der Beitrag erschienen ist, wird nachgesehen."
        return OutcomeUnclear(said, for_log=log)
    return TemporaryFailure(f"{name} ist gerade gestört oder überlastet.", for_log=log)


def _read(answer: Answer) -> Refusal:
    error = object_of(body_of(answer), "error")
    code, subcode = number_of(error, "code"), number_of(error, "error_subcode")
    told = text_of(error, "error_user_msg") or text_of(error, "message")
    return Refusal(
        status=answer.status,
        code="" if code is None else f"{code}/{'' if subcode is None else subcode}",
        reason=for_people(told),
        retry_after=_regained(answer) or retry_after(answer.headers, answer.status),
    )


def _regained(answer: Answer) -> timedelta | None:
    """Return when a used-up budget is there again, as the headers about usage tell it."""
    minutes = 0
    for name in _USAGE:
        with suppress(ValueError, RecursionError):
            told = json.loads(answer.headers.get(name, ""))
            groups = told.values() if isinstance(told, dict) else ()
            for one in (one for group in groups if isinstance(group, list) for one in group):
                minutes = max(minutes, number_of(one, _REGAIN) or 0)
    return seconds(60 * minutes) if minutes else None


def _whole(told: str) -> int | None:
    digits = told.removeprefix("-")
    return int(told) if digits.isascii() and digits.isdecimal() else None
