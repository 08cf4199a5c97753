"""What stands on a Bluesky server, read with the official Python client."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from atproto import Client, Request

POSTS = "app.bsky.feed.post"


@contextmanager
def official_client(url: str) -> Iterator[Client]:
    """Return the client; nobody is logged in, for what is public needs no log-in."""
    with closing(Request()) as request:
        yield Client(url, request=request)


def posts(url: str, did: str) -> list[Any]:
    """Return the records of an account's posts by `created_at`: `uri`, `cid`, and the post."""
    with official_client(url) as client:
        listed = client.com.atproto.repo.list_records(
            {"repo": did, "collection": POSTS, "limit": 100}
        )
    return sorted(listed.records, key=lambda record: record.value.created_at)


def picture(url: str, did: str, image: Any) -> bytes:
    """Return the bytes of one entry of a post's `embed.images`."""
    with official_client(url) as client:
        return bytes(client.com.atproto.sync.get_blob({"did": did, "cid": image.image.ref.link}))
