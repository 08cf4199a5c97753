"""Films go in pieces, are processed, and never twice."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from ausrufer.channels.contract import Command, Film
from ausrufer.channels.errors import NotReadyYet, PermanentFailure, TemporaryFailure
from ausrufer.connectors.x.films import PIECE
from ausrufer.connectors.x.tests.stage import XStage, play
from ausrufer.training.faults import Fault as Scripted

CONTENT = b"Film" * (PIECE // 2) + b"Ende"


def _command(opened: XStage, path: Path) -> Command:
    path.write_bytes(CONTENT)
    film = Film(
        hashlib.sha256(CONTENT).hexdigest(),
        "video/mp4",
        640,
        360,
        12.0,
        len(CONTENT),
        alt_text="Die Brücke von oben",
        path=path,
    )
    command = opened.command()
    return replace(command, outgoing=replace(command.outgoing, films=(film,)))


def test_a_film_arrives_whole_with_its_text(tmp_path: Path) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.slow = 1
        command = _command(opened, tmp_path / "film.mp4")
        with pytest.raises(NotReadyYet):
            await opened.connector().publish(opened.access, command)
        assert opened.x.posts == []
        await opened.connector().publish(opened.access, command)
        (post,) = opened.x.posts
        (medium,) = post.media
        assert medium.content == CONTENT
        assert medium.alt_text == "Die Brücke von oben"
        assert len(opened.x.media) == 1
        assert opened.access.session == {}  # nothing is remembered of what is out

    play(scene)


def test_an_upload_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    async def scene(opened: XStage) -> None:
        command = _command(opened, tmp_path / "film.mp4")
        appending = "POST /2/media/upload/1700000001000000000/append"
        opened.x.faults.add(Scripted(appending, broken="before", skip=1))
        with pytest.raises(TemporaryFailure):
            await opened.connector().publish(opened.access, command)
        (medium,) = opened.x.media.values()
        assert sorted(medium.pieces) == [0]
        medium.pieces[0] = b"x" + medium.pieces[0][1:]  # would show if it were sent again
        await opened.connector().publish(opened.access, command)
        assert medium.content == b"x" + CONTENT[1:]
        assert len(opened.x.posts) == len(opened.x.media) == 1

    play(scene)


def test_a_forgotten_upload_begins_anew(tmp_path: Path) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.slow = 1
        command = _command(opened, tmp_path / "film.mp4")
        with pytest.raises(NotReadyYet):
            await opened.connector().publish(opened.access, command)
        opened.x.media.clear()
        with pytest.raises(TemporaryFailure, match="media IDs are invalid"):
            await opened.connector().publish(opened.access, command)
        opened.x.slow = 0
        await opened.connector().publish(opened.access, command)
        assert len(opened.x.posts) == 1

    play(scene)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    async def scene(opened: XStage) -> None:
        command = _command(opened, tmp_path / "film.mp4")
        (tmp_path / "film.mp4").unlink()
        with pytest.raises(PermanentFailure, match="nicht mehr zu lesen"):
            await opened.connector().publish(opened.access, command)

    play(scene)


def test_a_picture_x_forgot_is_uploaded_again() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.slow = 1
        command = opened.command(pictures=1)
        with pytest.raises(NotReadyYet):
            await opened.connector().publish(opened.access, command)
        opened.x.media.clear()
        opened.x.slow = 0
        await opened.connector().publish(opened.access, command)
        assert len(opened.x.posts) == 1

    play(scene)
