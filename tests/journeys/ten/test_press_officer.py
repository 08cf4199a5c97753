"""Anna of the press office: writes, changes what came back, moves, corrects, withdraws."""

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.channels.testing import FakePlatform
from ausrufer.foundation.scope import within_organisation
from tests.journeys.desk import ALT_TEXT, BODY, TITLE, Desk, at_work
from tests.journeys.ten.conftest import Playing
from tests.journeys.ten.scenes import badges, photograph

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_1_writes_with_a_picture_and_the_town_reads_it(desk: Desk, playing: Playing) -> None:
    anna = playing(desk.town.anna)
    page = anna.page
    anna.go(f"{desk.url}/desk/")
    anna.press(page.get_by_role("link", name="Neue Mitteilung").first)
    anna.write(page.get_by_label("Überschrift"), TITLE)
    anna.write(page.get_by_role("textbox", name="Text", exact=True), BODY)
    expect(page.locator("#vorschau .msg-page__title")).to_have_text(TITLE)
    expect(page.locator("#vorschau .msg-page strong")).to_have_text("von Montag bis Freitag")
    expect(page.locator("#zaehler")).to_contain_text("von 500 Zeichen")
    anna.hand_in(page.locator("#id_neu-file"), photograph())
    anna.write(page.locator("#id_neu-alt_text"), ALT_TEXT)
    anna.press(page.get_by_role("button", name="Zur Freigabe geben"))
    expect(page.get_by_text("Benachrichtigt: Bekir.")).to_be_visible()
    expect(page.locator("#stand")).to_contain_text("in Freigabe bei Bekir")

    message = desk.newest()
    bekir = playing(desk.town.bekir, phone=True)
    bekir.go(f"{desk.url}/desk/")
    bekir.press(bekir.page.get_by_role("link", name=TITLE).first)
    expect(bekir.page.locator("main img").first).to_have_attribute("alt", ALT_TEXT)
    approve = bekir.page.get_by_role("button", name="Freigeben", exact=True)
    expect(approve).to_be_in_viewport()
    assert approve.bounding_box()["height"] >= 44  # type: ignore[index]
    bekir.press(approve)
    expect(bekir.page.get_by_text("Freigegeben.", exact=True)).to_be_visible()
    with at_work():
        expect(badges(bekir.page, "veröffentlicht")).to_have_count(3)  # without a reload
        expect(bekir.page.locator("#stand")).to_contain_text("veröffentlicht")
    assert set(desk.states(message).values()) == {"settled"}
    reader = playing(None, phone=True)
    reader.go(f"{desk.url}/")
    reader.press(reader.page.get_by_role("link", name=TITLE).first)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.page.locator("main img").first).to_have_attribute("alt", ALT_TEXT)


def test_2_what_came_back_is_changed_and_submitted_again(desk: Desk, playing: Playing) -> None:
    message = desk.submitted(desk.written())
    desk.decided(message, Verdict.RETURNED, "Bis wann genau?")
    anna = playing(desk.town.anna)
    page = anna.page
    anna.go(f"{desk.url}/desk/")
    expect(page.get_by_text("zurück von Bekir")).to_be_visible()
    anna.press(page.get_by_role("link", name=TITLE).first)
    expect(page.get_by_text("Bis wann genau?").first).to_be_visible()
    anna.press(page.get_by_role("link", name="Ändern", exact=True))
    text, hint = page.get_by_role("textbox", name="Text", exact=True), "noch nicht gespeichert"
    anna.write(text, f"{BODY}\n\nBis Freitag.")
    expect(page.get_by_text(hint)).to_be_visible()
    anna.press(page.get_by_role("button", name="Speichern", exact=True))
    expect(page.locator("#gespeichert")).to_contain_text("gespeichert")
    expect(page.get_by_text(hint)).to_be_hidden()
    anna.write(text, f"{BODY}\n\nBis 18 Uhr.")  # once more: the quiet save kept pace
    anna.press(page.get_by_role("button", name="Zur Freigabe geben"))
    expect(page.locator("#stand")).to_contain_text("in Freigabe bei Bekir")
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
        assert (message.state, message.body.endswith("18 Uhr.")) == (State.IN_APPROVAL, True)


def test_3_corrects_and_withdraws(desk: Desk, playing: Playing) -> None:
    message = desk.released()
    anna, bekir = playing(desk.town.anna), playing(desk.town.bekir, phone=True)
    page = anna.page
    with at_work():
        anna.go(desk.address(message))
        expect(badges(page, "veröffentlicht")).to_have_count(3)
        anna.press(page.get_by_role("link", name="Berichtigen"))
        anna.write(page.get_by_label("Was wurde berichtigt?"), "Der Tag war falsch.")
        text = page.get_by_role("textbox", name="Text", exact=True)
        anna.write(text, BODY.replace("Montag", "Dienstag"))
        anna.press(page.get_by_role("button", name="Zur Freigabe geben"))
        expect(page.locator("#stand")).to_contain_text("in Freigabe bei Bekir")
        bekir.go(desk.address(message))
        changed = bekir.page.locator("section", has_text="Geändert seit der letzten Freigabe").last
        expect(changed.locator("del")).to_have_text(["entfallen: Montag"])
        expect(changed.locator("ins")).to_have_text(["neu: Dienstag"])
        bekir.press(bekir.page.get_by_role("button", name="Freigeben", exact=True))
        expect(bekir.page.locator("#quittung")).to_contain_text("Berichtigung, ")
        expect(badges(bekir.page, "wartet")).to_have_count(0)
        (copy,) = FakePlatform.named("Elefant").copies.values()
        assert "von Dienstag bis" in copy.text
        reader = desk.guest()
        reader.goto(f"{desk.url}/{message.path}/")
        expect(reader.get_by_text("Der Tag war falsch.").first).to_be_visible()

        anna.go(desk.address(message))
        anna.press(page.get_by_role("link", name="Zurückziehen …"))
        expect(page.get_by_role("heading", name="3 Kanäle sind betroffen")).to_be_visible()
        anna.write(page.get_by_label("Warum wird die Mitteilung zurückgezogen?"), "Verschoben.")
        anna.press(page.get_by_role("button", name="Überall zurückziehen"))
        expect(badges(page, "zurückgezogen")).to_have_count(3)
    assert FakePlatform.named("Elefant").copies == {}
    reader = desk.guest()
    reader.goto(f"{desk.url}/{message.path}/")
    expect(reader.get_by_text("zurückgezogen").first).to_be_visible()
    reader.complaints.clear()  # type: ignore[attr-defined] # the browser names the status 410
