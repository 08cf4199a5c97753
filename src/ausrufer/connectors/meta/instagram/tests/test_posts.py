"""Containers that are slow, lost or refused, carousels, and what is public in the end."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ausrufer.channels.contract import Access, Command, Published
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import SeenPicture
from ausrufer.connectors.meta.instagram.tests.stage import (
    ACCOUNT,
    PUBLISH,
    InstagramStage,
    play,
)
from ausrufer.connectors.meta.network import Expired, NotReady
from ausrufer.connectors.meta.tests.stages import example_film, raises, refused
from ausrufer.training.faults import Fault as Scripted

MEDIA = f"POST /v26.0/{ACCOUNT}/media"


def _containers(opened: InstagramStage) -> int:
    return len(opened.graph.all("Container"))


async def _publish(opened: InstagramStage, command: Command) -> Published:
    return await opened.connector().publish(opened.access, command)


def test_a_carousel_is_one_post_in_its_order() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command(pictures=4)
        await _publish(opened, command)
        (post,) = await opened.seen()
        shown = tuple(SeenPicture(one.sha256, one.alt_text) for one in command.outgoing.pictures)
        assert post.pictures == shown
        assert _containers(opened) == 5

    play(scene)


def test_what_is_slow_is_asked_again_and_never_prepared_twice() -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.slow = 2
        command = opened.command(pictures=2)
        for _ in range(6):  # two pictures and the carousel, each asked in vain twice
            with pytest.raises(NotReady) as caught:
                await _publish(opened, command)
            assert caught.value.retry_after == timedelta(seconds=30)
            assert await opened.seen() == []
        await _publish(opened, command)
        assert _containers(opened) == 3
        assert len(await opened.seen()) == 1
        assert not [name for name in opened.access.session if name.startswith("prepared:")]

    play(scene)


def test_another_worker_prepares_anew_and_publishes_once() -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.slow = 1
        command = opened.command()
        with raises(NotReady, "verarbeitet den Beitrag noch"):
            await _publish(opened, command)
        opened.graph.slow = 0
        elsewhere: Access = replace(opened.access, session={})
        await opened.connector().publish(elsewhere, command)
        assert len(await opened.seen()) == 1

    play(scene)


def test_a_session_nobody_understands_is_no_hindrance() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        opened.access.session[f"prepared:{command.key}"] = "[kaputt"
        await _publish(opened, command)
        assert len(await opened.seen()) == 1

    play(scene)


@pytest.mark.parametrize(
    ("code", "subcode", "kind", "said", "kept"),
    [
        (9007, 2207027, NotReady, "verarbeitet den Beitrag noch", True),
        (4, 0, TemporaryFailure, "bittet um eine Pause", True),
        (9, 2207042, TemporaryFailure, "Zahl der Beiträge dieses Tages", True),
        (24, 2207008, Expired, "neu vorbereitet", False),
        (24, 2207020, Expired, "neu vorbereitet", False),
        (36003, 2207009, PermanentFailure, "nimmt ein Bild nicht an", False),
        (25, 2207050, AccessLost, "Konto eingeschränkt", True),
        (4, 2207051, PermanentFailure, "Verstoß gegen seine Regeln", False),
        (100, 33, AccessLost, "Dieses Instagram-Konto gibt es nicht mehr", False),
    ],
)
def test_a_refused_publication_is_published_once_in_the_end(
    code: int, subcode: int, kind: type[ConnectorFailure], said: str, *, kept: bool
) -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.faults.add(refused(PUBLISH, code, subcode))
        command = opened.command()
        with raises(kind, said):
            await _publish(opened, command)
        assert await opened.seen() == []
        await _publish(opened, command)
        assert _containers(opened) == (1 if kept else 2)
        assert len(await opened.seen()) == 1

    play(scene)


def test_a_picture_that_cannot_be_fetched_is_tried_again() -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.faults.add(refused(MEDIA, 9004, 2207052, skip=1))
        command = opened.command(pictures=2)
        with raises(TemporaryFailure, "bei uns nicht abholen"):
            await _publish(opened, command)
        await _publish(opened, command)
        assert _containers(opened) == 3  # the first picture was prepared already
        assert len(await opened.seen()) == 1

    play(scene)


def test_the_day_is_used_up() -> None:
    async def scene(opened: InstagramStage) -> None:
        account = opened.graph.pages[0].account
        assert account is not None
        account.used_today = account.a_day = 50
        with raises(TemporaryFailure, "die 50 Beiträge dieses Tages"):
            await _publish(opened, opened.command())
        assert _containers(opened) == 0

    play(scene)


def test_nothing_goes_there_without_a_picture() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        bare = replace(command, outgoing=replace(command.outgoing, pictures=()))
        with raises(PermanentFailure, "nur Beiträge mit Bild"):
            await _publish(opened, bare)

    play(scene)


def test_a_published_container_is_waited_for_until_the_list_shows_it() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        opened.graph.faults.add(Scripted(PUBLISH, broken="after"))
        with raises(OutcomeUnclear, ""):
            await _publish(opened, command)
        listed = f"GET /v26.0/{ACCOUNT}/media"
        opened.graph.faults.add(Scripted(listed, status=200, body={"data": []}))
        with raises(TemporaryFailure, "zeigt ihn aber noch nicht"):
            await opened.connector().find(opened.access, command)
        found = await opened.connector().find(opened.access, command)
        assert [one.remote_id for one in found.parts] == [
            one.remote_id for one in await opened.seen()
        ]

    play(scene)


def test_a_container_is_never_published_twice() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        opened.graph.faults.add(Scripted(PUBLISH, broken="after"))
        for _ in range(2):  # even if the house asked a second time without looking
            with raises(OutcomeUnclear, ""):
                await _publish(opened, command)
        assert len(await opened.seen()) == 1

    play(scene)


def test_where_it_is_may_stay_untold() -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.faults.add(Scripted("GET /v26.0/179*", status=500, skip=1))
        published = await _publish(opened, opened.command())
        assert [one.url for one in published.parts] == [""]

    play(scene)


@pytest.mark.parametrize("fails", [False, True])
def test_the_first_comment_never_puts_the_post_in_doubt(*, fails: bool) -> None:
    async def scene(opened: InstagramStage) -> None:
        if fails:
            opened.graph.faults.add(Scripted("POST /v26.0/179*", broken="before"))
        command = opened.command()
        with_link = replace(command.outgoing, comment="Mehr dazu: https://www.musterstadt.example/")
        published = await _publish(opened, replace(command, outgoing=with_link))
        assert len(published.parts) == 1
        told = [one.told["text"] for one in opened.graph.all("IGComment")]
        assert told == ([] if fails else [with_link.comment])

    play(scene)


def test_a_film_is_a_reel(tmp_path: Path) -> None:
    async def scene(opened: InstagramStage) -> None:
        film = example_film(tmp_path)
        command = opened.command()
        reel = replace(command.outgoing, pictures=(), films=(film,))
        opened.graph.slow = 1
        with raises(NotReady, "verarbeitet den Beitrag noch"):
            await _publish(opened, replace(command, outgoing=reel))
        await _publish(opened, replace(command, outgoing=reel))
        (post,) = await opened.seen()
        assert post.pictures == (SeenPicture(film.sha256, ""),)
        (tmp_path / "film.mp4").unlink()
        with raises(PermanentFailure, "Die Datei des Films fehlt"):
            await _publish(opened, replace(opened.command(), outgoing=reel))

    play(scene)


def test_a_film_nothing_is_remembered_of_is_never_called_absent(tmp_path: Path) -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        reel = replace(command.outgoing, pictures=(), films=(example_film(tmp_path),))
        filmed, elsewhere = replace(command, outgoing=reel), replace(opened.access, session={})
        with raises(OutcomeUnclear, "vielleicht wird er dort noch verarbeitet"):
            await opened.connector().find(elsewhere, filmed)
        assert (await opened.connector().find(elsewhere, command)).parts == ()

    play(scene)


def test_what_begins_like_ours_and_goes_on_differently_is_for_a_person() -> None:
    async def scene(opened: InstagramStage) -> None:
        command = opened.command()
        await _publish(opened, command)
        longer = "\n".join((*command.outgoing.parts, "Nachtrag."))
        other = replace(command.outgoing, parts=(longer,))
        with raises(OutcomeUnclear, "so beginnt wie dieser"):
            await opened.connector().find(opened.access, replace(command, outgoing=other))

    play(scene)
