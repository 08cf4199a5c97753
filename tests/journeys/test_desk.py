"""The day at the desk in a real browser: write, approve, deliver, put right."""

import hmac
import time
from base64 import b32decode
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from playwright.sync_api import Page, expect

from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.foundation.scope import within_organisation
from tests.conftest import build_town
from tests.journeys.desk import ALT_TEXT, BODY, TITLE, Desk, at_work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
OUT = {"Webseite": "settled", "Elefant": "settled", "Schmetterling": "settled"}


def photograph() -> dict[str, Any]:
    out = BytesIO()
    Image.new("RGB", (640, 360), (30, 90, 160)).save(out, "PNG")
    return {"name": "bruecke.png", "mimeType": "image/png", "buffer": out.getvalue()}


def badges(page: Page, word: str) -> Any:
    return page.locator("#quittung .kern-badge", has_text=word)


def test_written_approved_on_the_phone_and_seen_by_the_town(desk: Desk) -> None:
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill(TITLE)
    anna.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    previews = anna.locator("#vorschau")
    expect(previews.locator(".msg-page__title")).to_have_text(TITLE)
    expect(previews.locator(".msg-page strong")).to_have_text("von Montag bis Freitag")
    expect(anna.locator("#zaehler")).to_contain_text("von 500 Zeichen")
    anna.locator("#id_neu-file").set_input_files(photograph())
    anna.locator("#id_neu-alt_text").fill(ALT_TEXT)
    anna.get_by_role("button", name="Zur Freigabe geben").click()
    expect(anna.get_by_text("Benachrichtigt: Bekir.")).to_be_visible()
    expect(anna.locator("#stand")).to_contain_text("in Freigabe bei Bekir")

    message = desk.newest()
    bekir = desk.page(desk.town.bekir, 390, has_touch=True)
    bekir.goto(f"{desk.url}/desk/")
    bekir.get_by_role("link", name=TITLE).click()
    expect(bekir.locator("main img").first).to_have_attribute("alt", ALT_TEXT)
    approve = bekir.get_by_role("button", name="Freigeben")
    expect(approve).to_be_in_viewport()
    assert approve.bounding_box()["height"] >= 44  # type: ignore[index]
    approve.tap()
    expect(bekir.get_by_text("Freigegeben.", exact=True)).to_be_visible()
    expect(badges(bekir, "wartet")).to_have_count(3)
    with at_work():
        expect(badges(bekir, "veröffentlicht")).to_have_count(3)  # without a reload
        expect(bekir.locator("#stand")).to_contain_text("veröffentlicht")
    assert desk.states(message) == OUT
    address = bekir.locator("#quittung a", has_text="Ansehen: Webseite").get_attribute("href")
    reader = desk.guest()
    reader.goto(str(address))
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert reader.locator("main img").first.get_attribute("alt") == ALT_TEXT


def test_the_keyboard_is_enough(desk: Desk) -> None:
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/")
    anna.keyboard.press("n")
    anna.wait_for_url("**/neu/")
    _tab_to(anna, "#id_title")
    anna.keyboard.type(TITLE)
    _tab_to(anna, "#id_body")
    anna.keyboard.type("Umleitung über den Steg.")
    _tab_to(anna, "button[name=then]")
    anna.keyboard.press("Enter")
    expect(anna.locator("#stand")).to_contain_text("in Freigabe bei Bekir")

    bekir = desk.page(desk.town.bekir)
    bekir.goto(f"{desk.url}/desk/")
    bekir.keyboard.press("j")
    bekir.keyboard.press("Enter")
    expect(bekir.get_by_role("heading", level=1)).to_have_text(TITLE)
    _tab_to(bekir, "button[value=approved]")
    bekir.keyboard.press("Enter")
    expect(bekir.get_by_text("Freigegeben.", exact=True)).to_be_visible()
    bekir.keyboard.press("/")
    bekir.keyboard.type("Mühlgraben")
    bekir.keyboard.press("Enter")
    expect(bekir.get_by_role("heading", name="Mitteilungen 1 Treffer")).to_be_visible()
    bekir.keyboard.press("?")
    expect(bekir.get_by_role("dialog", name="Tastaturkürzel")).to_be_visible()


def test_no_script_is_needed(desk: Desk) -> None:
    anna = desk.page(desk.town.anna, java_script_enabled=False)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill(TITLE)
    anna.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    anna.locator("#id_neu-file").set_input_files(photograph())
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.locator("#vorschau .msg-page__title")).to_have_text(TITLE)
    anna.get_by_role("button", name="Zur Freigabe geben").click()
    # the picture has no alternative text yet: the reason is told where it can be mended
    expect(anna.locator(".kern-alert--danger")).to_contain_text("hat keinen Alternativtext")
    anna.locator(".msg-described textarea").fill(ALT_TEXT)
    anna.get_by_role("button", name="Zur Freigabe geben").click()
    bekir = desk.page(desk.town.bekir, java_script_enabled=False)
    bekir.goto(desk.address(desk.newest()))
    bekir.get_by_role("button", name="Freigeben").click()
    with at_work():
        _reload_until(bekir, lambda: badges(bekir, "veröffentlicht").count() == 3)
    assert desk.states(desk.newest()) == OUT


def test_returned_with_a_word_changed_and_submitted_again(desk: Desk) -> None:
    message = desk.submitted(desk.written())
    bekir = desk.page(desk.town.bekir)
    bekir.goto(desk.address(message))
    bekir.get_by_role("button", name="Zurückgeben").click()
    expect(bekir.locator(".kern-alert--danger")).to_be_visible()  # not without a word
    bekir.get_by_label("Ein Wort zurück").fill("Bis wann genau?")
    bekir.get_by_role("button", name="Zurückgeben").click()
    expect(bekir.get_by_text("Zurückgegeben an Anna.")).to_be_visible()

    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/")
    expect(anna.get_by_text("zurück von Bekir")).to_be_visible()
    anna.get_by_role("link", name=TITLE).click()
    expect(anna.get_by_text("Bis wann genau?").first).to_be_visible()
    anna.get_by_role("link", name="Ändern", exact=True).click()
    text = anna.get_by_role("textbox", name="Text", exact=True)
    text.fill(f"{BODY}\n\nBis Freitag, 18 Uhr.")
    hint = anna.get_by_text("noch nicht gespeichert")
    expect(hint).to_be_visible()
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.locator("#gespeichert")).to_contain_text("gespeichert")
    expect(hint).to_be_hidden()
    text.fill(f"{BODY}\n\nBis Freitag, 19 Uhr.")  # once more: the quiet save kept pace
    anna.get_by_role("button", name="Zur Freigabe geben").click()
    expect(anna.locator("#stand")).to_contain_text("in Freigabe bei Bekir")
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
        assert (message.state, message.body.endswith("19 Uhr.")) == (State.IN_APPROVAL, True)


def test_an_unclear_delivery_is_settled_by_hand(desk: Desk) -> None:
    desk.channels = [desk.site, desk.town.channel("Einbahn", kind="fake_one_way")]
    network = FakePlatform.named("Einbahn")
    network.forget()
    network.script("publish", Mishap.broken_off(after=0))
    message = desk.released()
    bekir = desk.page(desk.town.bekir)
    with at_work():
        bekir.goto(desk.address(message))
        expect(badges(bekir, "unklar")).to_have_count(1)
        bekir.goto(f"{desk.url}/desk/")
        bekir.locator(".aus-panel", has_text="Braucht Hilfe").get_by_role("link").click()
        bekir.get_by_role("button", name="Sie fehlt: erneut senden").click()
        expect(badges(bekir, "veröffentlicht")).to_have_count(2)
    assert [copy.text[: len(TITLE)] for copy in network.copies.values()] == [TITLE]


def test_a_failed_delivery_is_sent_once_more_on_a_persons_word(desk: Desk) -> None:
    network = FakePlatform.named("Elefant")
    network.script("publish", Mishap.refused(PermanentFailure("Der Text enthält ein Reizwort.")))
    message = desk.released()
    bekir = desk.page(desk.town.bekir)
    with at_work():
        bekir.goto(desk.address(message))
        expect(badges(bekir, "fehlgeschlagen")).to_have_count(1)
        expect(bekir.locator("#quittung")).to_contain_text("Der Text enthält ein Reizwort.")
        bekir.get_by_role("button", name="Erneut senden").click()
        expect(badges(bekir, "veröffentlicht")).to_have_count(3)
    assert len(network.copies) == 1


def test_corrected_and_withdrawn(desk: Desk) -> None:
    message = desk.released()
    anna = desk.page(desk.town.anna)
    bekir = desk.page(desk.town.bekir, 390)
    elephant = FakePlatform.named("Elefant")
    with at_work():
        anna.goto(desk.address(message))
        expect(badges(anna, "veröffentlicht")).to_have_count(3)
        anna.get_by_role("link", name="Berichtigen").click()
        anna.get_by_label("Was wurde berichtigt?").fill("Der Tag war falsch.")
        anna.get_by_role("textbox", name="Text", exact=True).fill(
            BODY.replace("Montag", "Dienstag")
        )
        anna.get_by_role("button", name="Zur Freigabe geben").click()
        bekir.goto(desk.address(message))
        changed = bekir.locator("section", has_text="Geändert seit der letzten Freigabe").last
        expect(changed.locator("del")).to_have_text(["entfallen: Montag"])
        expect(changed.locator("ins")).to_have_text(["neu: Dienstag"])
        bekir.get_by_role("button", name="Freigeben").click()
        expect(bekir.locator("#quittung")).to_contain_text("Berichtigung, ")
        _until(bekir, lambda: _texts(elephant) == ["Dienstag"])
        reader = desk.guest()
        reader.goto(f"{desk.url}/{message.path}/")
        expect(reader.get_by_text("Der Tag war falsch.")).to_be_visible()

        anna.goto(desk.address(message))
        anna.get_by_role("link", name="Zurückziehen …").click()
        expect(anna.get_by_role("heading", name="3 Kanäle sind betroffen")).to_be_visible()
        anna.get_by_label("Warum wird die Mitteilung zurückgezogen?").fill("Termin verschoben.")
        anna.get_by_role("button", name="Überall zurückziehen").click()
        expect(badges(anna, "zurückgezogen")).to_have_count(3)
    gone = desk.guest()
    assert gone.goto(f"{desk.url}/{message.path}/").status == 410  # type: ignore[union-attr]
    gone.complaints.clear()  # type: ignore[attr-defined] # the browser names the 410
    assert _texts(elephant) == []


def test_dora_from_the_next_town_finds_nothing(desk: Desk) -> None:
    message = desk.released()
    desk.pictured(draft := desk.written("Geheimer Entwurf"))
    with within_organisation(desk.town.organisation.pk):
        picture = draft.pictures.get()
    dora = build_town("Nachbarstadt", "nachbarstadt").dirk
    page = desk.page(dora)
    channel = desk.channels[1].public_id
    planted = [
        *(desk.address(message, rest) for rest in ("", "aendern/", "stand/", "zurueckziehen/")),
        f"{desk.address(message)}fassung/{channel}/",
        f"{desk.url}/desk/bilder/{picture.public_id}/",
        f"{desk.url}/desk/kanaele/{channel}/",
    ]
    assert {path: page.goto(path).status for path in planted} == dict.fromkeys(planted, 404)  # type: ignore[union-attr]
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")
    page.complaints.clear()  # type: ignore[attr-defined] # the browser names every 404
    for place in ("", "mitteilungen/?q=Entwurf", "protokoll/", "menschen/", "kanaele/"):
        page.goto(f"{desk.url}/desk/{place}")
        said = page.locator("main").inner_text()
        assert [word for word in (TITLE, "Geheimer", "Elefant") if word in said] == []


def test_logging_in_with_a_second_factor(desk: Desk) -> None:
    page = desk.guest()
    page.goto(f"{desk.url}/desk/konto/")
    _log_in(page, desk.town.anna.user.email)
    expect(page.get_by_text("ohne zweiten Schritt")).to_be_visible()
    page.get_by_role("link", name="Anmeldung sichern").click()
    page.get_by_role("link", name="Einschalten").click()
    page.get_by_label("Passwort").fill("ein-langes-Passwort-42")  # it is about the access itself
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_text("Ohne Kamera").click()
    secret = page.get_by_role("region", name="Schlüssel").inner_text().strip()
    page.fill("input[name=code]", _code(secret))
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_contain_text("Ohne Kamera")
    page.goto(f"{desk.url}/desk/konto/")
    expect(page.get_by_text("zweiter Schritt eingeschaltet")).to_be_visible()

    again = desk.guest()
    again.goto(f"{desk.url}/desk/")
    _log_in(again, desk.town.anna.user.email)
    again.fill("input[name=code]", "000000")
    again.keyboard.press("Enter")
    expect(again.locator(".kern-error").first).to_be_visible()
    cache.clear()  # a code works once; nobody shall wait half a minute for the next
    again.fill("input[name=code]", _code(secret))
    again.keyboard.press("Enter")
    expect(again.get_by_role("heading", level=1, name="Heute")).to_be_visible()


def test_what_two_people_wrote_is_never_overwritten_silently(desk: Desk) -> None:
    message = desk.written()
    anna, bekir = desk.page(desk.town.anna), desk.page(desk.town.bekir)
    for page in (anna, bekir):
        page.goto(desk.address(message, "aendern/"))
    bekir.get_by_label("Überschrift").fill("Bekirs Überschrift")
    bekir.get_by_role("button", name="Speichern", exact=True).click()
    expect(bekir.locator("#gespeichert .aus-saved")).to_be_visible()
    anna.get_by_label("Überschrift").fill("Annas Überschrift")
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.get_by_text("Inzwischen hat Bekir diese Mitteilung geändert").first).to_be_visible()
    # the quiet saving says so, too: the page with the reasons is the answer to the button
    expect(anna.get_by_role("heading", name="Bitte prüfen Sie eine Angabe")).to_be_visible()
    expect(anna.get_by_label("Überschrift")).to_have_value("Annas Überschrift")
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.locator("#gespeichert .aus-saved")).to_be_visible()
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
    assert message.title == "Annas Überschrift"


@pytest.mark.parametrize("path", ["", "mitteilungen/", "protokoll/"])
def test_lists_ask_the_database_no_more_for_thirty_rows_than_for_one(
    desk: Desk, client: Any, path: str
) -> None:
    client.force_login(desk.town.bekir.user)
    client.get("/desk/konto/")  # the first page of a session writes the session down

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/{path}").status_code == 200
        return len(queries)

    for title in ("Eins", "Zwei"):
        desk.released(title)
    desk.submitted(desk.written("Drei"))
    few = asked()
    for number in range(10):
        desk.released(f"Veröffentlicht {number}")
        desk.submitted(desk.written(f"Eingereicht {number}"))
        desk.decided(desk.submitted(desk.written(f"Zurück {number}")), Verdict.RETURNED, "Nein.")
    assert asked() == few


def test_the_page_of_a_message_asks_no_more_for_many_channels(desk: Desk, client: Any) -> None:
    client.force_login(desk.town.bekir.user)
    client.get("/desk/konto/")  # the first page of a session writes the session down

    def asked(message: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/mitteilungen/{message.public_id}/").status_code == 200
        return len(queries)

    every, desk.channels = desk.channels, desk.channels[:1]
    desk.pictured(one := desk.written("Auf einem Kanal"))
    few = asked(desk.decided(desk.submitted(one), Verdict.APPROVED))
    desk.channels = [*every, *(desk.town.channel(f"Netz {number}") for number in range(5))]
    draft = desk.written("Auf vielen")
    for _number in range(3):
        desk.pictured(draft)
    many = desk.decided(desk.submitted(draft), Verdict.APPROVED)
    assert asked(many) == few


def _texts(network: FakePlatform) -> list[str]:
    return [
        "Dienstag" if "von Dienstag bis" in copy.text else "Montag"
        for copy in network.copies.values()
    ]


def _tab_to(page: Page, goal: str) -> None:
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(goal) => document.activeElement.matches(goal)", goal):
            return
    raise AssertionError(f"{goal} cannot be reached with Tab")


def _until(page: Page, true: Any) -> None:
    for _look in range(200):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came true")


def _reload_until(page: Page, true: Any) -> None:
    for _look in range(100):
        page.goto(page.url)
        if true():
            return
    raise AssertionError("it never came true")


def _log_in(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", "ein-langes-Passwort-42")
    page.keyboard.press("Enter")


def _code(secret: str) -> str:
    """Return the digits an app shows now (RFC 6238)."""
    counter = int(time.time()) // 30
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
