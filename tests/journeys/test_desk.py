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
    anna.wait_for_load_state()  # without the scripts the button is answered by a whole page
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.locator("#gespeichert .aus-saved")).to_be_visible()
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
    assert message.title == "Annas Überschrift"


def test_lists_ask_the_database_no_more_for_thirty_rows_than_for_one(
    desk: Desk, client: Any
) -> None:
    client.force_login(desk.town.bekir.user)
    client.get("/desk/konto/")  # the first page of a session writes the session down

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/{path}").status_code == 200
        return len(queries)

    def all_asked() -> dict[str, int]:
        return {path: asked(path) for path in ("", "mitteilungen/", "protokoll/")}

    for title in ("Eins", "Zwei"):
        desk.released(title)
    desk.submitted(desk.written("Drei"))
    few = all_asked()
    for number in range(10):
        desk.released(f"Veröffentlicht {number}")
        desk.submitted(desk.written(f"Eingereicht {number}"))
        desk.decided(desk.submitted(desk.written(f"Zurück {number}")), Verdict.RETURNED, "Nein.")
    assert all_asked() == few


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
