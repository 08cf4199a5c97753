"""How a homeserver says no, and what that means to staff.

https://spec.matrix.org/v1.15/client-server-api/#standard-error-response
"""

from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.rest import Effect, Network, Refusal, number_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, seconds
from ausrufer.foundation.http import Answer

_RENEW = (
    "Bitte erzeugen Sie für das Konto ein neues Zugriffstoken und tragen Sie es beim Kanal ein."
)
_LOST = {
    "M_FORBIDDEN": (
        "Das Matrix-Konto darf das in diesem Raum nicht. Bitte prüfen Sie dort, ob es Mitglied ist "
        "und schreiben darf."
    ),
    "M_UNRECOGNIZED": (
        "Unter dieser Adresse antwortet kein Matrix-Server, wie Ausrufer ihn braucht. Bitte prüfen "
        "Sie die Adresse des Heimservers."
    ),
    "M_USER_LOCKED": "Das Matrix-Konto ist gesperrt. Bitte wenden Sie sich an Ihren Heimserver.",
    "M_USER_DEACTIVATED": "Das Matrix-Konto ist stillgelegt. Bitte tragen Sie ein anderes ein.",
    "M_CONSENT_NOT_GIVEN": (
        "Der Heimserver verlangt, dass das Konto erst seinen Bedingungen zustimmt. Bitte melden "
        "Sie sich dort einmal mit einem Matrix-Programm an."
    ),
}
_REFUSED = {
    "M_TOO_LARGE": "Die Nachricht oder ihr Bild ist für diesen Matrix-Server zu groß.",
    "M_RESOURCE_LIMIT_EXCEEDED": "Der Matrix-Server hat sein Kontingent erreicht.",
}


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    wait = number_of(body, "retry_after_ms")
    return Refusal(
        status=answer.status,
        code=text_of(body, "errcode")[:80],
        reason=for_people(text_of(body, "error")),
        retry_after=retry_after(answer.headers, answer.status)
        or (seconds(wait / 1000) if wait else None),
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    if lost := _LOST.get(refusal.code):
        return AccessLost(lost, for_log=log)
    if refused := _REFUSED.get(refusal.code):
        return PermanentFailure(refused, for_log=log)
    return None


NETWORK = Network("Matrix", _RENEW, _read, judge=_judge)
