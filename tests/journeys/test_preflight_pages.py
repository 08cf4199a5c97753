"""The checks in a real browser: they come while somebody writes, and lead to their words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TEXT = (
    "Das Konzert 🎵 ist am Montag, 24. November 2099.\n\nMehr: 0171 2345678 oder ggf. im Rathaus."
)


def selected(page: Page, name: str) -> str:
    said: str = page.evaluate(
        "name => { const it = document.getElementById(name);"
        " return it.value.slice(it.selectionStart, it.selectionEnd); }",
        name,
    )
    return said


def test_a_line_of_the_list_selects_its_words(desk: Desk) -> None:
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill("Konzert mit Schnäppchen")
    anna.locator("#id_body").fill(TEXT)
    checks = anna.locator("#pruefliste")
    checks.get_by_role("link", name="0171 2345678").click()
    assert selected(anna, "id_body") == "0171 2345678"
    expect(anna.locator("#id_body")).to_be_focused()
    checks.get_by_role("link", name="24.11.2099 ist ein Dienstag").press("Enter")
    assert selected(anna, "id_body") == "Montag, 24. November 2099"
    checks.get_by_role("link", name="Schnäppchen").click()
    assert selected(anna, "id_title") == "Schnäppchen"
    expect(checks.get_by_text("ggf.")).to_be_visible()


def test_from_the_page_of_the_message_too(desk: Desk) -> None:
    message = desk.written("Konzert", body=f"{TEXT} Kommt zum #stadtlauf.")
    anna = desk.page(desk.town.anna)
    for name, words in (("0171 2345678", "0171 2345678"), ("#stadtlauf", "#stadtlauf")):
        anna.goto(desk.address(message))
        anna.get_by_role("link", name=name).first.click()
        anna.wait_for_url("**/aendern/#id_body")
        expect(anna.locator("#id_body")).to_be_focused()
        assert selected(anna, "id_body") == words
    anna.goto(desk.address(message, "aendern/"))
    assert selected(anna, "id_body") == ""


@pytest.mark.parametrize("width", [1280, 390])
def test_words_far_down_come_into_view(desk: Desk, width: int) -> None:
    lines = "\n".join(f"Zeile {number} der Ordnung." for number in range(200))
    message = desk.written("Konzert", body=f"{lines}\n\nMehr: 0171 2345678.")
    anna = desk.page(desk.town.anna, width)
    anna.goto(desk.address(message, "aendern/"))
    anna.locator("#pruefliste").get_by_role("link", name="0171 2345678").click()
    field = anna.locator("#id_body")
    assert selected(anna, "id_body") == "0171 2345678"
    expect(field).to_be_in_viewport()
    below = field.evaluate("it => it.scrollHeight - it.clientHeight - it.scrollTop")
    assert below < 200  # its last lines are shown


def test_without_scripts_the_words_are_quoted(desk: Desk) -> None:
    message = desk.written("Konzert", body=TEXT)
    anna = desk.page(desk.town.anna, java_script_enabled=False)
    anna.goto(desk.address(message, "aendern/"))
    line = anna.locator("#pruefliste").get_by_role("link", name="„0171 2345678“ ist eine Mobil")
    assert line.get_attribute("href") == "#id_body"
    line.click()
    expect(anna).to_have_url(re.compile("#id_body$"))


def test_an_administrator_makes_a_warning_stop(desk: Desk) -> None:
    dirk = desk.page(desk.town.dirk)
    dirk.goto(f"{desk.url}/desk/")
    dirk.goto(f"{desk.url}/desk/pruefregeln/")
    dirk.get_by_role("link", name="Mobilnummer").click()
    dirk.get_by_label("Anhalten").check()
    dirk.get_by_label("Warum?").fill("Datenschutz, Beschluss vom 12.11.")
    dirk.get_by_role("button", name="Speichern").click()
    row = dirk.get_by_role("row", name="Mobilnummer")
    expect(row).to_contain_text("hält an")
    expect(row).to_contain_text("Beschluss vom 12.11.")
    message = desk.written("Konzert", body=TEXT)
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message))
    anna.get_by_role("button", name="Zur Freigabe geben").click()
    expect(anna.get_by_text("„0171 2345678“ ist eine Mobilnummer").first).to_be_visible()
    expect(anna.get_by_text("muss geändert werden").first).to_be_visible()


def test_for_everybody(desk: Desk) -> None:
    message = desk.written("Konzert mit Schnäppchen", body=TEXT)
    dirk, found = desk.page(desk.town.dirk), {}

    def note(name: str, page: Page) -> None:
        for look in in_every_look(page):
            found[name, look] = (violations(page), is_wider_than_its_window(page))
        page.complaints.clear()  # type: ignore[attr-defined] # the readers' own

    for path in ("", "pruefung/mobile_number/", "schreibweise/", "wahl/"):
        dirk.goto(f"{desk.url}/desk/pruefregeln/{path}")
        note(path, dirk)
        if not path.startswith(("pruefung", "schreib")) and path:
            dirk.get_by_role("button", name="Speichern").click()
            dirk.locator(".aus-errors").wait_for()
            note("mistakes", dirk)
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message, "aendern/"))
    note("writing", anna)
    assert found == dict.fromkeys(found, ([], False))
