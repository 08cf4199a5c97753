"""The profile and its token: consent, exchange, renewal, and asking whether it works."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Access, AccessReport, Grant, Tokens
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, Rest, number_of, object_of, text_of
from ausrufer.connectors.meta.graph import Graph
from ausrufer.connectors.meta.login import read_token
from ausrufer.connectors.meta.network import Missed, network
from ausrufer.foundation.http import GuardedClient

NAME = "Threads"
ORIGIN = "https://graph.threads.net"
NETWORK = network(NAME)
NEEDED = ("threads_basic", "threads_content_publish")
_CONTROLS = {
    "": "",
    "alle": "everyone",
    "follower": "followers_only",
    "gefolgte": "accounts_you_follow",
    "erwähnte": "mentioned_only",
    "niemand": "parent_post_author_only",
}
_LONGEST = timedelta(days=366)


def graph_of(http: GuardedClient, access: Access, token: str = "") -> Graph:
    """Return the graph of Threads for the token of the access, or for `token`."""
    return Graph(http, access, NETWORK, root=f"{access.origin(ORIGIN)}/v1.0", token=token)


def reply_control(access: Access) -> str:
    """Return who may answer, as Threads says it; raises AccessLost for a word nobody knows."""
    told = access["reply_control"].strip().casefold()
    if told not in _CONTROLS:
        known = ", ".join(word for word in _CONTROLS if word)
        raise AccessLost(f"Wer antworten darf, ist beim Kanal falsch eingetragen: {known}.")
    return _CONTROLS[told]


async def report(http: GuardedClient, access: Access) -> AccessReport:
    """Ask for the profile and the end of its token; raises AccessLost."""
    reply_control(access)
    graph = graph_of(http, access)
    found = await graph.get("/me", fields="id,username,name")
    ends = None
    with suppress(PermanentFailure, Missed):  # not every app may ask about tokens
        told = await graph.get("/debug_token", input_token=access["access_token"])
        data = object_of(told, "data")
        ends = read_token(data, NAME, NEEDED) if data else None
    return AccessReport(account=f"@{text_of(found, 'username')}", expires_at=ends)


async def grants(http: GuardedClient, access: Access, tokens: Tokens) -> list[Grant]:
    """Return the profile that a person's consent opens, with a token of sixty days."""
    secret = access["client_secret"].strip()
    sent = {"client_secret": secret, "access_token": tokens.access}
    long = await _token(http, access, "/access_token", "th_exchange_token", sent)
    graph = graph_of(http, access, long.access)
    found = await graph.get("/me", fields="id,username,name")
    return [
        Grant(
            account=f"@{text_of(found, 'username')}",
            settings={"user_id": text_of(found, "id")},
            secrets={"access_token": long.access},
            expires_at=long.expires_at,
        )
    ]


async def renew(http: GuardedClient, access: Access) -> Tokens:
    """Return a token of sixty more days; one that is younger than a day is refused."""
    sent = {"access_token": access["access_token"]}
    return await _token(http, access, "/refresh_access_token", "th_refresh_token", sent)


async def _token(
    http: GuardedClient, access: Access, path: str, grant_type: str, sent: dict[str, str]
) -> Tokens:
    rest = Rest(http, NETWORK, root=access.origin(ORIGIN), secrets=list(sent.values()))
    params = {"grant_type": grant_type, **sent}
    found: Any = await rest.read("GET", path, effect=Effect.HARMLESS, params=params)
    token, left = text_of(found, "access_token"), number_of(found, "expires_in")
    if not token:
        raise rest.gibberish(Effect.HARMLESS, f"GET {path}: no token")
    known = left is not None and 0 < left < _LONGEST.total_seconds()
    ends = datetime.now(UTC) + timedelta(seconds=left or 0) if known else None
    return Tokens(token, expires_at=ends, answer=object_of(found))
