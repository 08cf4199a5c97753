"""A film in a real browser: from the upload to the message, with captions, for everybody."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.filming import film
from tests.integration.films.conftest import SPOKEN
from tests.journeys.desk import Desk, at_work
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_from_the_camera_to_the_message(desk: Desk, tmp_path: Path) -> None:
    """Anna writes, adds a film with captions, is told what is missing and mends it."""
    made = film(tmp_path / "a.webm", form="webm", video="libvpx", sound="libopus").read_bytes()
    spoken: FilePayload = {"name": "freibad.vtt", "mimeType": "text/vtt", "buffer": SPOKEN}
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill("Freibad im Umbau")
    anna.get_by_role("button", name="Speichern").click()
    anna.get_by_role("link", name="Film hinzufügen").click()
    # without a film the page says so, and keeps what was typed
    anna.get_by_label("Beschreibung").fill("Ein Bagger hebt das alte Becken aus.")
    anna.get_by_role("button", name="Film hinzufügen").click()
    expect(anna.get_by_role("alert").first).to_contain_text("Bitte laden Sie einen Film hoch")
    anna.locator("input[name=film]").set_input_files(
        {"name": "freibad.webm", "mimeType": "video/webm", "buffer": made}
    )
    anna.get_by_role("button", name="Film hinzufügen").click()
    expect(anna.get_by_text("Der Film gehört jetzt zur Mitteilung.")).to_be_visible()
    expect(anna.get_by_text("Der Film ist sicher angekommen")).to_be_visible()
    expect(anna.get_by_text("Noch keine Untertitel.")).to_be_visible()
    # nobody has to wait for it: what is typed meanwhile stays when the film is ready
    anna.get_by_label("Beschreibung").fill("Ein Bagger hebt das alte Becken aus. Mehrere sehen zu.")
    with at_work():
        expect(anna.get_by_text("Der Film ist gelesen.")).to_be_visible()
    anna.get_by_role("button", name="Beschreibung speichern").click()
    expect(anna.get_by_text("Gespeichert.")).to_be_visible()
    expect(anna.get_by_label("Beschreibung")).to_have_value(re.compile("Mehrere sehen zu"))
    anna.get_by_label("Untertiteldatei").set_input_files(spoken)
    anna.get_by_role("button", name="Untertitel ablegen").click()
    expect(anna.get_by_text("Die Untertitel sind abgelegt.")).to_be_visible()
    video = anna.locator("video")
    expect(video).to_have_js_property("videoWidth", 0)  # nothing is loaded before somebody wants it
    video.evaluate("one => { one.muted = true; return one.play() }")
    expect(video).to_have_js_property("videoWidth", 320)
    anna.get_by_role("link", name="Zurück zum Text").click()
    expect(anna.locator(".msg-film-frame").first).to_contain_text("mit Untertiteln")
    with visit(desk, desk.town.anna) as everybody:
        for address in (f"{anna.url.split('/aendern/')[0]}/film/", f"{desk.url}/desk/bilder/"):
            everybody.look(address.removeprefix(desk.url))
    assert desk.complaints() == []
