"""From answers of an instance to the failure language: by status and structured body only."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.foundation.http import (
    Answer,
    AnswerTooLarge,
    BrokenOff,
    HttpFailure,
    NotReached,
    TargetRefused,
)

_LONGEST_WAIT = timedelta(hours=24)
_LONGEST_REASON = 200
_REQUEST_TIMEOUT, _TOO_MANY = 408, 429

UNCLEAR = (
    "Ob Mastodon den Auftrag ausgeführt hat, steht noch nicht fest: "
    "Der Server hat nicht verständlich geantwortet."
)
_DOWN = "Der Mastodon-Server ist gerade gestört oder überlastet."
_WAIT = "Der Mastodon-Server bittet um eine Pause, bevor er Weiteres annimmt."
_MOVED = (
    "Der Mastodon-Server leitet an eine andere Adresse weiter. Bitte tragen Sie beim Kanal die "
    "neue Adresse der Instanz ein."
)
_ACCESS = {
    401: (
        "Mastodon nimmt den Zugang nicht mehr an. Bitte erzeugen Sie dort ein neues Zugriffstoken "
        "und tragen Sie es beim Kanal ein."
    ),
    403: (
        "Mastodon erlaubt diesem Zugang das nicht. Bitte prüfen Sie dort, ob das Konto gesperrt "
        "ist und ob die Anwendung die nötigen Befugnisse hat."
    ),
}
_NOT_THERE = "Der Mastodon-Server kennt diese Adresse nicht. Bitte prüfen Sie die Angaben am Kanal."
_REFUSED = {
    404: _NOT_THERE,
    410: _NOT_THERE,
    413: "Ein Bild ist für diesen Mastodon-Server zu groß.",
}


def from_status(answer: Answer, *, decisive: bool, log: str) -> ConnectorFailure:
    """Return the failure an answer other than a yes means.

    `decisive`: the request could have made something public, so that a broken server leaves open
    whether it did.
    """
    reason = reason_of(answer)
    log = f"{log}: {answer.status} {reason}".rstrip()
    family = answer.status // 100
    if answer.status in _ACCESS:
        return AccessLost(_ACCESS[answer.status], for_log=log)
    if answer.status == _TOO_MANY:
        return TemporaryFailure(_WAIT, for_log=log, retry_after=retry_after(answer.headers))
    if family == 3:  # noqa: PLR2004 - the class of redirections
        return AccessLost(_MOVED, for_log=log)
    if family == 4 and answer.status != _REQUEST_TIMEOUT:  # noqa: PLR2004 - of refusals
        return PermanentFailure(_REFUSED.get(answer.status) or _refusal(reason), for_log=log)
    if decisive:
        return OutcomeUnclear(UNCLEAR, for_log=log)
    return TemporaryFailure(_DOWN, for_log=log, retry_after=retry_after(answer.headers))


def from_http(failure: HttpFailure, *, decisive: bool, log: str) -> ConnectorFailure:
    """Return what a request without an answer means."""
    log = f"{log}: {failure.for_log}"
    match failure:
        case TargetRefused():  # no message would get through: a person has to mend the set-up
            return AccessLost(failure.for_staff, for_log=log)
        case NotReached():
            return TemporaryFailure(failure.for_staff, for_log=log)
        case BrokenOff() | AnswerTooLarge() if decisive:
            return OutcomeUnclear(failure.for_staff, for_log=log)
    return TemporaryFailure(failure.for_staff, for_log=log)


def _refusal(reason: str) -> str:
    if not reason:
        return "Mastodon hat den Beitrag abgelehnt, ohne einen Grund zu nennen."
    return f"Mastodon hat den Beitrag abgelehnt, mit der Begründung: „{reason}“"


def reason_of(answer: Answer) -> str:
    """Return the instance's own words in some plain characters; empty where there are none.

    Only the field `error` of a JSON object is read: pages of proxies are nothing for staff.
    """
    try:
        told = answer.json()
    except ValueError:
        return ""
    error = told.get("error") if isinstance(told, dict) else None
    if not isinstance(error, str):
        return ""
    printable = "".join(sign if sign.isprintable() else " " for sign in error)
    plain = " ".join(re.sub(r"[<>{}]", " ", printable).split())
    return plain if len(plain) <= _LONGEST_REASON else plain[: _LONGEST_REASON - 1] + "…"


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long the instance asks to wait, by Retry-After or X-RateLimit-Reset.

    Moments are compared with the server's own clock where it tells it. At most a day.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal() and len(asked) <= 9:  # noqa: PLR2004 - beyond that timedelta overflows
        return min(timedelta(seconds=int(asked)), _LONGEST_WAIT)
    reset = _moment(asked) or _moment(headers.get("x-ratelimit-reset", ""))
    if reset is None:
        return None
    wait = reset - server_time(headers)
    return min(max(wait, timedelta(seconds=1)), _LONGEST_WAIT)


def server_time(headers: Mapping[str, str]) -> datetime:
    """Return the present moment by the server's clock, or by ours where it does not tell."""
    return _moment(headers.get("date", "")) or datetime.now(UTC)


def _moment(told: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(told)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
