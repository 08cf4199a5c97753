"""The plan in a browser: by keyboard alone from the idea to its draft, and a plan from a file."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.models import Idea
from ausrufer.foundation.scope import within_organisation
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_from_the_idea_to_its_draft_by_keyboard(desk: Desk) -> None:
    page = desk.page(desk.town.anna)
    page.goto(f"{desk.url}/desk/plan/")
    page.get_by_text("Idee notieren").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Idee", exact=True).focus()
    page.keyboard.type("Radweg am Mühlgraben")
    page.keyboard.press("Tab")
    page.keyboard.type("KW 49/2030")
    page.keyboard.press("Enter")
    ideas = page.locator("#ideen")
    expect(ideas.get_by_role("link", name="Radweg am Mühlgraben")).to_be_visible()
    expect(ideas).to_contain_text("KW 49 (2.12. bis 8.12.2030)")
    ideas.get_by_role("button", name="Eine Woche später: Radweg am Mühlgraben").press("Enter")
    expect(page.locator("#ideen")).to_contain_text("KW 50")
    page.get_by_role("button", name="Entwurf beginnen: Radweg am Mühlgraben").press("Enter")
    expect(page.get_by_label("Überschrift")).to_have_value("Radweg am Mühlgraben")
    page.goto(f"{desk.url}/desk/plan/")
    expect(page.locator("#entwurf")).to_contain_text("Radweg am Mühlgraben")
    expect(page.locator("#ideen")).not_to_contain_text("Radweg")
    assert desk.complaints() == []


def test_a_plan_from_a_file_on_a_phone(desk: Desk) -> None:
    page = desk.page(desk.town.anna, width=390)
    page.goto(f"{desk.url}/desk/plan/")
    page.get_by_role("link", name="Plan einlesen").click()
    year = datetime.now(UTC).year + 1
    rows = f"Betreff;Wann\r\nBäderjahr;KW 20/{year}\r\nStadtfest;bald\r\n"
    page.get_by_label("Datei").set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": rows.encode("cp1252")}
    )
    page.get_by_role("button", name="Weiter: ansehen").click()
    expect(page.get_by_role("heading", name="Das würde geschehen")).to_be_visible()
    expect(page.get_by_text("„bald“ ist kein Tag")).to_be_visible()
    page.get_by_role("button", name="1 Idee einlesen").click()
    expect(page.locator("#ideen")).to_contain_text("Bäderjahr")
    with within_organisation(desk.town.organisation.pk):
        assert [one.title for one in Idea.objects.all()] == ["Bäderjahr"]
    assert desk.complaints() == []
