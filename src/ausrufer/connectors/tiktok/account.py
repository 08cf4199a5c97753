"""Whose account it is, how its tokens are renewed, and what its posts are worth."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ausrufer.channels.contract import Access, AccessReport, Grant, Measured, RemotePart, Tokens
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.rest import Effect, Rest, number_of, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.tiktok.api import NETWORK, ORIGIN, Api, data_of
from ausrufer.connectors.tiktok.codes import RENEW
from ausrufer.connectors.tiktok.creator import creator
from ausrufer.connectors.tiktok.wishes import as_draft, privacy_of
from ausrufer.foundation.http import GuardedClient

_COUNTS = {
    "views": "view_count",
    "likes": "like_count",
    "comments": "comment_count",
    "shares": "share_count",
}


async def report(api: Api, access: Access) -> AccessReport:
    """Ask for the account's name and whether posts could go as they are wanted."""
    allowed = await creator(api)
    if not as_draft(access):
        allowed.check(privacy_of(access), None)
    username = f"@{allowed.username}"
    limits = {"film_seconds": allowed.longest_seconds} if allowed.longest_seconds else {}
    return AccessReport(f"{allowed.name} ({username})" if allowed.name else username, limits)


async def grants(api: Api) -> Sequence[Grant]:
    """Return the one account that consented."""
    params = {"fields": "open_id,display_name"}
    told = await api.call("/user/info/", method="GET", params=params)
    user = object_of(told, "user")
    number = text_of(user, "open_id")
    if not number:
        raise api.gibberish(Effect.HARMLESS, "GET /user/info/: no open_id")
    return [Grant(text_of(user, "display_name") or number, {"open_id": number})]


async def renew(http: GuardedClient, access: Access) -> Tokens:
    """Return new tokens; the old one for renewal is worth nothing from then on."""
    token, secret = access["refresh_token"].strip(), access["client_secret"].strip()
    if not token:
        raise AccessLost(f"Am Kanal fehlt der Zugang zu TikTok. {RENEW}")
    root = f"{access.origin(ORIGIN)}/v2"
    rest = Rest(http, NETWORK, root=root, secrets=[token, secret, access["access_token"]])
    form = [
        ("client_key", access["client_id"].strip()),
        ("client_secret", secret),
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
    ]
    path = "/oauth/token/"
    answer = await rest.ask("POST", path, effect=Effect.HARMLESS, form=form, fine={200})
    data_of(rest, answer, Effect.HARMLESS, f"POST {path}")  # a no may come as a 200
    told = object_of(body_of(answer))
    fresh, renewal = text_of(told, "access_token"), text_of(told, "refresh_token")
    if not fresh or not renewal:
        raise rest.gibberish(Effect.HARMLESS, f"POST {path}: no tokens")
    return Tokens(
        fresh,
        renewal,
        _moment(number_of(told, "expires_in")),
        _moment(number_of(told, "refresh_expires_in")),
        told,
    )


async def measured(api: Api, parts: Sequence[RemotePart]) -> Measured:
    """Return how often a public post was seen, liked, commented and shared."""
    number = parts[0].remote_id
    if not number.isdecimal():  # a draft, or nobody but the account sees it
        return Measured()
    params = {"fields": ",".join(["id", *_COUNTS.values()])}
    told = await api.call("/video/query/", params=params, json={"filters": {"video_ids": [number]}})
    post = next(iter(objects_of(told, "videos")), {})
    numbers = {name: number_of(post, field) for name, field in _COUNTS.items()}
    return Measured({name: found for name, found in numbers.items() if found is not None})


def _moment(seconds: int | None) -> datetime | None:
    return datetime.now(UTC) + timedelta(seconds=min(seconds, 10**9)) if seconds else None
