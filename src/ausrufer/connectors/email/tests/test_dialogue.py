"""What the house believes at every point where the talk with a mail server can break."""

import asyncio
from pathlib import Path

import pytest

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.email import dialogue
from ausrufer.connectors.email.dialogue import Envelope, send
from ausrufer.connectors.email.setup import read_relay
from ausrufer.connectors.email.tests.post_office import (
    KEY,
    PostOffice,
    command,
    connector,
    post_office,
)
from ausrufer.training.mailbox import Fault, Login, Rules, Stage

LOGIN = Rules(login=Login("newsletter", "sehr-geheim-42"))


async def suffered(office: PostOffice) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await connector().publish(office.access, command())
    return caught.value


@pytest.mark.parametrize(
    ("stage", "expected", "kept"),
    [
        (Stage.CONNECT, TemporaryFailure, 0),
        (Stage.EHLO, TemporaryFailure, 0),
        (Stage.AUTH, TemporaryFailure, 0),
        (Stage.MAIL, TemporaryFailure, 0),
        (Stage.RCPT, TemporaryFailure, 0),
        (Stage.DATA, TemporaryFailure, 0),
        (Stage.DOT, OutcomeUnclear, 0),
        (Stage.STORED, OutcomeUnclear, 1),
    ],
)
def test_a_lost_connection_is_unclear_only_after_the_final_dot(
    tmp_path: Path, stage: Stage, expected: type[ConnectorFailure], kept: int
) -> None:
    async def play() -> None:
        async with post_office(tmp_path, LOGIN) as office:
            office.fails(stage, drop=True)
            failure = await suffered(office)
            assert (type(failure), len(office.letters.all())) == (expected, kept)

    asyncio.run(play())


def test_a_connection_lost_within_the_letter_is_certainly_not_sent(tmp_path: Path) -> None:
    """The letter is larger than all buffers on the way: its end cannot have left."""

    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.fails(Stage.BODY, drop=True)
            content = b"Subject: x\r\n\r\n" + b"0123456789\r\n" * 2_000_000
            envelope = Envelope("a@b.example", "c@d.example", content)
            relay = read_relay(office.access)
            with pytest.raises(TemporaryFailure):
                await send(relay, envelope)
            assert office.letters.all() == ()

    asyncio.run(play())


@pytest.mark.parametrize(
    ("stage", "reply", "expected"),
    [
        (Stage.CONNECT, "421 4.3.2 Wartung", TemporaryFailure),
        (Stage.CONNECT, "554 5.7.1 Kein Zutritt", AccessLost),
        (Stage.EHLO, "421 4.3.2 Wartung", TemporaryFailure),
        (Stage.AUTH, "454 4.7.0 Gerade nicht", TemporaryFailure),
        (Stage.AUTH, "535 5.7.8 Falsch", AccessLost),
        (Stage.MAIL, "450 4.1.8 Spaeter", TemporaryFailure),
        (Stage.MAIL, "530 5.7.0 Erst anmelden", AccessLost),
        (Stage.MAIL, "550 5.7.1 Absender nicht erlaubt", AccessLost),
        (Stage.MAIL, "552 5.3.4 Zu gross", PermanentFailure),
        (Stage.RCPT, "450 4.2.0 Graue Liste", TemporaryFailure),
        (Stage.RCPT, "452 4.2.2 Postfach voll", TemporaryFailure),
        (Stage.RCPT, "550 5.1.1 Unbekannt", PermanentFailure),
        (Stage.RCPT, "530 5.7.0 Erst anmelden", AccessLost),
        (Stage.DATA, "451 4.3.0 Spaeter", TemporaryFailure),
        (Stage.DATA, "554 5.5.1 Keine Empfaenger", PermanentFailure),
        (Stage.DOT, "451 4.3.0 Spaeter", TemporaryFailure),
        (Stage.DOT, "421 4.3.2 Wartung", TemporaryFailure),
        (Stage.DOT, "552 5.3.4 Zu gross", PermanentFailure),
        (Stage.DOT, "554 5.7.1 Inhalt abgelehnt", PermanentFailure),
    ],
)
def test_an_answer_is_believed_wherever_it_comes(
    tmp_path: Path, stage: Stage, reply: str, expected: type[ConnectorFailure]
) -> None:
    async def play() -> None:
        async with post_office(tmp_path, LOGIN) as office:
            office.fails(stage, reply=reply, times=3)  # the client tries three ways to log in
            failure = await suffered(office)
            assert (type(failure), office.letters.all()) == (expected, ())

    asyncio.run(play())


@pytest.mark.parametrize("reply", ["Wie bitte?", "354 Weiter", "299", "99 Was", "-"])
def test_an_answer_nobody_understands_after_the_dot_is_unclear_or_a_yes(
    tmp_path: Path, reply: str
) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.fails(Stage.STORED, reply=reply)
            if reply == "299":  # RFC 5321 4.2.1: the first digit decides
                await connector().publish(office.access, command())
            else:
                assert type(await suffered(office)) is OutcomeUnclear
            assert len(office.letters.all()) == 1

    asyncio.run(play())


def test_silence_before_the_dot_is_temporary_and_after_it_unclear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "STEP_SECONDS", 0.3)
    monkeypatch.setattr(dialogue, "ANSWER_SECONDS", 0.3)

    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.script.add(Fault(Stage.RCPT, seconds=30))
            before = await suffered(office)
            office.script.add(Fault(Stage.DOT, drop=True, seconds=30))
            after = await suffered(office)
            assert (type(before), type(after)) == (TemporaryFailure, OutcomeUnclear)

    asyncio.run(play())


def test_the_whole_talk_before_the_dot_has_one_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "BEFORE_DOT_SECONDS", 0.3)

    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.script.add(Fault(Stage.MAIL, seconds=30))
            assert type(await suffered(office)) is TemporaryFailure

    asyncio.run(play())


def test_the_limits_together_fit_into_the_deadline_of_a_call() -> None:
    limits = dialogue.BEFORE_DOT_SECONDS + dialogue.ANSWER_SECONDS
    assert limits < connector().manifest.deadline_seconds


def test_nobody_there_is_temporary(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            await office.server.close()
            assert type(await suffered(office)) is TemporaryFailure

    asyncio.run(play())


def test_a_wrong_password_loses_the_access_and_is_not_told(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path, LOGIN) as office:
            office.access.secrets["password"] = "ganz-falsch"  # type: ignore[index]
            failure = await suffered(office)
            assert type(failure) is AccessLost
            assert "ganz-falsch" not in repr(failure) + failure.for_log + failure.for_staff

    asyncio.run(play())


def test_a_server_without_log_in_loses_the_access_where_one_is_wanted(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path, user="newsletter") as office:
            assert type(await suffered(office)) is AccessLost

    asyncio.run(play())


def test_an_address_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.fails(Stage.RCPT, reply="550 5.1.1 <erika@mustermail.example>: unknown")
            failure = await suffered(office)
            assert failure.for_staff == (
                "Diese Adresse gibt es nicht mehr; der Brief wurde nicht zugestellt. Das "
                "Abonnement kann beendet werden."
            )
            assert failure.for_log == "recipient: 550 5.1.1 <…@…>: unknown"

    asyncio.run(play())


def test_a_yes_is_told_with_the_message_id_of_the_key(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            published = await connector().publish(office.access, command())
            assert published.parts == (RemotePart(f"<{KEY}@musterstadt.example>"),)
            [received] = office.letters.all()
            assert (received.key, received.recipient, received.message_id) == (
                KEY,
                "erika@mustermail.example",
                f"<{KEY}@musterstadt.example>",
            )

    asyncio.run(play())


def test_a_check_tells_what_the_server_takes(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path, Rules(most_bytes=1_000_000)) as office:
            report = await connector().check_access(office.access)
            assert report.account == "Stadt Müsterstadt <newsletter@musterstadt.example>"
            assert dict(report.limits) == {"picture_bytes": 150_000}
            assert office.letters.all() == ()

    asyncio.run(play())


def test_a_check_finds_out_that_the_sender_is_not_welcome(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            office.fails(Stage.MAIL, reply="550 5.7.1 Nein")
            with pytest.raises(AccessLost):
                await connector().check_access(office.access)

    asyncio.run(play())


def test_dots_and_long_lines_arrive_as_they_were(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            content = b"Subject: x\r\n\r\n.\r\n..a\r\n.b\r\nend\r\n"
            await send(read_relay(office.access), Envelope("a@b.example", "c@d.example", content))
            assert office.letters.content(office.letters.all()[0]) == content

    asyncio.run(play())
