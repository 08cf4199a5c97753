"""Reading the page back where clocks differ and lists go on elsewhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ausrufer.channels.contract import Published
from ausrufer.channels.errors import OutcomeUnclear, TemporaryFailure
from ausrufer.connectors.meta.facebook_page.tests.stage import PAGE, FacebookStage, play
from ausrufer.connectors.meta.tests.stages import raises
from ausrufer.training.faults import Fault as Scripted

LIST = f"GET /v26.0/{PAGE}/published_posts"


def _told(at: datetime, text: str, number: int = 7) -> dict[str, Any]:
    return {
        "id": f"{PAGE}_{number}",
        "message": text,
        "created_time": at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }


def test_a_clock_that_is_slow_there_hides_nothing() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        slow = datetime.now(UTC) - timedelta(hours=1)
        body = {"data": [_told(slow, command.outgoing.parts[0])]}
        headers = {"Date": format_datetime(slow, usegmt=True)}
        opened.graph.faults.add(Scripted(LIST, status=200, body=body, headers=headers))
        found = await opened.connector().find(opened.access, command)
        assert [one.remote_id for one in found.parts] == [f"{PAGE}_7"]

    play(scene)


def test_what_follows_is_asked_here_and_never_where_an_answer_points() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        elsewhere = "https://boese.example/feed?access_token=x&limit=100&after=0"
        first = {"data": [_told(datetime.now(UTC), "Neuer")], "paging": {"next": elsewhere}}
        opened.graph.faults.add(Scripted(LIST, status=200, body=first))
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_a_list_without_end_is_for_a_person() -> None:
    async def scene(opened: FacebookStage) -> None:
        endless = {
            "data": [_told(datetime.now(UTC), "Neuer")],
            "paging": {"cursors": {"after": "weiter"}},
        }
        opened.graph.faults.add(Scripted(LIST, status=200, body=endless, times=1000))
        with raises(OutcomeUnclear, "zu viel, um diesen Beitrag sicher zu finden"):
            await opened.connector().find(opened.access, opened.command())

    play(scene)


@pytest.mark.parametrize(
    "body", [{}, {"data": None}, {"data": {}}, {"data": "x"}, {"data": [None]}, {"data": [[]]}]
)
def test_what_is_no_list_proves_nothing(body: dict[str, Any]) -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.faults.add(Scripted(LIST, status=200, body=body))
        with raises(TemporaryFailure, "unverständlich geantwortet"):
            await opened.connector().find(opened.access, opened.command())

    play(scene)


def test_an_empty_page_is_not_the_end_where_more_follows() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        following = {"next": "https://graph.facebook.com/x?limit=100&after=0"}
        first = {"data": [], "paging": following}
        opened.graph.faults.add(Scripted(LIST, status=200, body=first))
        assert await opened.connector().find(opened.access, command) == published
        opened.graph.faults.add(Scripted(LIST, status=200, body=first, times=1000))
        with raises(OutcomeUnclear, "zu viel, um diesen Beitrag sicher zu finden"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_where_nothing_leads_to_what_follows_nothing_is_proven() -> None:
    async def scene(opened: FacebookStage) -> None:
        body = {"data": [], "paging": {"next": "http://["}}
        opened.graph.faults.add(Scripted(LIST, status=200, body=body))
        with raises(TemporaryFailure, "unverständlich geantwortet"):
            await opened.connector().find(opened.access, opened.command())

    play(scene)


def test_what_begins_like_ours_and_goes_on_differently_is_for_a_person() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        long = ("Die Brücke an der Mühlstraße ist bis auf Weiteres gesperrt.",)
        outgoing = replace(command.outgoing, parts=long)
        body = {"data": [_told(datetime.now(UTC), f"{long[0][:-1]} und bleibt es.")]}
        opened.graph.faults.add(Scripted(LIST, status=200, body=body))
        with raises(OutcomeUnclear, "so beginnt wie dieser"):
            await opened.connector().find(opened.access, replace(command, outgoing=outgoing))

    play(scene)


def test_nothing_is_looked_for_where_nothing_was_sent() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        never = type(command)(command.key, command.outgoing)
        assert await opened.connector().find(opened.access, never) == Published(())

    play(scene)
