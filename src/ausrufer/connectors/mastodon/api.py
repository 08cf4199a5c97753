"""One instance, one account: requests with the token, answers checked before they are believed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    TemporaryFailure,
)
from ausrufer.connectors.mastodon.failures import UNCLEAR, from_http, from_status
from ausrufer.foundation.http import Answer, FilePart, GuardedClient, HttpFailure

_GIBBERISH = "Der Mastodon-Server hat unverständlich geantwortet."


class Api:
    """The REST interface of the instance an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        self._http = http
        self._root = _root(access["base_url"])
        self._token = _usable(access["token"])

    @property
    def host(self) -> str:
        """The host name of the instance, with its port where it is unusual."""
        return urlsplit(self._root).netloc

    async def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Sequence[tuple[str, str]] | None = None,
        files: Sequence[FilePart] | None = None,
        decisive: bool = False,
        fine: frozenset[int] = frozenset({200}),
    ) -> Answer:
        """Send one request and return an answer whose status is `fine`; raises the failures.

        `decisive`: the request may make something public (see `failures.from_status`).
        """
        log = f"{method} {path}"
        try:
            answer = await self._http.request(
                method,
                f"{self._root}{path}",
                headers={**self._headers(), **(headers or {})},
                params=params,
                json=json,
                form=form,
                files=files,
            )
        except HttpFailure as failure:
            # What went wrong inside the client stays there: it may quote the request.
            raise self._silent(from_http(failure, decisive=decisive, log=log)) from None
        if answer.status not in fine:
            raise self._silent(from_status(answer, decisive=decisive, log=log))
        return answer

    def _headers(self) -> dict[str, str]:
        # With this header many instances give their reasons in German.
        return {"Authorization": f"Bearer {self._token}", "Accept-Language": "de"}

    def _silent(self, failure: ConnectorFailure) -> ConnectorFailure:
        """Return the failure without the token, should an instance have quoted it."""
        failure.for_staff = failure.for_staff.replace(self._token, "…")
        failure.for_log = failure.for_log.replace(self._token, "…")
        failure.args = (failure.for_log,)
        return failure


def read_object(answer: Answer, *, decisive: bool = False) -> dict[str, Any]:
    """Return the JSON object of an answer; raises a failure where it is none."""
    found = _json(answer)
    if isinstance(found, dict):
        return found
    raise gibberish(answer, decisive=decisive)


def read_objects(answer: Answer) -> list[dict[str, Any]]:
    """Return the JSON list of objects of an answer; raises TemporaryFailure."""
    found = _json(answer)
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    raise gibberish(answer)


def text_of(found: Mapping[str, Any], name: str) -> str:
    """Return a text field; empty where it is missing or something else."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def gibberish(answer: Answer, *, decisive: bool = False) -> ConnectorFailure:
    """Return the failure an answer means that has the right status and the wrong content."""
    log = f"{urlsplit(answer.url).path}: {answer.status}, {len(answer.content)} bytes unreadable"
    if decisive:
        return OutcomeUnclear(UNCLEAR, for_log=log)
    return TemporaryFailure(_GIBBERISH, for_log=log)


def _json(answer: Answer) -> object:
    with suppress(ValueError):
        return answer.json()
    return None


def _root(told: str) -> str:
    root = told.strip().rstrip("/")
    if not root:
        raise AccessLost("Am Kanal fehlt die Adresse der Mastodon-Instanz.")
    root = root if "://" in root else f"https://{root}"
    with suppress(ValueError):
        parsed = urlsplit(root)
        # The interface lies at the root of the host, whatever page of it was copied.
        return f"{parsed.scheme}://{parsed.netloc}"
    raise AccessLost("Die Adresse der Mastodon-Instanz ist ungültig.")


def _usable(told: str) -> str:
    token = told.strip()
    if not token:
        raise AccessLost("Am Kanal fehlt das Zugriffstoken für Mastodon.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise AccessLost(
            "Das Zugriffstoken für Mastodon enthält unzulässige Zeichen. "
            "Bitte tragen Sie es neu ein."
        )
    return token
