"""Films of a page: reels in three steps, videos in one, and never twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from ausrufer.channels.contract import Command, Film, Measured
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.connectors.meta.facebook_page.films import is_reel
from ausrufer.connectors.meta.facebook_page.tests.stage import PAGE, FacebookStage, play
from ausrufer.connectors.meta.network import NotReady
from ausrufer.connectors.meta.tests.stages import example_film, raises, refused
from ausrufer.training.faults import Fault as Scripted

REELS, VIDEOS = f"POST /v26.0/{PAGE}/video_reels", f"POST /v26.0/{PAGE}/videos"


def _command(opened: FacebookStage, film: Film) -> Command:
    return _with(opened.command(), film)


def _with(command: Command, film: Film) -> Command:
    return replace(command, outgoing=replace(command.outgoing, films=(film,)))


def _public(opened: FacebookStage) -> list[tuple[str, str]]:
    told = [one.told for one in opened.graph.all("AdVideo")]
    return [(one["description"], one["sha256"]) for one in told if one["public"]]


@pytest.mark.parametrize(
    ("width", "height", "seconds", "reel"),
    [
        (1080, 1920, 20.0, True),
        (1920, 1080, 20.0, False),
        (1080, 1080, 20.0, False),
        (1080, 1920, 2.9, False),
        (1080, 1920, 90.0, True),
        (1080, 1920, 90.5, False),
    ],
)
def test_an_upright_short_film_is_a_reel(
    width: int, height: int, seconds: float, *, reel: bool
) -> None:
    assert is_reel(Film("x", "video/mp4", width, height, seconds, 1)) is reel


@pytest.mark.parametrize("width", [1080, 1920])
def test_a_film_is_published_once_corrected_measured_and_taken_back(
    tmp_path: Path, width: int
) -> None:
    async def scene(opened: FacebookStage) -> None:
        film = replace(example_film(tmp_path), width=width, height=1080 if width > 1080 else 1920)
        command, connector = _command(opened, film), opened.connector()
        published = await connector.publish(opened.access, command)
        assert _public(opened) == [(command.outgoing.parts[0], film.sha256)]
        unseen = replace(film, path=None, width=9, height=9, seconds=0)  # looked for without a file
        assert await connector.find(opened.access, _with(command, unseen)) == published
        measured = await connector.measure(opened.access, published.parts)
        assert measured == Measured({"views": 77, "comments": 0})
        other = replace(command, outgoing=replace(command.outgoing, parts=("Berichtigt.",)))
        assert await connector.amend(opened.access, other, published.parts) == published
        assert _public(opened) == [("Berichtigt.", film.sha256)]
        for _ in range(2):
            await connector.withdraw(opened.access, published.parts)
            assert _public(opened) == []

    play(scene)


def test_a_slow_reel_is_brought_once_and_asked_again(tmp_path: Path) -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.slow = 2
        command = _command(opened, example_film(tmp_path))
        for _ in range(2):
            with raises(NotReady, "verarbeitet den Beitrag noch"):
                await opened.connector().publish(opened.access, command)
        await opened.connector().publish(opened.access, command)
        assert len(opened.graph.all("AdVideo")) == 1
        assert len(_public(opened)) == 1

    play(scene)


@pytest.mark.parametrize(("on", "width", "skip"), [(REELS, 1080, 1), (VIDEOS, 1920, 0)])
def test_a_broken_publication_is_looked_for(tmp_path: Path, on: str, width: int, skip: int) -> None:
    async def scene(opened: FacebookStage) -> None:
        film = replace(example_film(tmp_path), width=width, height=1080 if width > 1080 else 1920)
        command = _command(opened, film)
        opened.graph.faults.add(Scripted(on, broken="after", skip=skip))
        with raises(OutcomeUnclear, ""):
            await opened.connector().publish(opened.access, command)
        found = await opened.connector().find(opened.access, command)
        assert len(found.parts) == len(_public(opened)) == 1

    play(scene)


def test_a_reel_that_is_public_but_not_listed_is_waited_for(tmp_path: Path) -> None:
    async def scene(opened: FacebookStage) -> None:
        command = _command(opened, example_film(tmp_path))
        opened.graph.faults.add(Scripted(REELS, broken="after", skip=1))
        with raises(OutcomeUnclear, ""):
            await opened.connector().publish(opened.access, command)
        listed = f"GET /v26.0/{PAGE}/video_reels"
        opened.graph.faults.add(Scripted(listed, status=200, body={"data": []}))
        with raises(NotReady, "zeigt ihn aber noch nicht"):
            await opened.connector().find(opened.access, command)

    play(scene)


@pytest.mark.parametrize(("on", "width", "skip"), [(REELS, 1080, 1), (VIDEOS, 1920, 0)])
def test_a_film_nothing_is_remembered_of_is_never_called_absent(
    tmp_path: Path, on: str, width: int, skip: int
) -> None:
    async def scene(opened: FacebookStage) -> None:
        film = replace(example_film(tmp_path), width=width, height=1080 if width > 1080 else 1920)
        command = _command(opened, film)
        opened.graph.faults.add(Scripted(on, broken="after", skip=skip))
        with raises(OutcomeUnclear, ""):
            await opened.connector().publish(opened.access, command)
        elsewhere = replace(opened.access, session={})  # another worker asks
        for listed in ("video_reels", "videos"):
            on_list = f"GET /v26.0/{PAGE}/{listed}"
            opened.graph.faults.add(Scripted(on_list, status=200, body={"data": []}))
        with raises(OutcomeUnclear, "vielleicht wird er dort noch verarbeitet"):
            await opened.connector().find(elsewhere, command)
        assert len((await opened.connector().find(elsewhere, command)).parts) == 1

    play(scene)


def test_a_reel_whose_upload_fails_publishes_nothing(tmp_path: Path) -> None:
    async def scene(opened: FacebookStage) -> None:
        command = _command(opened, example_film(tmp_path))
        opened.graph.faults.add(refused("POST /video-upload*", 9004, 2207052))
        with raises(TemporaryFailure, "nicht abholen"):
            await opened.connector().publish(opened.access, command)
        assert _public(opened) == []
        await opened.connector().publish(opened.access, command)
        assert len(opened.graph.all("AdVideo")) == 1

    play(scene)


def test_a_film_is_not_exchanged_for_something_else(tmp_path: Path) -> None:
    async def scene(opened: FacebookStage) -> None:
        film, plain = _command(opened, example_film(tmp_path)), opened.command()
        connector, access = opened.connector(), opened.access
        shown = (await connector.publish(access, film)).parts
        said = (await connector.publish(access, plain)).parts
        for command, there in ((plain, shown), (film, said)):
            with raises(PermanentFailure, "nicht gegen Bilder oder Text tauschen"):
                await connector.amend(access, command, there)

    play(scene)
