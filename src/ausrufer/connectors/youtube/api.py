"""The Data API of YouTube in the name of one channel.

https://developers.google.com/youtube/v3/docs
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import (
    Effect,
    Network,
    Refusal,
    Rest,
    object_of,
    objects_of,
    text_of,
)
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, server_time
from ausrufer.connectors.youtube.quota import until_midnight
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://youtube.googleapis.com"
_RENEW = "Bitte erteilen Sie die Zustimmung auf der Seite des Kanals neu."
_DAY_IS_USED_UP = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_LOST = {
    "invalid_grant": f"Google nimmt die Zustimmung nicht mehr an. {_RENEW}",
    "youtubeSignupRequired": (
        "Zu diesem Google-Konto gehört kein YouTube-Kanal. Bitte legen Sie dort einen an."
    ),
    "accessNotConfigured": (
        "Im Google-Projekt der Anwendung ist die „YouTube Data API v3“ nicht eingeschaltet. Bitte "
        "schalten Sie sie dort ein."
    ),
}
_REFUSED = {
    "invalidTitle": "YouTube nimmt diesen Titel nicht an.",
    "invalidDescription": "YouTube nimmt diese Beschreibung nicht an.",
    "invalidTags": "YouTube nimmt diese Schlagwörter nicht an.",
    "mediaBodyRequired": "Beim Film ist auf YouTube nichts angekommen.",
    "commentsDisabled": "Unter diesem Film sind Kommentare auf YouTube abgeschaltet.",
    "videoNotFound": "Der Film ist auf YouTube nicht mehr vorhanden.",
    "commentNotFound": "Der Kommentar ist auf YouTube nicht mehr vorhanden.",
}


class Api:
    """The methods the house uses; `upload` is where files go."""

    def __init__(self, http: GuardedClient, access: Access, *, token: str = "") -> None:
        token = token or access["access_token"].strip()
        if not token or not token.isascii() or not token.isprintable():
            raise AccessLost(f"Am Kanal fehlt der Zugang zu YouTube. {_RENEW}")
        self.origin, self._http, self._token = access.origin(ORIGIN), http, token
        self.behind = timedelta()  # how far YouTube's clock is behind ours, as a negative span
        self._rest = self._below(f"{self.origin}/youtube/v3")
        self.upload = self._below(f"{self.origin}/upload/youtube/v3")

    async def read(self, path: str, **params: str) -> Any:
        """Read something; raises the failures."""
        answer = await self._rest.ask("GET", path, effect=Effect.HARMLESS, params=params)
        self.behind = min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        found = body_of(answer)
        if found is None:
            raise self.gibberish(Effect.HARMLESS, f"GET {path}: {len(answer.content)} bytes")
        return found

    async def ask(self, method: str, path: str, *, effect: Effect, **sent: Any) -> Answer:
        """Send one request; raises the failures."""
        return await self._rest.ask(method, path, effect=effect, **sent)

    def session(self, address: str) -> Rest:
        """Return an upload session at the address YouTube named; raises TemporaryFailure."""
        if not address.startswith((f"{self.origin}/", "https://www.googleapis.com/")):
            raise self.gibberish(Effect.HARMLESS, "an upload session elsewhere")
        return self._below(address)

    def gibberish(self, effect: Effect, log: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, log)

    def _below(self, root: str) -> Rest:
        headers: Mapping[str, str] = {"Authorization": f"Bearer {self._token}"}
        return Rest(self._http, NETWORK, root=root, headers=headers, secrets=[self._token])


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    error = object_of(body, "error")
    reasons = [text_of(one, "reason") for one in objects_of(error, "errors")]
    code = next(filter(None, reasons), "") or text_of(body, "error") or text_of(error, "status")
    wait = retry_after(answer.headers, answer.status)
    if code in _DAY_IS_USED_UP:
        wait = until_midnight(server_time(answer.headers))
    return Refusal(answer.status, code, for_people(text_of(error, "message")), wait)


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    code, wait = refusal.code, refusal.retry_after
    if code in _DAY_IS_USED_UP:
        said = (
            "Das Tageskontingent bei YouTube ist aufgebraucht. Ausrufer versucht es wieder, wenn "
            "YouTube neu zählt: um Mitternacht an der amerikanischen Westküste."
        )
        return TemporaryFailure(said, for_log=log, retry_after=wait)
    if code in _TOO_FAST:
        said = "YouTube bittet um eine Pause, bevor Weiteres angenommen wird."
        return TemporaryFailure(said, for_log=log, retry_after=wait or timedelta(minutes=1))
    if code == "uploadLimitExceeded":
        said = "Auf diesen YouTube-Kanal wurden heute schon zu viele Filme hochgeladen."
        return TemporaryFailure(said, for_log=log, retry_after=timedelta(hours=6))
    if code in _LOST:
        return AccessLost(_LOST[code], for_log=log)
    return PermanentFailure(_REFUSED[code], for_log=log) if code in _REFUSED else None


NETWORK = replace(Network("YouTube", _RENEW, _read), judge=_judge)
