"""From answers of a server to the failure language: by status and structured code only. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import HttpFailure, NotReached, TargetRefused

_REQUEST_TIMEOUT, _TOO_LARGE, _TOO_MANY = 408, 413, 429


class Step(StrEnum):
    """What a request is for: that decides what a missing answer means."""

    LOGIN = "login"
    READING = "reading"
    UPLOAD = "upload"  # of a blob, which nobody sees until a record names it
    WRITING = "writing"  # what the public can see


UNCLEAR = (
    "Ob Bluesky den Auftrag ausgeführt hat, steht noch nicht fest: "
    "Der Server hat nicht verständlich geantwortet."
)
GIBBERISH = "Der Bluesky-Server hat unverständlich geantwortet. Stimmt seine Adresse am Kanal?"
_DOWN = "Der Bluesky-Server ist gerade gestört oder überlastet."
_WAIT = "Der Bluesky-Server bittet um eine Pause, bevor er Weiteres annimmt."
_MOVED = (
    "Der Bluesky-Server leitet an eine andere Adresse weiter. Bitte tragen Sie beim Kanal die neue "
    "Adresse ein."
)
_NO_SERVER = (
    "Unter der Adresse am Kanal antwortet kein Bluesky-Server. Bitte prüfen Sie die Schreibweise; "
    "für Konten auf bsky.app lautet sie bsky.social."
)
_NOT_ALLOWED = (
    "Bluesky erlaubt diesem Zugang das nicht. Bitte prüfen Sie dort, ob das Konto in Ordnung ist, "
    "und hinterlegen Sie ein neues App-Passwort."
)
_NO_LOGIN = (
    "Bluesky nimmt den Zugang nicht mehr an. Bitte prüfen Sie den Namen des Kontos, erzeugen Sie "
    "dort ein neues App-Passwort und tragen Sie es beim Kanal ein."
)
_SUSPENDED = (
    "Bluesky hat dieses Konto gesperrt. Bitte wenden Sie sich an den Betreiber des Servers."
)
_DEACTIVATED = "Dieses Bluesky-Konto ist stillgelegt. Bitte schalten Sie es dort wieder frei."
_ACCESS_CODES = {
    "AccountDeactivated": _DEACTIVATED,
    "AccountTakedown": _SUSPENDED,
    "AuthFactorTokenRequired": (
        "Bluesky verlangt bei der Anmeldung eine Bestätigung per E-Mail. Bitte hinterlegen Sie ein "
        "App-Passwort statt des Passworts des Kontos."
    ),
    "AuthMissing": _NO_LOGIN,
    "AuthenticationRequired": _NO_LOGIN,
    "ExpiredToken": _NO_LOGIN,
    "InvalidToken": _NO_LOGIN,
    "RepoDeactivated": _DEACTIVATED,
    "RepoSuspended": _SUSPENDED,
    "RepoTakendown": _SUSPENDED,
}
_PICTURE = "Ein Bild ist für diesen Bluesky-Server zu groß oder von einer Art, die er nicht nimmt."
_PICTURE_CODES = frozenset({"BlobTooLarge", "InvalidMimeType", "InvalidSize", "PayloadTooLarge"})
_PICTURE_LOST = "Der Bluesky-Server hat ein Bild verloren, bevor der Beitrag erschien."
_REFUSED = (
    "Bluesky hat den Beitrag abgelehnt. Die technische Begründung steht im Protokoll der "
    "Zustellversuche."
)


def from_answer(
    step: Step, status: int, code: str, headers: Mapping[str, str], log: str
) -> ConnectorFailure:
    """Return what an answer other than a yes means; `code` is the field `error` of its body."""
    family = status // 100
    if status == _TOO_MANY:
        return TemporaryFailure(_WAIT, for_log=log, retry_after=retry_after(headers, status))
    if code in _ACCESS_CODES or status in {401, 403}:
        return AccessLost(_ACCESS_CODES.get(code, _NOT_ALLOWED), for_log=log)
    if family == 3:  # noqa: PLR2004 - the class of redirections
        return AccessLost(_MOVED, for_log=log)
    if family == 4 and status != _REQUEST_TIMEOUT:  # noqa: PLR2004 - of refusals
        return _refusal(step, status, code, log)
    if step is Step.WRITING:
        return OutcomeUnclear(UNCLEAR, for_log=log)
    return TemporaryFailure(_DOWN, for_log=log, retry_after=retry_after(headers, status))


def _refusal(step: Step, status: int, code: str, log: str) -> ConnectorFailure:
    if step is Step.LOGIN:
        return AccessLost(_NO_LOGIN if code else _NO_SERVER, for_log=log)
    if code == "BlobNotFound":
        return TemporaryFailure(_PICTURE_LOST, for_log=log)
    if step is Step.UPLOAD or status == _TOO_LARGE or code in _PICTURE_CODES:
        return PermanentFailure(_PICTURE, for_log=log)
    return PermanentFailure(_REFUSED, for_log=log)


def from_http(step: Step, failure: HttpFailure, log: str) -> ConnectorFailure:
    """Return what a request without an answer means."""
    log = f"{log}: {failure.for_log}"
    match failure:
        case TargetRefused():  # no message would get through: a person has to mend the set-up
            return AccessLost(failure.for_staff, for_log=log)
        case NotReached():
            return TemporaryFailure(failure.for_staff, for_log=log)
    if step is Step.WRITING:
        return OutcomeUnclear(failure.for_staff, for_log=log)
    return TemporaryFailure(failure.for_staff, for_log=log)


def gibberish(step: Step, log: str) -> ConnectorFailure:
    """Return what a yes means whose content nobody understands."""
    if step is Step.WRITING:
        return OutcomeUnclear(UNCLEAR, for_log=log)
    return TemporaryFailure(GIBBERISH, for_log=log)
