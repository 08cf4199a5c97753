"""What an AppView makes of records: a post with everything that answers it."""

from typing import Any

from ausrufer.training.bluesky.calls import Call, Json, Refused
from ausrufer.training.bluesky.memory import Stored
from ausrufer.training.bluesky.posts import LIKE, POST
from ausrufer.training.bluesky.server import PracticeServer

GATE = "app.bsky.feed.threadgate"
_DEPTH, _DEEPEST = 6, 1000


def get_posts(call: Call) -> Json:
    """Show posts; what is not there is left out."""
    call.needs_appview()
    asked = [call.server.memory.records.get(uri) for uri in call.repeated.get("uris", ())]
    there = [one for one in asked if one is not None and one.collection == POST]
    return {
        "posts": [_post(call.server, one, len(replies_to(call.server, one.uri))) for one in there]
    }


def get_post_thread(call: Call) -> Json:
    """Show a post and what answers it, down to `depth` steps."""
    call.needs_appview()
    depth = int(call.params.get("depth", _DEPTH))
    if not 0 <= depth <= _DEEPEST:
        raise Refused("InvalidRequest", f"Error: depth must be within 0 and {_DEEPEST}")
    stored = call.server.memory.records.get(call.text("uri"))
    if stored is None or stored.collection != POST:
        raise Refused("NotFound", f"Post not found: {call.text('uri')}")
    gate = call.server.memory.records.get(stored.uri.replace(f"/{POST}/", f"/{GATE}/"))
    told = {"threadgate": {"uri": gate.uri, "cid": gate.cid, "record": gate.value}} if gate else {}
    return {"thread": _viewed(call.server, stored, depth), **told}


def replies_to(server: PracticeServer, uri: str) -> list[Stored]:
    """Return the posts that answer a post directly, oldest first."""
    there = [one for one in server.memory.records.values() if one.collection == POST]
    found = [one for one in there if _above(one) == uri]
    return sorted(found, key=lambda one: (one.value["createdAt"], one.uri))


def likes_of(server: PracticeServer, uri: str) -> int:
    """Return how many like a post."""
    there = (one for one in server.memory.records.values() if one.collection == LIKE)
    return sum(one.value["subject"]["uri"] == uri for one in there)


def _above(stored: Stored) -> str:
    return str(stored.value.get("reply", {}).get("parent", {}).get("uri", ""))


def _viewed(server: PracticeServer, stored: Stored, depth: int) -> dict[str, Any]:
    below = replies_to(server, stored.uri)
    post = _post(server, stored, len(below))
    view: dict[str, Any] = {"$type": "app.bsky.feed.defs#threadViewPost", "post": post}
    if depth:
        view["replies"] = [_viewed(server, one, depth - 1) for one in below]
    return view


def _post(server: PracticeServer, stored: Stored, replies: int) -> dict[str, Any]:
    account = server.account(stored.did)
    author = {"did": stored.did, "handle": account.handle if account else "handle.invalid"}
    if account is not None:
        author["displayName"] = account.display_name
    return {
        "uri": stored.uri,
        "cid": stored.cid,
        "author": author,
        "record": stored.value,
        "replyCount": replies,
        "repostCount": 0,
        "likeCount": likes_of(server, stored.uri),
        "quoteCount": 0,
        "indexedAt": stored.value["createdAt"],
    }
