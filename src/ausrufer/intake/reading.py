"""Reading a feed from its address or a file, pictures included; no database."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from ausrufer.foundation.http import GuardedClient, HttpFailure, HttpPolicy
from ausrufer.intake.feeds import Feed, FeedItem, FeedRefused, fetch, read_feed
from ausrufer.intake.feeds.fetch import fetch_enclosure, fetch_feed

MOST_PICTURE_BYTES = 10_000_000
MOST_PICTURES = 4
_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `feed` is None where the feed has not changed since the last reading."""

    feed: Feed | None
    etag: str = ""
    last_modified: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)  # by address
    troubles: tuple[str, ...] = ()  # German sentences about pictures that could not be fetched


def read_address(
    address: str, policy: HttpPolicy, *, etag: str = "", last_modified: str = ""
) -> Reading:
    """Fetch and read the feed at `address`; raises FeedRefused and HttpFailure."""
    return asyncio.run(_read_address(address, policy, etag, last_modified))


def read_file(path: Path, policy: HttpPolicy) -> Reading:
    """Read the feed in a file; raises FeedRefused."""
    return read_content(fetch.read_file(path), policy)


def read_content(content: bytes, policy: HttpPolicy, *, content_type: str = "") -> Reading:
    """Read a feed that is at hand, fetching its pictures; raises FeedRefused."""
    return asyncio.run(_with_pictures(read_feed(content, content_type=content_type), policy))


async def _read_address(address: str, policy: HttpPolicy, etag: str, last_modified: str) -> Reading:
    async with GuardedClient(policy) as http:
        fetched = await fetch_feed(http, address, etag=etag, last_modified=last_modified)
        if fetched.not_modified:
            return Reading(None, fetched.etag, fetched.last_modified)
        feed = read_feed(fetched.content, content_type=fetched.content_type, base_url=fetched.url)
        pictures, troubles = await _pictures(http, feed)
    return Reading(feed, fetched.etag, fetched.last_modified, pictures, troubles)


async def _with_pictures(feed: Feed, policy: HttpPolicy) -> Reading:
    async with GuardedClient(policy) as http:
        pictures, troubles = await _pictures(http, feed)
    return Reading(feed, pictures=pictures, troubles=troubles)


async def _pictures(http: GuardedClient, feed: Feed) -> tuple[dict[str, bytes], tuple[str, ...]]:
    addresses = sorted({address for item in feed.items for address in picture_addresses(item)})
    gate = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def fetch(address: str) -> bytes | str:
        async with gate:
            try:
                return await fetch_enclosure(http, address, most_bytes=MOST_PICTURE_BYTES)
            except (HttpFailure, FeedRefused) as failure:
                return f"Bild {address}: {failure.for_staff}"

    found = dict(zip(addresses, await asyncio.gather(*map(fetch, addresses)), strict=True))
    pictures = {address: got for address, got in found.items() if isinstance(got, bytes)}
    return pictures, tuple(got for got in found.values() if isinstance(got, str))


def picture_addresses(item: FeedItem) -> tuple[str, ...]:
    """Return the addresses of an item's pictures, as many as an announcement should take."""
    images = (one.url for one in item.enclosures if one.media_type.startswith("image/"))
    return tuple(images)[:MOST_PICTURES]
