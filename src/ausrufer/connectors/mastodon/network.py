"""How an instance says no, and what that means to staff."""

from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.rest import Effect, Network, Refusal, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import Answer

_REDIRECTED = range(300, 400)
_MOVED = (
    "Der Mastodon-Server leitet an eine andere Adresse weiter. Bitte tragen Sie beim Kanal die "
    "neue Adresse der Instanz ein."
)
_NOT_ALLOWED = (
    "Mastodon erlaubt diesem Zugang das nicht. Bitte prüfen Sie dort, ob das Konto gesperrt "
    "ist und ob die Anwendung die nötigen Befugnisse hat."
)
_NOT_THERE = "Der Mastodon-Server kennt diese Adresse nicht. Bitte prüfen Sie die Angaben am Kanal."
_REFUSED = {
    404: _NOT_THERE,
    410: _NOT_THERE,
    413: "Ein Bild ist für diesen Mastodon-Server zu groß.",
}
_FORBIDDEN = 403


def _read(answer: Answer) -> Refusal:
    # only the field `error` of a JSON object is read: pages of proxies are nothing for staff
    reason = for_people(text_of(body_of(answer), "error"))
    return Refusal(
        answer.status, reason=reason, retry_after=retry_after(answer.headers, answer.status)
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    if refusal.status == _FORBIDDEN:
        return AccessLost(_NOT_ALLOWED, for_log=log)
    if refusal.status in _REDIRECTED:
        return AccessLost(_MOVED, for_log=log)
    said = _REFUSED.get(refusal.status)
    return PermanentFailure(said, for_log=log) if said else None


NETWORK = Network(
    name="Mastodon",
    renew="Bitte erzeugen Sie dort ein neues Zugriffstoken und tragen Sie es beim Kanal ein.",
    read=_read,
    judge=_judge,
)
