"""Every component in every state, judged by two readers and walked through by keyboard."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.browsing import Launcher, browsers, new_page

HOUSE = Path(__file__).resolve().parents[2]
DESK = ["", "form/", "wrong/", "table/", "message/", "today/", "empty/"]
ACCOUNT = [
    "accounts/login/",
    "account/account/logout/",
    "account/account/password_change/",
    "account/account/password_reset/",
    "account/account/password_reset_done/",
    "account/account/password_reset_from_key/",
    "account/account/reauthenticate/",
    "account/mfa/authenticate/",
    "account/mfa/index/",
    "account/mfa/totp/activate_form/",
    "account/mfa/totp/deactivate_form/",
    "account/mfa/recovery_codes/generate/",
    "account/mfa/recovery_codes/index/",
]
PUBLIC = ["public/", "public/long/"]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The gallery on a port of its own, with settings of its own and no database."""
    subprocess.run([sys.executable, "tools/assets.py", "--with-readers"], cwd=HOUSE, check=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.gallery.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
        "PYTHONUNBUFFERED": "1",
    }
    program = [sys.executable, "-m", "tests.journeys.gallery.serve"]
    with subprocess.Popen(
        program, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def launch() -> Iterator[Launcher]:
    with browsers() as launcher:
        yield launcher


@pytest.fixture(scope="module")
def chromium(launch: Launcher) -> Browser:
    return launch()


def _sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    root = "document.documentElement"
    return max(0, int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")))


def test_every_page_is_open_to_everybody(gallery: str, chromium: Browser) -> None:
    page, found = new_page(chromium), {}
    for path in [*DESK, *ACCOUNT, *PUBLIC]:
        page.goto(gallery + path)
        complaints = list(page.complaints)  # type: ignore[attr-defined]
        for look in in_every_look(page):
            found[path, look] = [
                *complaints,
                *violations(page),  # the readers themselves try inline styles
                *page.eval_on_selector_all("[style]", "all => all.map(one => one.outerHTML)"),
                *(["wider than the window"] if is_wider_than_its_window(page) else []),
            ]
        page.complaints.clear()  # type: ignore[attr-defined]
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_open_menus_and_windows_are_open_to_everybody(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery)
    page.locator(".aus-head__person summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Zurückziehen …").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page = new_page(chromium, 320)
    page.goto(gallery)
    page.locator(".aus-head__menu summary").click()
    assert violations(page) == []
    assert _sideways(page) == 0


def test_twice_the_text_loses_nothing(gallery: str, launch: Launcher) -> None:
    page = new_page(launch("--blink-settings=defaultFontSize=32"))
    for path in [*DESK, *PUBLIC]:
        page.goto(gallery + path)
        assert (path, _sideways(page)) == (path, 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forced_colours_keep_every_sign_visible(
    gallery: str, chromium: Browser, theme: Any
) -> None:
    page = new_page(chromium, color_scheme=theme, forced_colors="active")
    for path in DESK:
        page.goto(gallery + path)
        hidden = page.evaluate(
            """() => {
              const ground = getComputedStyle(document.body).backgroundColor;
              const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().width;
              return [...document.querySelectorAll(".kern-icon")].filter((one) => shown(one)
                && getComputedStyle(one).backgroundColor === ground).map((one) => one.className);
            }"""
        )
        assert (path, hidden) == (path, [])


def test_tab_goes_first_to_the_way_past_the_head(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery + "table/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Feed einlesen")).to_be_focused()


def test_every_stop_of_tab_is_seen(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery)
    seen: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        here, ringed = page.evaluate(
            """() => {
              const one = document.activeElement;
              const style = (part) => getComputedStyle(one, part);
              const ring = (part) => parseFloat(style(part).outlineWidth) >= 2
                && style(part).outlineStyle !== "none";
              return [one === document.body ? "" : one.outerHTML.slice(0, 200),
                      ring(null) || ring("::after")];
            }"""
        )
        if not here:
            break
        assert (here, ringed) == (here, True)
        seen.append(here)
    assert len(seen) > 50


def test_one_letter_leads_to_search_new_and_the_next_line(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery + "table/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row] a").filter(has_text="Bürgerbüro Nord").first
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-row] th a").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("n/j?")
    expect(page.get_by_role("searchbox")).to_have_value("n/j?")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**/?neu")


def test_the_keys_can_be_switched_off_for_good(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery + "table/")
    page.keyboard.press("?")
    window = page.get_by_role("dialog", name="Tastaturkürzel")
    expect(window).to_be_visible()
    assert violations(page) == []
    window.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body") is True


def test_without_scripts_windows_open_and_the_appearance_is_kept(
    gallery: str, chromium: Browser
) -> None:
    page = new_page(chromium, java_script_enabled=False)
    page.goto(gallery)
    page.get_by_role("button", name="Zurückziehen …").click()
    expect(page.get_by_role("button", name="Stehen lassen")).to_be_visible()
    page.get_by_role("button", name="Stehen lassen").click()
    expect(page.get_by_role("button", name="Stehen lassen")).to_be_hidden()
    page.locator(".aus-head__person summary").click()
    page.get_by_role("button", name="dunkel").click()
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")
    page.goto(gallery + "plain/")
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")
    page.get_by_role("button", name="wie das Gerät").click()
    expect(page.locator("html")).not_to_have_attribute("data-kern-theme", re.compile(".*"))


def test_with_scripts_the_appearance_changes_at_once_and_stays(
    gallery: str, chromium: Browser
) -> None:
    page = new_page(chromium)
    page.goto(gallery)
    page.locator(".aus-head__person summary").click()
    dark = page.get_by_role("button", name="dunkel")
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.goto(gallery + "table/")
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")


def test_a_mistake_takes_the_focus_and_its_link_leads_to_the_field(
    gallery: str, chromium: Browser
) -> None:
    page = new_page(chromium)
    page.goto(gallery + "wrong/")
    expect(page.locator(".aus-errors")).to_be_focused()
    page.locator(".aus-errors").get_by_role("link", name="Art").click()
    expect(page.get_by_role("radio", name="Mitteilung")).to_be_focused()
    title = page.get_by_role("textbox", name="Überschrift")
    described = title.get_attribute("aria-describedby") or ""
    assert [page.locator(f"#{one}").inner_text() for one in described.split()] == [
        "Kurz und mit dem Wichtigsten vorn. Höchstens 120 Zeichen.",
        "Bitte füllen Sie dieses Feld aus.",
    ]


def test_formatting_writes_the_signs_and_can_be_undone(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery + "form/")
    text = page.get_by_role("textbox", name="Text", exact=True)
    text.fill("Wasser\nBrot")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Liste").click()
    expect(text).to_have_value("- Wasser\n- Brot")
    page.get_by_role("button", name="Liste").click()
    expect(text).to_have_value("Wasser\nBrot")
    text.press("Control+a")
    text.press("Control+b")
    expect(text).to_have_value("**Wasser\nBrot**")
    text.press("Control+z")
    expect(text).to_have_value("Wasser\nBrot")
    page.get_by_role("button", name="Fett").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Kursiv")).to_be_focused()


def test_counters_count_letters_as_people_see_them(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    page.goto(gallery + "form/")
    page.get_by_role("textbox", name="Überschrift").fill("Größe 🏙")
    expect(page.locator(".aus-counter").first).to_have_text("7 von 120 Zeichen")


def test_leaving_with_unsaved_words_asks_first(gallery: str, chromium: Browser) -> None:
    page = new_page(chromium)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(gallery + "form/")
    page.get_by_role("textbox", name="Überschrift").press_sequentially("Rohrbruch")
    page.goto(gallery + "table/")
    assert asked == ["beforeunload"]
    page.goto(gallery + "form/")
    page.get_by_role("textbox", name="Überschrift").press_sequentially("Rohrbruch")
    page.evaluate("document.querySelector('[data-unsaved]').dispatchEvent(new Event('saved'))")
    page.goto(gallery + "table/")
    assert asked == ["beforeunload"]


def test_a_chosen_picture_is_shown_before_it_is_sent(
    gallery: str, chromium: Browser, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (80, 40), "#2044aa").save(tmp_path / "rathaus.png")
    page = new_page(chromium)
    page.goto(gallery + "form/")
    page.locator("#id_picture").set_input_files(tmp_path / "rathaus.png")
    shown = page.locator(".aus-picture img")
    expect(shown).to_be_visible()
    size = shown.evaluate("one => one.decode().then(() => [one.naturalWidth, one.naturalHeight])")
    assert size == [80, 40]
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_public_face_needs_no_script_and_leaves_no_trace(
    gallery: str, chromium: Browser
) -> None:
    page = new_page(chromium)
    page.goto(gallery + "public/")
    assert page.locator("script").count() == 0
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
