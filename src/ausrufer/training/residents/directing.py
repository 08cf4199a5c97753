"""Directing residents by script: `POST /_residents` lets them comment now, for drills and tests.

The body is a JSON object, all of it may be left out: {"place": "instagram", "post": its id,
"count": 3, "seed": "drill", "kind": "rumour"}. Without a post the newest one is meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.residents.place import Place, said_at
from ausrufer.training.residents.sayings import Kind
from ausrufer.training.residents.talking import conversation

PATH = "/_residents"
PLACES: web.AppKey[Mapping[str, Place]] = web.AppKey("places")
_MOST = 100


@dataclass(frozen=True, slots=True)
class Direction:
    """Who shall do what: `count` remarks below `post`."""

    place: str
    post: str
    count: int
    seed: str
    kind: Kind | None


def direct(place: Place, direction: Direction) -> list[str]:
    """Let residents comment; returns the ids of the comments that were made."""
    talk = conversation(direction.seed, direction.post, direction.count, kind=direction.kind)
    said: list[str] = []
    for remark in talk:
        above = said[remark.answers] if remark.answers is not None else ""
        said.append(said_at(place, direction.post, remark.who, remark.text, above))
    return [one for one in said if one]


def settle(app: web.Application, places: Mapping[str, Place]) -> None:
    """Let residents in: they are found under PLACES and take directions."""
    app[PLACES] = places
    if places:
        app.middlewares.insert(0, directed(places))


def directed(places: Mapping[str, Place]) -> Middleware:
    """Return a middleware that takes directions for the places of one emulator."""

    @web.middleware
    async def take(request: web.Request, handler: Handler) -> web.StreamResponse:
        if (request.method, request.path) != ("POST", PATH):
            return await handler(request)
        # The text is shown to nobody but a person who tries the emulator from another machine.
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        direction = _direction(await _asked(request), places)
        if direction is None:
            return web.json_response({"said": []})
        return web.json_response({"said": direct(places[direction.place], direction)})

    return take


def _direction(asked: Mapping[str, object], places: Mapping[str, Place]) -> Direction | None:
    """Return what is wanted; None where nothing was published yet; raises HTTPBadRequest."""
    place = asked.get("place", next(iter(places)))
    count, kind = asked.get("count", 1), asked.get("kind")
    if not isinstance(place, str) or place not in places:
        raise web.HTTPBadRequest(text=f"place is none of {sorted(places)}")
    if not isinstance(count, int) or not 1 <= count <= _MOST:
        raise web.HTTPBadRequest(text=f"count is no number from 1 to {_MOST}")
    if kind is not None and (not isinstance(kind, str) or kind not in set(Kind)):
        raise web.HTTPBadRequest(text=f"kind is none of {sorted(Kind)}")
    posts: Sequence[str] = places[place].posts()
    post = str(asked.get("post", posts[-1] if posts else ""))
    if post not in posts:
        return None
    seed = str(asked.get("seed", "drill"))
    return Direction(place, post, count, seed, Kind(kind) if kind else None)


async def _asked(request: web.Request) -> Mapping[str, object]:
    try:
        asked = await request.json() if request.can_read_body else {}
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None
    if not isinstance(asked, dict):
        raise web.HTTPBadRequest(text="no object")
    return asked
