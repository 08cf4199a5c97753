"""Dirk, who administers: a rule, a person, a check."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.ten.conftest import Playing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_7_makes_a_rule_and_asks_who_must_approve(desk: Desk, playing: Playing) -> None:
    dirk = playing(desk.town.dirk)
    page = dirk.page
    dirk.go(f"{desk.url}/desk/freigaberegeln/neu/")
    dirk.write(page.locator("#id_name"), "Immer zu dritt")
    dirk.press(page.get_by_role("radio", name="Ein Schritt"))
    dirk.press(page.get_by_role("button", name="Regel speichern"))
    expect(page.get_by_text("Regel 1 gilt ab der nächsten Einreichung.")).to_be_visible()
    dirk.press(page.get_by_role("button", name="Nachsehen"))
    expect(page.get_by_text("Regel 1").first).to_be_visible()


def test_8_invites_and_takes_the_invitation_back(desk: Desk, playing: Playing) -> None:
    dirk = playing(desk.town.dirk)
    page = dirk.page
    dirk.go(f"{desk.url}/desk/menschen/")
    dirk.press(page.get_by_role("link", name="Einladen").first)
    dirk.write(page.get_by_label("Name"), "Eva Sommer")
    dirk.write(page.get_by_label("E-Mail-Adresse"), "eva@musterstadt.example")
    dirk.press(page.get_by_role("checkbox").first)
    dirk.press(page.get_by_role("button", name="Einladung schicken"))
    expect(page.get_by_text("Eva Sommer").first).to_be_visible()
    dirk.press(page.get_by_role("button", name="Zurückziehen").first)
    expect(page.locator("main")).not_to_contain_text("Offene Einladungen")


def test_9_makes_a_warning_stop(desk: Desk, playing: Playing) -> None:
    dirk = playing(desk.town.dirk)
    page = dirk.page
    dirk.go(f"{desk.url}/desk/einstellungen/")
    dirk.press(page.get_by_role("link", name="Prüfregeln").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Prüfregeln")
