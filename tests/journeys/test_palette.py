"""The palette of commands: by keyboard alone, in both themes, wide and narrow, without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.desk import TITLE, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def assert_for_everybody(page: Page) -> None:
    complaints = page.complaints  # type: ignore[attr-defined]
    assert complaints == []
    assert violations(page) == []
    complaints.clear()  # the readers' own


def test_by_keyboard_from_anywhere_to_anything(desk: Desk) -> None:
    desk.written(TITLE)
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/")
    field = anna.get_by_role("combobox", name="Befehl oder Suchwort")
    list_ = anna.get_by_role("listbox", name="Befehle und Treffer")
    anna.keyboard.press("Control+k")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(list_.get_by_role("option", selected=True)).to_contain_text("Neue Mitteilung")
    anna.keyboard.press("ArrowDown")
    expect(list_.get_by_role("option", selected=True)).to_contain_text("Vorlage wählen")
    anna.keyboard.press("ArrowUp")
    anna.keyboard.press("ArrowUp")  # around to the end
    expect(list_.get_by_role("option", selected=True)).to_contain_text("Abmelden")
    named = list_.get_by_role("option", selected=True).get_attribute("id") or ""
    expect(field).to_have_attribute("aria-activedescendant", named)
    assert_for_everybody(anna)
    anna.keyboard.press("Escape")
    expect(field).to_be_hidden()
    anna.keyboard.press("Control+k")
    anna.keyboard.type("muehlgrab")
    anna.keyboard.press("Enter")  # before the answer is there: it counts for what was typed
    expect(anna.get_by_role("heading", level=1)).to_have_text(TITLE)
    anna.wait_for_load_state()  # keys before the scripts are there are no commands yet
    anna.keyboard.press("Control+k")
    anna.keyboard.type("gibtesnicht")
    expect(list_.get_by_role("option")).to_have_count(1)
    expect(list_.get_by_role("option")).to_contain_text("Überall nach „gibtesnicht“ suchen")
    anna.keyboard.press("Enter")
    expect(anna.get_by_text("Nichts gefunden zu „gibtesnicht“")).to_be_visible()
    anna.wait_for_load_state()
    anna.keyboard.press("Control+k")
    anna.keyboard.type("abmelden")
    expect(list_.get_by_role("option", selected=True)).to_contain_text("Abmelden")
    anna.keyboard.press("Enter")
    expect(anna.get_by_label("E-Mail")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_for_everybody(desk: Desk, width: int, theme: str) -> None:
    desk.written("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 2)
    anna = desk.page(desk.town.anna, width, color_scheme=theme)
    anna.goto(f"{desk.url}/desk/suche/?q=rindfleisch")
    expect(anna.get_by_role("heading", name="Mitteilungen 1")).to_be_visible()
    assert_for_everybody(anna)
    anna.locator("summary", has_text="Anna").click()
    anna.get_by_role("link", name="Befehle und Suche").click()
    anna.keyboard.type("rindfleisch")
    expect(anna.locator("#palette-liste mark").first).to_be_visible()
    assert_for_everybody(anna)
    assert not anna.evaluate("document.documentElement.scrollWidth > innerWidth")
    box = anna.locator("#palette").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    anna.locator("#palette").get_by_role("button", name="Schließen").click()
    expect(anna.locator("#palette")).to_be_hidden()


def test_without_scripts_the_commands_are_a_page(desk: Desk) -> None:
    anna = desk.page(desk.town.anna, java_script_enabled=False)
    anna.goto(f"{desk.url}/desk/")
    anna.locator("summary", has_text="Anna").click()
    anna.get_by_role("link", name="Befehle und Suche").click()
    anna.get_by_role("main").get_by_role("link", name="Kalender", exact=True).click()
    expect(anna.get_by_role("heading", level=1)).to_contain_text("Kalender")
