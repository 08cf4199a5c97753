"""The library of pictures in a real browser: from the camera to the message."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.integration.library.conftest import added, picture
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def file(number: int) -> FilePayload:
    content = picture(number, (400, 200))
    return {"name": f"rathaus-{number}.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_from_the_camera_to_the_message(desk: Desk) -> None:
    """Anna puts two pictures away, says whose they are, and takes one into a message."""
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/bilder/")
    anna.get_by_label("Bilder", exact=False).first.set_input_files([file(1), file(2)])
    expect(anna.locator(".aus-picture img")).to_have_count(2)
    anna.get_by_role("button", name="Hochladen").click()
    expect(anna.get_by_text("2 Bilder abgelegt.")).to_be_visible()
    anna.get_by_role("link", name="rathaus-1.jpg").click()
    # a click into the picture says the same as the two fields
    drawing = anna.locator("[data-focus-point]")
    box = drawing.bounding_box()
    assert box is not None
    drawing.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    expect(anna.get_by_label("von links, in %")).to_have_value("75")
    expect(anna.get_by_label("von oben, in %")).to_have_value("25")
    anna.get_by_role("button", name="Bildmittelpunkt setzen").click()
    expect(anna.get_by_text("Der Bildmittelpunkt ist gesetzt.")).to_be_visible()
    anna.get_by_label("Titel").fill("Rathaus am Morgen")
    anna.get_by_label("Alternativtext").fill("Das Rathaus, davor leere Bänke")
    anna.get_by_label("Nutzungsrecht", exact=False).first.select_option("own")
    anna.get_by_role("button", name="Speichern").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("Rathaus am Morgen")
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill("Frühling im Rathaus")
    anna.get_by_text("Aus den Bildern des Hauses wählen").click()
    anna.get_by_label("Rathaus am Morgen").check()
    anna.get_by_role("button", name="Speichern").click()
    taken = anna.locator(".msg-described__row")
    expect(taken).to_have_count(1)
    expect(taken.get_by_label("Alternativtext")).to_have_value("Das Rathaus, davor leere Bänke")
    taken.get_by_role("link", name="Rechte und Bildmittelpunkt von Bild 1").click()
    expect(anna.get_by_role("link", name="Frühling im Rathaus")).to_be_visible()
    assert desk.complaints() == []


def test_without_scripts_by_keyboard(desk: Desk) -> None:
    asset = added(desk.town.anna)
    anna = desk.page(desk.town.anna, 390, java_script_enabled=False)
    anna.goto(f"{desk.url}/desk/bilder/eintrag/{asset.public_id}/")
    anna.get_by_label("von links, in %").fill("10")
    anna.keyboard.press("Tab")
    anna.keyboard.type("90")
    anna.keyboard.press("Enter")
    expect(anna.get_by_text("Der Bildmittelpunkt ist gesetzt.")).to_be_visible()
    expect(anna.get_by_label("von links, in %")).to_have_value("10")


def test_for_everybody(desk: Desk) -> None:
    asset = added(desk.town.anna)
    added(desk.town.anna, 2, content=picture(2, (30, 200)), file_name=f"{LONG}.jpg")
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    with visit(desk, desk.town.anna) as anna:
        for path in ("/desk/bilder/", "/desk/bilder/?q=gibtesnicht", page):
            anna.look(path)
        anna.page.get_by_label("von links, in %").fill("900")
        anna.page.get_by_role("button", name="Bildmittelpunkt setzen").click()
        anna.page.locator(".aus-errors").wait_for()
        anna.note("a focal point outside of the picture")
    with visit(desk, desk.town.carla) as carla:
        carla.look(page)
