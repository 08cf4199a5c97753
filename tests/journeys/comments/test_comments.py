"""Comments in a real browser: words selected by hand, both ways by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

# selects from the middle of a word to the middle of another, as a hand does
SELECT = """([first, last]) => {
  const body = document.querySelector(".msg-body");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
    if (node.data.includes(last)) range.setEnd(node, node.data.indexOf(last) + last.length);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_words_are_selected_answered_and_settled(desk: Desk) -> None:
    message = desk.submitted(desk.written())
    bekir = desk.page(desk.town.bekir)
    bekir.goto(desk.address(message))
    bekir.evaluate(SELECT, ["rücke", "Mont"])  # "Die B[rücke ist **von Mont]ag bis …"
    bekir.get_by_role("button", name="Zu diesen Worten").click()
    expect(bekir.locator("#kommentar_quote")).to_have_value("Brücke ist von Montag")
    expect(bekir.locator("#kommentar_text")).to_be_focused()
    bekir.keyboard.type("Seit wann genau?")
    bekir.get_by_role("button", name="Kommentieren").press("Enter")
    expect(bekir.locator("#kommentar-1")).to_be_focused()
    expect(bekir.locator(".msg-body mark")).to_have_text(["Brücke ist ", "von Montag"])
    expect(bekir.locator("#freigabe")).to_contain_text("1 Kommentar ist noch offen")

    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message))
    anna.locator("#stelle-1").press("Enter")  # from the words to what is said of them …
    expect(anna.locator("#kommentar-1")).to_be_focused()
    anna.keyboard.press("Tab")
    anna.keyboard.press("Enter")  # … and back
    expect(anna).to_have_url(re.compile("#stelle-1$"))
    anna.locator(".msg-comment summary").click()
    anna.get_by_label("Antwort").fill("Ab 8 Uhr, steht jetzt da.")
    anna.get_by_role("button", name="Antworten").click()
    expect(anna.locator("#kommentar-1")).to_contain_text("Ab 8 Uhr, steht jetzt da.")
    anna.get_by_role("button", name="Erledigt Kommentar 1").click()
    expect(anna.get_by_text("1 erledigter Kommentar")).to_be_visible()
    expect(anna.locator(".msg-body mark")).to_have_count(0)
    assert desk.complaints() == []


def test_beside_the_form_a_comment_leads_to_its_words(desk: Desk) -> None:
    message = desk.written()
    bekir = desk.page(desk.town.bekir)
    bekir.goto(desk.address(message, "kommentieren/"))
    bekir.get_by_label("Worte").fill("Umleitung")
    bekir.get_by_label("Kommentar", exact=True).fill("Ist sie ausgeschildert?")
    bekir.get_by_role("button", name="Kommentieren").click()
    expect(bekir.locator("#kommentar-1")).to_contain_text("Umleitung")
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message, "aendern/"))
    anna.get_by_role("link", name="Ist sie ausgeschildert?").press("Enter")
    expect(anna.locator("#id_body")).to_be_focused()
    chosen = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    assert anna.locator("#id_body").evaluate(chosen) == "Umleitung"


def test_without_scripts(desk: Desk) -> None:
    message = desk.written()
    page = desk.page(desk.town.carla, java_script_enabled=False)
    page.goto(desk.address(message))
    page.get_by_text("Kommentar schreiben").click()
    page.get_by_label("Stelle").select_option(label="Überschrift")
    page.get_by_label("Kommentar", exact=True).fill("Kürzer?")
    page.get_by_role("button", name="Kommentieren").click()
    expect(page.locator("#kommentar-1")).to_contain_text("Kürzer?")


def test_for_everybody(desk: Desk) -> None:
    message = desk.submitted(desk.written())
    with visit(desk, desk.town.bekir) as bekir:
        bekir.look(f"/desk/mitteilungen/{message.public_id}/kommentieren/")
        for words in ("Brücke ist", "Steg am Wehr", ""):
            bekir.page.goto(desk.address(message, "kommentieren/"))
            bekir.page.get_by_label("Worte").fill(words)
            bekir.page.get_by_label("Kommentar", exact=True).fill("Ein Wort dazu. " * 20)
            bekir.page.get_by_role("button", name="Kommentieren").click()
            expect(bekir.page.locator(".msg-comment").first).to_be_visible()
        bekir.page.get_by_role("button", name="Erledigt Kommentar 2").click()
        expect(bekir.page.get_by_text("1 erledigter Kommentar")).to_be_visible()
        bekir.page.get_by_text("Kommentar schreiben").click()
        bekir.note("the decision with comments and the form open")
    with visit(desk, desk.town.anna) as anna:
        anna.look(f"/desk/mitteilungen/{message.public_id}/")
        anna.look(f"/desk/mitteilungen/{message.public_id}/aendern/")
