"""The public site in a real browser, served as nothing but files: no app, no script, no cookie."""

import functools
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.rebuild import Published, restore
from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.browsing import Launcher, browsers, new_page
from tests.unit.hub.town import NOON, message, picture, site, step

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LONG_NAME = f"Verwaltungsgemeinschaft {LONG_WORD}shausen am Rhein mit allen Ortsteilen"
PLACES = (
    "[...document.querySelectorAll('main *')]"
    ".map((one) => Math.round(one.getBoundingClientRect().top))"
)
STYLED = "[...document.querySelectorAll('link[rel=stylesheet]')].every((one) => one.sheet)"
FORMATTED = (
    "<p>Seit <strong>Montag</strong> gilt:</p><h2>Umleitung</h2><ul><li>Linie 3</li></ul>"
    "<blockquote><p>Wir bitten um Geduld.</p></blockquote>"
    '<table><thead><tr><th scope="col">Linie</th></tr></thead><tbody><tr><td>3</td></tr></tbody>'
    '</table><p><a href="https://www.musterstadt.example/a">Mehr</a></p>'
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with every kind of page, shown by a server that knows files only."""
    folder = tmp_path_factory.mktemp("public")
    handler = functools.partial(_Quiet, directory=str(folder / "musterstadt" / "web"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        yield _filled(site(folder, base_url=address))
        server.shutdown()


def _filled(town: Site) -> Site:
    restore(town, [Published(message(number), step(number)) for number in range(131)])
    rich = message(
        900,
        title="Brücke frei",
        html=FORMATTED,
        pictures=(picture(1700, 900), picture(500, 700, colour="#884422")),
    )
    town.publish(rich, step(900))
    copies = (("Mastodon", "https://social.example/1"),)
    town.publish(
        message(900, html=FORMATTED, pictures=rich.pictures, also_at=copies, correction="Ort"),
        step(901),
    )
    town.publish(message(902, title=LONG_WORD * 2, language="uk", topic=LONG_WORD), step(902))
    town.withdraw("mitteilung-5", at=NOON + timedelta(days=2))
    return town


@pytest.fixture(scope="module")
def launch() -> Iterator[Launcher]:
    with browsers() as launcher:
        yield launcher


@pytest.fixture(scope="module")
def chromium(launch: Launcher) -> Browser:
    return launch()


def _paths(town: Site) -> list[str]:
    paths = {entry.public_id: entry.path for entry in town.entries.all()}
    rich, long, gone = (paths[f"mitteilung-{number}"] for number in (900, 902, 5))
    lists = ["", "archiv/", "amt/tiefbauamt/"]
    ways = ["auf-dem-laufenden/", "404.html", f"{gone}zurueckgezogen.html"]
    return [*lists, *ways, rich, long]


def _shown(chromium: Browser, town: Site, path: str, width: int, **wishes: Any) -> Page:
    page = new_page(chromium, width, **wishes)
    page.goto(town.settings.address(path))
    page.wait_for_load_state("networkidle")
    return page


def test_every_public_page_is_open_to_everybody(town: Site, chromium: Browser) -> None:
    found = {}
    for path in _paths(town):
        page = _shown(chromium, town, path, 1280)
        complaints = list(page.complaints)  # type: ignore[attr-defined] # before the readers' own
        for look in in_every_look(page):
            found[path, look] = (violations(page), complaints, is_wider_than_its_window(page))
        page.context.close()
    assert found == dict.fromkeys(found, ([], [], False))


def test_reading_leaves_no_trace_and_needs_no_script(town: Site, chromium: Browser) -> None:
    page = _shown(chromium, town, "", 1280, java_script_enabled=False)
    page.get_by_role("link", name="Archiv", exact=True).click()
    page.get_by_role("link", name="November 2026").click()
    page.get_by_role("link", name="Ältere Mitteilungen").click()
    page.get_by_role("link", name="Brücke Nr. 9 gesperrt", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brücke Nr. 9 gesperrt")
    assert page.context.cookies() == []
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_pictures_keep_their_place_while_they_load(town: Site, chromium: Browser) -> None:
    entry = town.entries.read("mitteilung-900")
    assert entry is not None
    page, held = new_page(chromium, 1280), []
    page.route("**/bilder/**", lambda route: held.append(route))  # noqa: PLW0108 - bound methods of lists take no attributes
    page.goto(town.settings.address(entry.path), wait_until="commit")
    page.wait_for_selector(".hub-print-only", state="attached")
    while not page.evaluate(STYLED):  # the page's own policy forbids Playwright's wait
        page.wait_for_timeout(20)
    page.evaluate("document.body.offsetHeight, document.fonts.ready.then(() => true)")
    before = page.evaluate(PLACES)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    assert page.evaluate("document.images[0].naturalWidth") > 0
    # A smaller width rounds its height: a fraction of a pixel nobody sees.
    after = page.evaluate(PLACES)
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) <= 1
    page.context.close()


def test_the_whole_page_can_be_walked_by_keyboard(town: Site, chromium: Browser) -> None:
    page = _shown(chromium, town, "", 1280)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("hub-chip")
    page.context.close()


def test_a_town_with_a_very_long_name_and_nothing_to_say(tmp_path: Path, chromium: Browser) -> None:
    empty = site(tmp_path, town_name=LONG_NAME)
    empty.prepare()
    page = new_page(chromium, 320)
    handler = functools.partial(_Quiet, directory=str(empty.web))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert page.evaluate("document.documentElement.scrollWidth > innerWidth") is False
        assert violations(page) == []
        server.shutdown()
    page.context.close()
