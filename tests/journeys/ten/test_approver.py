"""Bekir on his telephone, and Carla who stands in for him."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import TITLE, Desk
from tests.journeys.ten.conftest import Playing
from tests.journeys.ten.scenes import away, two_steps

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_4_gives_back_with_a_word_on_the_phone(desk: Desk, playing: Playing) -> None:
    desk.submitted(desk.written())
    bekir = playing(desk.town.bekir, phone=True)
    page = bekir.page
    bekir.go(f"{desk.url}/desk/")
    bekir.press(page.get_by_role("link", name=TITLE).first)
    bekir.press(page.locator("#freigabe summary"))
    bekir.write(page.get_by_label("Ein Wort zurück"), "Bis wann?")
    bekir.press(page.get_by_role("button", name="Zurückgeben"))
    expect(page.get_by_text("Zurückgegeben an Anna.")).to_be_visible()


def test_5_a_deputy_goes_one_of_two_steps(desk: Desk, playing: Playing) -> None:
    two_steps(desk)
    away(desk, desk.town.bekir, desk.town.carla)
    message = desk.submitted(desk.written())
    carla = playing(desk.town.carla, phone=True)
    carla.go(f"{desk.url}/desk/")
    carla.press(carla.page.get_by_role("link", name=TITLE).first)
    carla.press(carla.page.get_by_role("button", name="Freigeben", exact=True))
    expect(carla.page.locator("main")).to_contain_text("Carla in Vertretung für Bekir")
    message.refresh_from_db()
    assert message.state == "in_approval"  # the other step is still to be gone


def test_6_in_haste_and_read_afterwards(desk: Desk, playing: Playing) -> None:
    two_steps(desk)
    message = desk.submitted(desk.written())
    away(desk, desk.town.dirk, desk.town.carla)
    bekir = playing(desk.town.bekir, phone=True)
    page = bekir.page
    bekir.go(desk.address(message))
    bekir.press(page.locator("#eilfreigabe summary"))
    bekir.write(page.get_by_label("Warum eilt es?"), "Das Wasser steigt.")
    bekir.press(page.get_by_role("button", name="In Eile freigeben"))
    expect(page.get_by_text("Um den zweiten Blick ist gebeten.")).to_be_visible()
    message.refresh_from_db()
    assert message.state == "scheduled"
