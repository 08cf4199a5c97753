"""Words, pictures, corrections and rights in a room of a real Synapse."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal
from urllib.parse import quote

import pytest

from ausrufer.channels.contract import Access, Published
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import example_picture
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.matrix_room.tests.stage import MatrixStage, play
from ausrufer.training.faults import Fault as Scripted
from tests.peers.matrix import MatrixServer

pytestmark = pytest.mark.peers
FORMATTED = "<p>Die Brücke ist <strong>gesperrt</strong>.</p>"


async def _lost(stage: MatrixStage, access: Access | None = None) -> str:
    with pytest.raises(ConnectorFailure) as caught:
        await stage.connector().check_access(access or stage.access)
    assert type(caught.value) is AccessLost
    return caught.value.for_staff


def _state(stage: MatrixStage, kind: str, content: dict[str, object]) -> None:
    path = f"/rooms/{quote(stage.room, safe='')}/state/{kind}/"
    stage.server.client("PUT", path, stage.account, content)


def test_words_are_formatted_and_pictures_have_their_text(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command(pictures=2)
        command = replace(command, outgoing=replace(command.outgoing, html=FORMATTED))
        published = await stage.connector().publish(stage.access, command)
        words, *pictures = await stage.contents()
        assert words["format"] == "org.matrix.custom.html"
        assert words["formatted_body"] == FORMATTED
        assert [one["body"] for one in pictures] == [example_picture(n).alt_text for n in (0, 1)]
        assert pictures[0]["info"]["mimetype"] == "image/png"
        assert published.permalink.startswith(f"https://matrix.to/#/{quote(stage.room, safe='')}/")

    play(matrix_server, scene)


def test_a_correction_may_add_and_remove_pictures(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        connector, command = stage.connector(), stage.command(pictures=1)
        before = await connector.publish(stage.access, command)
        more = await connector.amend(
            stage.access, corrected(command, parts=("Zwei.",), pictures=2), before.parts
        )
        assert [len(one.pictures) for one in await stage.seen()] == [2]
        assert more.permalink == before.permalink
        await connector.amend(
            stage.access, corrected(command, parts=("Keines.",), pictures=0), more.parts
        )
        (post,) = await stage.seen()
        assert (post.text, post.pictures) == ("Keines.", ())

    play(matrix_server, scene)


@pytest.mark.parametrize("broken", ["before", "after"])
def test_pictures_a_dropped_correction_added_are_taken_away(
    matrix_server: MatrixServer, broken: Literal["before", "after"]
) -> None:
    async def scene(stage: MatrixStage) -> None:
        connector, command = stage.connector(), stage.command(pictures=1)
        before = await connector.publish(stage.access, command)
        more = corrected(command, parts=("Drei Bilder.",), pictures=3)
        stage.script.add(Scripted(stage.sending, broken=broken, skip=3))
        with pytest.raises(OutcomeUnclear):
            await connector.amend(stage.access, more, before.parts)
        (shown,) = await stage.seen()
        found = await connector.find_added(stage.access, more, before.parts)
        assert found.parts[0].remote_id == shown.remote_id
        assert len(shown.pictures) == (2 if broken == "before" else 3)
        assert found.permalink == before.permalink
        await connector.withdraw(stage.access, found.parts)
        assert await stage.seen() == []
        # a withdrawal that broke off asks again
        assert await connector.find_added(stage.access, more, before.parts) == before

    play(matrix_server, scene)


def test_pictures_a_dropped_correction_took_away_come_back(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        connector, command = stage.connector(), stage.command(pictures=3)
        before = await connector.publish(stage.access, command)
        fewer = corrected(command, parts=("Ein Bild.",), pictures=1)
        await connector.amend(stage.access, fewer, before.parts)
        again = corrected(command, parts=("Drei Bilder.",), pictures=3)
        for _ in range(2):
            after = await connector.amend(stage.access, again, before.parts)
            (shown,) = await stage.seen()
            assert (shown.text, len(shown.pictures)) == ("Drei Bilder.", 3)
            assert after.parts[0].remote_id == shown.remote_id
        found = await connector.find_added(stage.access, again, before.parts)
        await connector.withdraw(stage.access, found.parts)
        assert await stage.seen() == []
        with pytest.raises(PermanentFailure, match="words are gone"):
            await connector.amend(stage.access, again, before.parts)

    play(matrix_server, scene)


def test_withdrawing_takes_words_and_pictures_away(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command(pictures=2))
        for _ in range(2):
            await stage.connector().withdraw(stage.access, published.parts)
        assert await stage.contents() == []


def test_of_what_was_corrected_and_withdrawn_no_word_is_left(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        connector, command = stage.connector(), stage.command(pictures=1)
        before = await connector.publish(stage.access, command)
        for words in ("Einmal.", "Zweimal."):
            correction = corrected(command, parts=(words,), pictures=1)
            await connector.amend(stage.access, correction, before.parts)
        await connector.withdraw(stage.access, before.parts)
        kept = [one["content"] for one in stage.server.messages(stage.reader, stage.room)]
        assert len(kept) == 6
        assert not any(kept)

    play(matrix_server, scene)


def test_what_broke_off_between_words_and_picture_is_finished(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command(pictures=1)
        stage.script.add(Scripted(stage.sending, broken="before", skip=1))
        with pytest.raises(OutcomeUnclear) as caught:
            await stage.connector().publish(stage.access, command)
        assert "ein Bild noch nicht" in caught.value.for_staff
        assert await stage.connector().find(stage.access, command) == Published(())
        published = await stage.connector().publish(stage.access, command)
        assert [one.remote_id for one in await stage.seen()] == [published.parts[0].remote_id]
        assert await stage.connector().find(stage.access, command) == published

    play(matrix_server, scene)


@pytest.mark.parametrize(
    ("status", "body"),
    [(429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 42_000}), (502, "<html></html>")],
)
def test_after_the_words_no_refusal_of_a_picture_is_only_temporary(
    matrix_server: MatrixServer, status: int, body: object
) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command(pictures=1)
        stage.script.add(Scripted(stage.sending, status=status, body=body, skip=1))
        with pytest.raises(OutcomeUnclear) as caught:
            await stage.connector().publish(stage.access, command)
        assert "ein Bild noch nicht" in caught.value.for_staff
        assert await stage.connector().find(stage.access, command) == Published(())
        await stage.connector().publish(stage.access, command)
        (post,) = await stage.seen()
        assert len(post.pictures) == 1

    play(matrix_server, scene)


@pytest.mark.parametrize("body", [{}, {"chunk": {}}, {"chunk": [None]}])
def test_a_room_without_a_list_proves_nothing(matrix_server: MatrixServer, body: object) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command()
        listed = f"GET /_matrix/client/v3/rooms/{stage.room}/messages"
        stage.script.add(Scripted(listed, status=200, body=body))
        with pytest.raises(TemporaryFailure):
            await stage.connector().find(stage.access, command)

    play(matrix_server, scene)


def test_a_late_repeat_looks_before_it_sends(matrix_server: MatrixServer) -> None:
    """The server may have forgotten the transaction: played by another session of the account."""

    async def scene(stage: MatrixStage) -> None:
        command = stage.command()
        first = await stage.connector().publish(stage.access, command)
        assert command.first_attempt_at is not None
        late = replace(command, first_attempt_at=command.first_attempt_at - timedelta(days=2))
        assert await stage.connector().publish(stage.access, late) == first
        assert len(await stage.seen()) == 1
        sends = [one for one in stage.exchanges if "/send/" in one.path]
        assert len(sends) == 1  # the second call asked the room only

    play(matrix_server, scene)


def test_a_deleted_message_is_never_guessed_about(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command()
        published = await stage.connector().publish(stage.access, command)
        await stage.connector().withdraw(stage.access, published.parts)
        with pytest.raises(OutcomeUnclear) as caught:
            await stage.connector().find(stage.access, command)
        assert "gelöscht" in caught.value.for_staff

    play(matrix_server, scene)


def test_messages_of_others_are_not_ours(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        command = stage.command()
        path = f"/rooms/{quote(stage.room, safe='')}/send/m.room.message/fremd"
        forged = {
            "msgtype": "m.text",
            "body": command.outgoing.parts[0],
            "org.ausrufer.mark": f"{command.key}-0",
        }
        stage.server.client("PUT", path, stage.reader, forged)
        assert (await stage.connector().find(stage.access, command)).parts == ()

    play(matrix_server, scene)


def test_a_room_may_be_told_by_its_address(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        alias = f"#rathaus-{stage.account.user_id[1:].partition(':')[0]}:musterstadt.test"
        path = f"/directory/room/{quote(alias, safe='')}"
        stage.server.client("PUT", path, stage.account, {"room_id": stage.room})
        access = replace(stage.access, settings={**stage.access.settings, "room": alias})
        report = await stage.connector().check_access(access)
        assert report.account == f"Rathaus ({stage.account.user_id})"
        assert report.limits == {"picture_bytes": 5 * 1024 * 1024}
        published = await stage.connector().publish(access, stage.command())
        assert quote(stage.room, safe="") in published.permalink

    play(matrix_server, scene)


def test_what_the_account_may_not_is_told(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        reader = replace(stage.access, secrets={"token": stage.reader.token})
        # who made a room of version 12 has all rights and stands in no list
        _state(stage, "m.room.power_levels", {"users": {}, "events_default": 50})
        assert "darf in diesem Raum nicht schreiben" in await _lost(stage, reader)
        with pytest.raises(AccessLost) as caught:
            await stage.connector().publish(reader, stage.command())
        assert "darf das in diesem Raum nicht" in caught.value.for_staff
        stranger = replace(stage.access, secrets={"token": stage.server.create_account().token})
        assert "ist nicht in diesem Raum" in await _lost(stage, stranger)
        await stage.connector().check_access(stage.access)
        _state(stage, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
        assert "verschlüsselt" in await _lost(stage)
        older = stage.server.create_room(stage.account, room_version="10")
        moved = replace(stage.access, settings={**stage.access.settings, "room": older})
        assert (await stage.connector().check_access(moved)).account.startswith("Rathaus")

    play(matrix_server, scene)


@pytest.mark.parametrize(
    ("settings", "token", "said"),
    [
        ({"room": "#anderswo:musterstadt.test"}, None, "findet der Matrix-Server nicht"),
        ({"room": "rathaus"}, None, "findet der Matrix-Server nicht"),
        ({"room": ""}, None, "findet der Matrix-Server nicht"),
        ({"homeserver": ""}, None, "fehlt die Adresse des Matrix-Servers"),
        ({}, "", "fehlt das Zugriffstoken"),
        ({}, "ä ö", "unzulässige Zeichen"),
        ({}, "falsch", "nimmt den Zugang nicht mehr an"),
    ],
)
def test_a_wrong_access_is_told(
    matrix_server: MatrixServer, settings: dict[str, str], token: str | None, said: str
) -> None:
    async def scene(stage: MatrixStage) -> None:
        access = replace(stage.access, settings={**stage.access.settings, **settings})
        if token is not None:
            access = replace(access, secrets={"token": token})
        assert said in await _lost(stage, access)

    play(matrix_server, scene)


@pytest.mark.parametrize(
    ("status", "body", "expected", "said"),
    [
        (429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 42_000}, TemporaryFailure, "Pause"),
        (403, {"errcode": "M_CONSENT_NOT_GIVEN"}, AccessLost, "Bedingungen"),
        (403, {"errcode": "M_USER_DEACTIVATED"}, AccessLost, "stillgelegt"),
        (404, {"errcode": "M_UNRECOGNIZED"}, AccessLost, "kein Matrix-Server"),
        (401, {"errcode": "M_UNKNOWN_TOKEN", "soft_logout": True}, AccessLost, "neues Zugriff"),
        (500, {"errcode": "M_UNKNOWN"}, OutcomeUnclear, "steht noch nicht fest"),
        (502, "<html>Wartung</html>", OutcomeUnclear, "steht noch nicht fest"),
    ],
)
def test_refusals_are_read_by_status_and_code(
    matrix_server: MatrixServer,
    status: int,
    body: object,
    expected: type[ConnectorFailure],
    said: str,
) -> None:
    async def scene(stage: MatrixStage) -> None:
        stage.script.add(Scripted(stage.sending, status=status, body=body))
        with pytest.raises(ConnectorFailure) as caught:
            await stage.connector().publish(stage.access, stage.command())
        assert type(caught.value) is expected
        assert said in caught.value.for_staff
        if isinstance(caught.value, TemporaryFailure):
            assert caught.value.retry_after == timedelta(seconds=42)

    play(matrix_server, scene)


def test_what_is_too_large_for_the_server_is_told(matrix_server: MatrixServer) -> None:
    async def scene(stage: MatrixStage) -> None:
        long = replace(stage.command().outgoing, parts=("x" * 70_000,), html="")
        with pytest.raises(PermanentFailure) as caught:
            await stage.connector().publish(stage.access, replace(stage.command(), outgoing=long))
        assert "zu groß" in caught.value.for_staff

    play(matrix_server, scene)
