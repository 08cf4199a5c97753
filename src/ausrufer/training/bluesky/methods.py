"""The methods of the interface, by name."""

from collections.abc import Callable
from typing import NamedTuple

from aiohttp import web

from ausrufer.training.bluesky import blobs, conversations, records, sessions
from ausrufer.training.bluesky.calls import Call, Json


class Method(NamedTuple):
    """How a method is called and who answers it."""

    verb: str
    answer: Callable[[Call], Json | web.Response]


METHODS = {
    "app.bsky.feed.getPosts": Method("GET", conversations.get_posts),
    "app.bsky.feed.getPostThread": Method("GET", conversations.get_post_thread),
    "com.atproto.repo.applyWrites": Method("POST", records.apply_writes),
    "com.atproto.repo.createRecord": Method("POST", records.create_record),
    "com.atproto.repo.deleteRecord": Method("POST", records.delete_record),
    "com.atproto.repo.getRecord": Method("GET", records.get_record),
    "com.atproto.repo.listRecords": Method("GET", records.list_records),
    "com.atproto.repo.putRecord": Method("POST", records.put_record),
    "com.atproto.repo.uploadBlob": Method("POST", blobs.upload_blob),
    "com.atproto.server.createSession": Method("POST", sessions.create_session),
    "com.atproto.server.describeServer": Method("GET", sessions.describe_server),
    "com.atproto.server.refreshSession": Method("POST", sessions.refresh_session),
    "com.atproto.sync.getBlob": Method("GET", blobs.get_blob),
}
