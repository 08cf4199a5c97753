"""Pages of emulated networks with residents below the posts, read by everybody."""

from collections.abc import Iterator

import pytest
from aiohttp import web
from playwright.sync_api import Browser, expect

from ausrufer.training import mastodon
from ausrufer.training.mastodon.memory import Status
from ausrufer.training.meta import PracticeAccount, PracticeGraph, PracticePage
from ausrufer.training.residents.directing import Direction, direct
from ausrufer.training.residents.homes import homes
from ausrufer.training.running import in_a_thread, port_of, serve
from ausrufer.training.served import inhabited
from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.browsing import new_page

pytestmark = pytest.mark.browser
WORDS = "Ab Montag gesperrt: https://musterstadt.example/eine-sehr-lange-adresse-ohne-ende-und-noch"


def graph() -> web.Application:
    state = PracticeGraph(
        [PracticePage("1", "Stadt Musterstadt (Übung)", "t", PracticeAccount("2", "musterstadt"))]
    )
    post = state.new("PagePost", "1", message=WORDS, link="", photos=[])
    said = direct(
        homes("facebook", state)["facebook_page"],
        Direction("facebook_page", post.id, 9, "seen", None),
    )
    state.things[said[0]].told["is_hidden"] = True
    town = {"from": {"id": "1", "name": "Stadt Musterstadt (Übung)"}, "parent": {"id": said[0]}}
    state.new("Comment", "1", post.id, message="Wir kümmern uns.", is_hidden=False, **town)
    return inhabited("facebook", state)


def instance() -> web.Application:
    account = mastodon.PracticeAccount("musterstadt", "Stadt Musterstadt (Übung)", "token")
    state = mastodon.PracticeInstance.in_folder(None, [account])
    place = homes("mastodon", state)["mastodon"]
    state.memory.keep_status(Status("7", "musterstadt", WORDS, "2026-11-21T09:00:00.000Z"))
    direct(place, Direction("mastodon", "7", 4, "seen", None))
    return mastodon.mastodon_app(state)


@pytest.fixture
def addresses() -> Iterator[list[str]]:
    """Serve both kinds of pages; return the list and one post of each."""

    async def start() -> list[web.AppRunner]:
        return [await serve(one(), "127.0.0.1", 0) for one in (graph, instance)]

    async def stop(runners: list[web.AppRunner]) -> None:
        for runner in runners:
            await runner.cleanup()

    with in_a_thread(start, stop) as runners:
        facebook, mastodon_ = (f"http://127.0.0.1:{port_of(one)}" for one in runners)
        yield [
            f"{facebook}/",
            f"{facebook}/1/posts/17900000000000001",
            f"{mastodon_}/@musterstadt/7",
        ]


def test_everybody_can_read_what_residents_say(desk_browser: Browser, addresses: list[str]) -> None:
    page = new_page(desk_browser)
    for address in addresses:
        page.goto(address)
        expect(page.locator("aside strong")).to_have_text("ÜBUNG")
        expect(page.locator(".comments li, .answer").first).to_be_visible()
        for look in in_every_look(page):
            assert violations(page) == [], f"{address} {look}"
            assert not is_wider_than_its_window(page), f"{address} {look}"
    page.goto(addresses[0])
    page.get_by_role("link", name="Weitere 5 Kommentare").click()
    expect(page.locator(".comments li")).to_have_count(10)
    expect(page.get_by_text("verborgen")).to_have_count(1)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()
