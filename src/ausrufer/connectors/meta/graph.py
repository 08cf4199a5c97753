"""Asking Meta's graphs: the token travels as a parameter, ids are checked before they are used."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.channels.rest import Effect, Network, Rest, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.meta.network import renew_at
from ausrufer.foundation.http import FilePart, GuardedClient

FACEBOOK = "https://graph.facebook.com"
UPLOADS = "https://rupload.facebook.com"
VERSION = "v26.0"  # since 2026-07-29; a version lives about two years
_IDENTIFIER = re.compile(r"[0-9]{1,40}(?:_[0-9]{1,40}){0,2}")
_MOST_PAGES = 20
_PRIVATE = frozenset({"access_token", "appsecret_proof"})


class Graph:
    """One account on one of Meta's graphs."""

    def __init__(
        self,
        http: GuardedClient,
        access: Access,
        network: Network,
        *,
        root: str,
        token: str = "",
        proof: bool = False,
    ) -> None:
        """Speak for the token of the access, or for `token`; raises AccessLost without any.

        `proof` sends along that we know the secret of the app, where the access holds it.
        """
        token = (token or access["access_token"]).strip()
        if not token:
            raise AccessLost(f"Der Kanal ist noch nicht verbunden. {renew_at(network.name)}")
        secret = access["client_secret"].strip()
        self.access, self.name = access, network.name
        self.behind = timedelta()  # how far their clock is behind ours, from the last answer
        self._sent = {"access_token": token}
        if proof and secret:
            self._sent["appsecret_proof"] = proof_of(token, secret)
        self._http, self._network = http, network
        self._secrets = [*self._sent.values(), secret]
        self._rest = Rest(http, network, root=root, secrets=self._secrets)

    async def get(self, path: str, **params: str) -> Mapping[str, Any]:
        """Read an object; raises the failures."""
        sent = {**params, **self._sent}
        return await self._read("GET", path, Effect.HARMLESS, params=sent)

    async def post(
        self, path: str, effect: Effect, files: Sequence[FilePart] = (), **fields: str
    ) -> Mapping[str, Any]:
        """Send fields as a form, with files where there are any; raises the failures."""
        form = [*fields.items(), *self._sent.items()]
        sent: dict[str, Any] = {"form": form, "files": files} if files else {"form": form}
        return await self._read("POST", path, effect, **sent)

    async def create(self, path: str, effect: Effect, **fields: Any) -> str:
        """Send fields and return the id of what came into being; raises the failures."""
        found = text_of(await self.post(path, effect, **fields), "id")
        if not is_identifier(found):
            raise self._rest.gibberish(effect, f"POST {path}: no id")
        return found

    async def hand_over(self, video: str, address: str) -> None:
        """Let Facebook fetch a film it was promised from an address; raises the failures."""
        # The one host that takes the token as a header, and nothing else.
        headers = {"Authorization": f"OAuth {self._sent['access_token']}", "file_url": address}
        upload = Rest(
            self._http,
            self._network,
            root=f"{self.access.origin(UPLOADS)}/video-upload/{VERSION}",
            headers=headers,
            secrets=self._secrets,
        )
        await upload.read("POST", f"/{video}", effect=Effect.HARMLESS)

    async def delete(self, path: str) -> None:
        """Delete an object; raises the failures."""
        await self._read("DELETE", path, Effect.HARMLESS, params=self._sent)

    async def page(self, path: str, **params: str) -> tuple[list[Mapping[str, Any]], str]:
        """Return the entries of one page of a list, and the cursor of what follows, if any."""
        found = await self.get(path, **params)
        return objects_of(found, "data"), _cursor(found)

    async def newest(
        self, path: str, since: datetime, stamp: str, **params: str
    ) -> list[Mapping[str, Any]] | None:
        """Return the entries of a list whose time `stamp` is not before `since`, by our clock.

        The list is told newest first. None: it is too long to be read to that moment. What is no
        list proves nothing; an empty page with more behind it is not the end.
        """
        entries: list[Mapping[str, Any]] = []
        more: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            found = await self.get(path, **{**params, **more})
            data, start = self._entries(path, found), since + min(self.behind, timedelta())
            entries += [one for one in data if _not_before(start, one, stamp)]
            more = _next(found)
            if not more and text_of(object_of(found, "paging"), "next"):
                raise self._rest.gibberish(Effect.HARMLESS, f"GET {path}: no way to what follows")
            if not more or (data and not _not_before(start, data[-1], stamp)):
                return entries
        return None

    def silent(self, failure: ConnectorFailure) -> ConnectorFailure:
        """Return a failure that was read inside a yes without any secret."""
        return self._rest.silent(failure)

    def _entries(self, path: str, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        told, data = found.get("data"), objects_of(found, "data")
        if not isinstance(told, list) or len(told) != len(data):
            raise self._rest.gibberish(Effect.HARMLESS, f"GET {path}: no list of entries")
        return data

    async def _read(self, method: str, path: str, effect: Effect, **sent: Any) -> Mapping[str, Any]:
        answer = await self._rest.ask(method, path, effect=effect, **sent)
        self.behind = server_time(answer.headers) - datetime.now(UTC)
        found = body_of(answer)
        if not isinstance(found, dict):
            log = f"{method} {path}: {len(answer.content)} bytes unreadable"
            raise self._rest.gibberish(effect, log)
        return found


def proof_of(token: str, secret: str) -> str:
    """Return the proof that whoever uses a token knows the secret of its app."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def is_identifier(told: str) -> bool:
    """Tell whether an id may become part of an address."""
    return _IDENTIFIER.fullmatch(told) is not None


def web_address(told: str) -> str:
    """Return an address people may follow; empty where it is none."""
    return told if told.startswith("https://") else ""


def identifier(told: str, name: str) -> str:
    """Return an id that may become part of an address; raises AccessLost."""
    found = told.strip()
    if not is_identifier(found):
        raise AccessLost(f"Die Angaben zum Konto sind unvollständig. {renew_at(name)}")
    return found


def moment(told: str) -> datetime | None:
    """Return a time as Meta writes it ("2021-07-21T21:05:14+0000"); None where it is none."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _not_before(start: datetime, entry: Mapping[str, Any], stamp: str) -> bool:
    """Tell whether an entry is young enough; one without a time counts as young."""
    written = moment(text_of(entry, stamp))
    return written is None or written >= start


def _cursor(found: Mapping[str, Any]) -> str:
    paging = object_of(found, "paging")
    if "next" not in paging and objects_of(found, "data") == []:
        return ""
    return text_of(object_of(paging, "cursors"), "after")


def _next(found: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of what follows: only those, the address itself is not believed."""
    told = text_of(object_of(found, "paging"), "next")
    with suppress(ValueError):
        following = {k: v for k, v in parse_qsl(urlsplit(told).query) if k not in _PRIVATE}
        if following:
            return following
    cursor = _cursor(found)
    return {"after": cursor} if cursor else {}
