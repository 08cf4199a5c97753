"""Comments below a film, and recorded answers of the real YouTube."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ausrufer.channels.contract import Heard, RemotePart
from ausrufer.channels.errors import AccessLost, OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import Effect
from ausrufer.connectors.youtube.api import NETWORK
from ausrufer.connectors.youtube.tests.stage import YouTubeStage, play
from ausrufer.foundation.http import Answer
from ausrufer.training.faults import Fault as Scripted
from tests.published import SHARED

SAMPLES = SHARED / "contracts" / "youtube-v3" / "samples"
recorded = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no recordings beside us")


async def _everything(opened: YouTubeStage, parts: tuple[RemotePart, ...]) -> list[Any]:
    found: list[Any] = []
    heard = Heard((), "")
    while True:
        heard = await opened.connector().contributions(opened.access, parts, heard.cursor)
        found += heard.contributions
        if not heard.cursor:
            return found


def test_comments_are_heard_answered_held_back_and_rejected() -> None:
    async def scene(opened: YouTubeStage) -> None:
        connector, access = opened.connector(), opened.access
        parts = (await connector.publish(access, opened.command())).parts
        asked = opened.youtube.says(parts[0].remote_id, "Wie lange dauert das?")
        rude = opened.youtube.says(parts[0].remote_id, "Unfug!", author="Otto")
        answer = await connector.reply(access, asked, "Bis Freitag.", "key")
        opened.youtube.says(parts[0].remote_id, "Und danach?", above=asked)
        await connector.hide(access, rude, hidden=True)
        found = await _everything(opened, parts)
        assert [(one.text, one.answers, one.hidden) for one in found] == [
            ("Wie lange dauert das?", "", False),
            ("Und danach?", asked, False),
            ("Unfug!", "", True),
        ]
        assert answer.remote_id not in {one.remote_id for one in found}
        await connector.hide(access, rude, hidden=False)
        for _ in range(2):
            await connector.remove(access, rude)
        assert [one.text for one in await _everything(opened, parts)][-1] == "Und danach?"
        await connector.remove(access, "UgxGoneLongAgo")

    play(scene)


def test_an_answer_below_an_answer_joins_its_thread() -> None:
    async def scene(opened: YouTubeStage) -> None:
        parts = (await opened.connector().publish(opened.access, opened.command())).parts
        top = opened.youtube.says(parts[0].remote_id, "Frage")
        below = opened.youtube.says(parts[0].remote_id, "Ich auch", above=top)
        await opened.connector().reply(opened.access, below, "Gern.", "key")
        assert opened.youtube.comments[-1].above == top

    play(scene)


@pytest.mark.parametrize(
    "call",
    [
        lambda c, a: c.reply(a, "../videos?id=x", "x", "key"),
        lambda c, a: c.hide(a, "", hidden=True),
        lambda c, a: c.remove(a, "a b"),
    ],
)
def test_a_comment_that_is_none_is_never_asked_for(call: Callable[..., Awaitable[Any]]) -> None:
    async def scene(opened: YouTubeStage) -> None:
        with pytest.raises(PermanentFailure, match="gehört zu keinem Kommentar"):
            await call(opened.connector(), opened.access)
        assert opened.youtube.calls == []

    play(scene)


def test_an_answer_without_an_echo_is_unclear() -> None:
    async def scene(opened: YouTubeStage) -> None:
        parts = (await opened.connector().publish(opened.access, opened.command())).parts
        asked = opened.youtube.says(parts[0].remote_id, "Frage")
        opened.youtube.faults.add(Scripted("POST /youtube/v3/comments", broken="after"))
        with pytest.raises(OutcomeUnclear):
            await opened.connector().reply(opened.access, asked, "Antwort", "key")

    play(scene)


def test_numbers_are_told_as_far_as_youtube_does() -> None:
    async def scene(opened: YouTubeStage) -> None:
        parts = (await opened.connector().publish(opened.access, opened.command())).parts
        measured = await opened.connector().measure(opened.access, parts)
        assert measured.numbers == {"views": 12, "likes": 3}

    play(scene)


def _replayed(name: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / "apidata" / name).read_text("utf-8")))


@recorded
def test_recorded_comments_are_read() -> None:
    async def scene(opened: YouTubeStage) -> None:
        thread = _replayed("comment_threads/insert_response.json")
        body = {"items": [thread]}
        opened.youtube.faults.add(Scripted("GET /youtube/v3/commentThreads", status=200, body=body))
        part = RemotePart("JE8xdDp5B8Q")
        (one,) = (await opened.connector().contributions(opened.access, [part])).contributions
        assert (one.text, one.author) == ("Sun from the api", "ikaros data")
        assert one.written_at is not None
        assert one.written_at.isoformat() == "2022-11-15T02:20:01+00:00"
        answer = _replayed("comments/insert_response.json")
        opened.youtube.faults.add(Scripted("POST /youtube/v3/comments", status=200, body=answer))
        echo = await opened.connector().reply(opened.access, one.remote_id, "wow", "key")
        assert echo.remote_id == answer["id"]

    play(scene)


@recorded
def test_a_recorded_film_is_recognised() -> None:
    async def scene(opened: YouTubeStage) -> None:
        film = _replayed("videos/insert_response.json")
        opened.youtube.faults.add(Scripted("PUT /sessions/*", status=200, body=film))
        opened.youtube.faults.add(Scripted("GET /youtube/v3/videos", status=200, body={}))
        released = {"id": film["id"], "status": {"privacyStatus": "public"}}
        opened.youtube.faults.add(Scripted("PUT /youtube/v3/videos", status=200, body=released))
        published = await opened.connector().publish(opened.access, opened.command())
        assert published.permalink == "https://www.youtube.com/watch?v=D-lhorsDlUQ"

    play(scene)


@recorded
def test_recorded_refusals_are_understood() -> None:
    for name, kind in (
        ("apidata/error_permission_resp.json", AccessLost),
        ("error_response.json", PermanentFailure),
    ):
        content = (SAMPLES / name).read_bytes()
        status = json.loads(content)["error"]["code"]
        answer = Answer(status, {}, content, "https://youtube.googleapis.com/")
        assert type(NETWORK.meaning(answer, Effect.PUBLISHES, "log")) is kind
