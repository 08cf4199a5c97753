"""A message in a Matrix room, by the client-server API."""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from ausrufer.foundation.http import Answer, GuardedClient, HttpFailure
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.notices.errors import AccessRefused, NotSent
from ausrufer.notices.models import MatrixAccess, Notice
from ausrufer.notices.wording import advice, sentence
from ausrufer.organisations.practice import marked

_BASE = "/_matrix/client/v3"
_OK, _REFUSED, _LATER, _BROKEN = 200, (401, 403), 429, 500


async def post(http: GuardedClient, *, access: MatrixAccess, room: str, notice: Notice) -> None:
    """Write a notice into a room; raises NotSent.

    The transaction is named by the notice: the server takes the same one only once, however often
    it is sent. https://spec.matrix.org/latest/client-server-api/#transaction-identifiers
    """
    path = f"/rooms/{quote(room, safe='')}/send/m.room.message/{notice.public_id.hex}"
    answer = await _ask(http, access.homeserver, opened(access), ("PUT", path), _content(notice))
    if not isinstance(_read(answer).get("event_id"), str):
        raise NotSent("Der Matrix-Server gibt eine unverständliche Antwort.", again=True)


async def whoami(http: GuardedClient, *, homeserver: str, token: str) -> str:
    """Return the account a token belongs to; raises NotSent."""
    answer = await _ask(http, homeserver, token, ("GET", "/account/whoami"))
    found = _read(answer).get("user_id")
    if not isinstance(found, str):
        raise NotSent("Dort antwortet kein Matrix-Server.", again=False)
    return found[:255]


def opened(access: MatrixAccess) -> str:
    """Return the token; raises AccessRefused where it cannot be opened."""
    try:
        found = Seal(settings.ENVIRONMENT.sealing_keys()).open(bytes(access.sealed_token))
    except SealBroken as broken:
        raise AccessRefused("Das Zugangstoken lässt sich nicht öffnen.") from broken
    if not found.get("token"):
        raise AccessRefused("Es ist kein Zugangstoken hinterlegt.")
    return found["token"]


def _content(notice: Notice) -> dict[str, Any]:
    said = marked(notice.organisation, sentence(notice))
    lines = [said, advice(notice), settings.BASE_URL + notice.path]
    # m.notice: other programs in the room do not answer it
    return {"msgtype": "m.notice", "body": "\n".join(filter(None, lines))}


async def _ask(
    http: GuardedClient, homeserver: str, token: str, call: tuple[str, str], json: object = None
) -> Answer:
    method, path = call
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    try:
        answer = await http.request(
            method, f"{homeserver.rstrip('/')}{_BASE}{path}", headers=headers, json=json
        )
    except HttpFailure as failure:
        raise NotSent(failure.for_staff, again=True) from failure
    if answer.status in _REFUSED:
        raise AccessRefused("Der Matrix-Server lehnt den Zugang oder den Raum ab.")
    if answer.status != _OK:
        again = answer.status == _LATER or answer.status >= _BROKEN
        raise NotSent(f"Der Matrix-Server antwortet mit {answer.status}.", again=again)
    return answer


def _read(answer: Answer) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
