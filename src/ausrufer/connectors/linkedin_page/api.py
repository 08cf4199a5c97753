"""One organisation's page: requests with the token and the version LinkedIn asks for.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, objects_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people, object_of
from ausrufer.channels.rest.waiting import retry_after, server_time
from ausrufer.connectors.linkedin_page.duplicates import Duplicate
from ausrufer.connectors.linkedin_page.versions import VERSION, version_of
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://api.linkedin.com"
_URN = re.compile(r"urn:li:organization:[0-9]{1,20}")
_RENEW = "Bitte erteilen Sie die Zustimmung auf der Seite des Kanals neu."
_NO_VERSION = frozenset({"NONEXISTENT_VERSION", "VERSION_MISSING"})
_UPGRADE, _UNPROCESSABLE = 426, 422


class Api:
    """The REST interface, in the name of one organisation."""

    def __init__(self, http: GuardedClient, access: Access, *, token: str = "") -> None:
        self._http, self._token = http, token or access["access_token"].strip()
        self.origin, self._told = access.origin(ORIGIN), access["organization"]
        if not self._token or not self._token.isascii() or not self._token.isprintable():
            raise AccessLost(f"Am Kanal fehlt der Zugang zu LinkedIn. {_RENEW}")
        headers = {
            "Authorization": f"Bearer {self._token}",
            "LinkedIn-Version": version_of(access["api_version"]),
            "X-Restli-Protocol-Version": "2.0.0",
        }
        self.behind = timedelta()  # how far LinkedIn's clock is behind ours, as a negative span
        root = f"{self.origin}/rest"
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[self._token])

    @property
    def organisation(self) -> str:
        """The URN of the organisation; raises AccessLost where none is chosen."""
        told = self._told.strip()
        urn = f"urn:li:organization:{told}" if told.isdecimal() else told
        if not _URN.fullmatch(urn):
            raise AccessLost(f"Am Kanal ist keine LinkedIn-Seite gewählt. {_RENEW}")
        return urn

    async def ask(self, method: str, path: str, *, effect: Effect, **sent: Any) -> Answer:
        """Send one request; raises the failures."""
        # Rest.li wants the colons and brackets of URNs quoted
        answer = await self._rest.ask(method, path, effect=effect, quoted=True, **sent)
        self.behind = min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        return answer

    async def read(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Read something; raises the failures."""
        answer = await self.ask("GET", path, effect=Effect.HARMLESS, params=params)
        found = body_of(answer)
        if found is None:
            raise self.gibberish(Effect.HARMLESS, f"GET {path}: {len(answer.content)} bytes")
        return found

    async def put(self, address: str, content: bytes, media_type: str) -> None:
        """Bring a file to the address LinkedIn named for it; raises the failures.

        The token goes along only where the address is LinkedIn's own.
        """
        trusted = _is_linkedin(address) or address.startswith(f"{self.origin}/")
        headers = {"Authorization": f"Bearer {self._token}"} if trusted else {}
        rest = Rest(self._http, NETWORK, root=address, headers=headers, secrets=[self._token])
        headers = {"Content-Type": media_type}
        await rest.ask("PUT", "", effect=Effect.HARMLESS, content=content, headers=headers)

    def gibberish(self, effect: Effect, log: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, log)


def in_path(urn: str) -> str:
    """Return a URN as one step of an address."""
    return quote(urn, safe="")


def _is_linkedin(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "linkedin.com" or host.endswith(".linkedin.com"))


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    errors = objects_of(object_of(body, "errorDetails"), "inputErrors")
    codes = [text_of(one, "code") for one in errors]
    told = " ".join(text_of(one, "description") for one in errors) or text_of(body, "message")
    code = next(filter(None, codes), "") or text_of(body, "code")
    # the only place where LinkedIn names the post a new one would repeat
    reason = text_of(body, "message") if code == Duplicate.CODE else told
    return Refusal(
        answer.status, code, for_people(reason), retry_after(answer.headers, answer.status)
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    if refusal.status == _UNPROCESSABLE and refusal.code == Duplicate.CODE:
        return Duplicate.named_in(refusal.reason, log)
    if refusal.status == _UPGRADE or refusal.code in _NO_VERSION:
        return AccessLost(
            "LinkedIn nimmt die eingestellte Version der Schnittstelle nicht mehr an. Bitte lassen "
            f"Sie das Feld „Version der Schnittstelle“ am Kanal leer (dann gilt {VERSION}) oder "
            "tragen Sie dort eine neuere ein.",
            for_log=log,
        )
    if refusal.status == 404:  # noqa: PLR2004 - not found
        return PermanentFailure(
            "LinkedIn findet nicht mehr, worauf sich der Auftrag bezieht: Es wurde dort gelöscht, "
            "oder diese Seite darf es nicht sehen.",
            for_log=log,
        )
    return None


NETWORK = replace(Network("LinkedIn", _RENEW, _read), judge=_judge)
