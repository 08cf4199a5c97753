"""One instance, one account: requests with the token, answers checked before they are believed."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.channels.rest import Effect, Rest, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.mastodon.network import NETWORK
from ausrufer.foundation.http import Answer, GuardedClient

__all__ = ["Api", "gibberish", "read_object", "read_objects", "text_of"]


class Api:
    """The REST interface of the instance an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        root, token = _root(access["base_url"]), _usable(access["token"])
        self.host = urlsplit(root).netloc  # with its port where it is unusual
        # With this header many instances give their reasons in German.
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "de"}
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[token])

    async def ask(
        self,
        method: str,
        path: str,
        *,
        decisive: bool = False,
        fine: frozenset[int] = frozenset({200}),
        **sent: Any,
    ) -> Answer:
        """Send one request and return an answer whose status is `fine`; raises the failures.

        `decisive`: the request may make something public. `sent` is what `Rest.ask` takes.
        """
        return await self._rest.ask(method, path, effect=_effect(decisive), fine=fine, **sent)


def read_object(answer: Answer, *, decisive: bool = False) -> dict[str, Any]:
    """Return the JSON object of an answer; raises a failure where it is none."""
    found = body_of(answer)
    if isinstance(found, dict):
        return found
    raise gibberish(answer, decisive=decisive)


def read_objects(answer: Answer) -> list[dict[str, Any]]:
    """Return the JSON list of objects of an answer; raises TemporaryFailure."""
    found = body_of(answer)
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    raise gibberish(answer)


def gibberish(answer: Answer, *, decisive: bool = False) -> ConnectorFailure:
    """Return the failure an answer means that has the right status and the wrong content."""
    log = f"{urlsplit(answer.url).path}: {answer.status}, {len(answer.content)} bytes unreadable"
    return NETWORK.gibberish(_effect(decisive), log)


def _effect(decisive: bool) -> Effect:  # noqa: FBT001 - as it was told
    return Effect.PUBLISHES if decisive else Effect.HARMLESS


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
