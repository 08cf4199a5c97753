"""Getting feeds and pictures over a real connection, and from files."""

from pathlib import Path

import pytest
from aiohttp import web

from ausrufer.foundation.http import AnswerTooLarge, GuardedClient, HttpPolicy, TargetRefused
from ausrufer.intake.feeds import FeedRefused, read_feed
from ausrufer.intake.feeds.fetch import Fetched, fetch_enclosure, fetch_feed, read_file
from tests.unit.foundation.drawings import photo, saved
from tests.unit.foundation.servers import Handler, allowing, run, serving
from tests.unit.intake.papers import FULL, ITEM, rss

CHANGED = "Mon, 04 May 2026 06:00:00 GMT"


def answering(body: bytes = b"", status: int = 200, **headers: str) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, status=status, headers=named)

    return answer


def test_a_feed_is_fetched_with_what_the_next_time_needs() -> None:
    body = rss(ITEM).encode()

    async def scene() -> None:
        handler = answering(
            body, Content_Type="text/xml; charset=utf-8", ETag='"abc"', Last_Modified=CHANGED
        )
        async with serving(handler) as served, allowing(served) as http:
            assert await fetch_feed(http, served.url + "/feed.xml") == Fetched(
                content=body,
                content_type="text/xml; charset=utf-8",
                etag='"abc"',
                last_modified=CHANGED,
                not_modified=False,
                url=served.url + "/feed.xml",
            )
            sent = served.requests[0].headers
            assert {"If-None-Match", "If-Modified-Since"} & set(sent) == set()
            assert sent["Accept"].startswith("application/atom+xml, application/rss+xml")

    run(scene())


def test_an_unchanged_feed_is_not_sent_again() -> None:
    async def scene() -> None:
        async with serving(answering(status=304)) as served, allowing(served) as http:
            fetched = await fetch_feed(http, served.url + "/", etag='"abc"', last_modified=CHANGED)
            assert fetched == Fetched(b"", "", '"abc"', CHANGED, True, served.url + "/")
            sent = served.requests[0].headers
            assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"abc"', CHANGED)

    run(scene())


def test_a_feed_that_moved_is_read_with_its_new_address() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/alt.xml":
            return web.Response(status=301, headers={"Location": "/neu/feed.xml"})
        return web.Response(text=rss(FULL), content_type="application/rss+xml")

    async def scene() -> None:
        async with serving(answer) as served, allowing(served) as http:
            fetched = await fetch_feed(http, served.url + "/alt.xml")
            feed = read_feed(
                fetched.content, content_type=fetched.content_type, base_url=fetched.url
            )
            assert f'src="{served.url}/neu/bilder/fest.jpg"' in feed.items[0].html
            assert feed.items[0].link == f"{served.url}/m/2"

    run(scene())


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "verlangt dafür eine Anmeldung"),
        (403, "verweigert den Zugriff"),
        (404, "kennt diese Adresse nicht"),
        (410, "hat diese Adresse abgeschafft"),
        (429, "bittet um eine Pause; es wird später wieder versucht"),
        (304, "antwortet mit dem Status 304"),
        (500, "antwortet mit dem Status 500"),
        (999, "antwortet mit dem Status 999"),
        (204, "antwortet mit dem Status 204"),
    ],
)
def test_what_the_server_does_not_hand_out(status: int, reason: str) -> None:
    async def scene() -> None:
        async with serving(answering(status=status)) as served, allowing(served) as http:
            with pytest.raises(FeedRefused) as refused:
                await fetch_feed(http, served.url)
        assert refused.value.for_staff == f"Der Feed ist nicht abrufbar: Der Server {reason}."

    run(scene())


def test_a_feed_inside_the_town_hall_is_refused() -> None:
    async def scene() -> None:
        async with serving(answering(rss(ITEM).encode())) as served:
            async with GuardedClient(HttpPolicy()) as http:
                with pytest.raises(TargetRefused):
                    await fetch_feed(http, served.url)
            assert served.requests == []

    run(scene())


def test_a_feed_that_is_too_large_is_dropped_on_the_way() -> None:
    async def scene() -> None:
        async with serving(answering(b"x" * 6_000_000)) as served, allowing(served) as http:
            with pytest.raises(AnswerTooLarge):
                await fetch_feed(http, served.url)

    run(scene())


async def picture_from(handler: Handler, most_bytes: int = 1_000_000) -> bytes:
    async with serving(handler) as served, allowing(served) as http:
        return await fetch_enclosure(http, served.url + "/bild", most_bytes=most_bytes)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_known_by_its_content(form: str) -> None:
    content = saved(photo(), form)
    handler = answering(content, Content_Type="application/octet-stream")
    assert run(picture_from(handler)) == content


def test_what_calls_itself_a_picture_must_be_one() -> None:
    handler = answering(b"<svg onload='alert(1)'/>", Content_Type="image/png")
    with pytest.raises(FeedRefused, match="SVG-Grafiken können Programme enthalten"):
        run(picture_from(handler))
    with pytest.raises(FeedRefused, match="kein vollständiges Bild"):
        run(picture_from(answering(b"<html>", Content_Type="image/png")))


def test_a_picture_that_is_too_large_is_dropped_on_the_way() -> None:
    content = saved(photo(), "PNG")
    with pytest.raises(AnswerTooLarge):
        run(picture_from(answering(content), most_bytes=len(content) - 1))


def test_a_picture_that_is_not_there() -> None:
    with pytest.raises(FeedRefused) as refused:
        run(picture_from(answering(status=404)))
    assert refused.value.for_staff == (
        "Das Bild ist nicht abrufbar: Der Server kennt diese Adresse nicht."
    )


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(ITEM).encode())
    assert read_file(path) == rss(ITEM).encode()


def test_endless_files_are_read_to_the_limit_only() -> None:
    assert len(read_file(Path("/dev/zero"))) == 5_000_001


@pytest.mark.parametrize("name", ["fehlt.xml", ".", "a\x00b"])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(FeedRefused, match="lässt sich nicht lesen"):
        read_file(tmp_path / name)
