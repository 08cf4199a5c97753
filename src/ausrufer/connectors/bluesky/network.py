"""What only the network as a whole knows: who answered a post, and how often it was liked.

A server keeps the records of its own accounts. Views over all servers are made by an AppView; the
server asks it in our name (https://atproto.com/specs/xrpc#service-proxying).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ausrufer.channels.contract import Measured
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import number_of, object_of, objects_of, text_of
from ausrufer.connectors.bluesky.account import Account
from ausrufer.connectors.bluesky.failures import Step
from ausrufer.connectors.bluesky.records import COLLECTION
from ausrufer.connectors.bluesky.xrpc import Request

APPVIEW = "did:web:api.bsky.app#bsky_appview"  # the one behind bsky.app
View = Mapping[str, Any]  # app.bsky.feed.defs#postView

_DEPTH = 100  # answers to answers; the AppView sets a bound of its own
_GONE = "Dieser Beitrag ist auf Bluesky nicht zu finden: Er wurde gelöscht oder ist verborgen."
_NUMBERS = {
    "likeCount": "likes",
    "repostCount": "shares",
    "replyCount": "replies",
    "quoteCount": "quotes",
}


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a post, and the rules its author gave the thread (a threadgate)."""

    answers: Sequence[View]
    gate: Mapping[str, Any]


class Network:
    """The network as an AppView shows it to an account."""

    def __init__(self, account: Account, appview: str = APPVIEW) -> None:
        self._account, self._appview = account, appview

    async def post(self, uri: str) -> View:
        """Return a post as everybody sees it; raises PermanentFailure where nobody does."""
        asked = self._asked("app.bsky.feed.getPosts", uris=_post_uri(uri))
        found = objects_of((await self._account.ask(asked)).body, "posts")
        if not found:
            raise PermanentFailure(_GONE, for_log=f"{uri} is not shown")
        if text_of(found[0], "uri") != uri or not text_of(found[0], "cid"):
            raise self._account.xrpc.gibberish(asked)
        return found[0]

    async def below(self, uri: str) -> Below:
        """Return everything below a post, each answer before what answers it."""
        asked = self._asked(
            "app.bsky.feed.getPostThread",
            fine="NotFound",
            uri=_post_uri(uri),
            depth=str(_DEPTH),
            parentHeight="0",
        )
        reply = await self._account.ask(asked)
        thread = object_of(reply.body, "thread")
        if reply.error or thread.get("notFound") is True:
            raise PermanentFailure(_GONE, for_log=f"{uri} is not shown")
        if text_of(object_of(thread, "post"), "uri") != uri:
            raise self._account.xrpc.gibberish(asked)
        gate = object_of(object_of(reply.body, "threadgate"), "record")
        return Below(list(_below(thread)), gate)

    def _asked(self, method: str, fine: str = "", **params: str) -> Request:
        codes = frozenset({fine} if fine else ())
        return Request(Step.READING, method, params=params, proxy=self._appview, fine=codes)


def numbers_of(view: View, parts: int) -> Measured:
    """Return the numbers of the first post of so many parts by the house's names."""
    told = {name: number_of(view, field) for field, name in _NUMBERS.items()}
    numbers = {name: number for name, number in told.items() if number is not None}
    if parts > 1 and "replies" in numbers:  # a thread answers itself
        numbers["replies"] = max(numbers["replies"] - 1, 0)
    return Measured(numbers)


def _below(thread: View) -> Iterator[View]:
    """Yield the posts below; what is blocked or gone is not shown, nor what is below it."""
    waiting = objects_of(thread, "replies")[::-1]
    while waiting:  # a thread may be deeper than functions may call each other
        found = waiting.pop()
        post = object_of(found, "post")
        if text_of(post, "uri").startswith("at://"):
            yield post
            waiting += objects_of(found, "replies")[::-1]


def _post_uri(uri: str) -> str:
    if not uri.startswith("at://") or f"/{COLLECTION}/" not in uri:
        raise PermanentFailure(_GONE, for_log=f"{uri!r} is no post")
    return uri
