"""From a message to a template, and from the template to the next message."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_message_becomes_a_template_and_the_next_message(desk: Desk) -> None:
    draft = desk.written()
    page = desk.page(desk.town.anna)
    page.goto(f"{desk.url}/desk/mitteilungen/{draft.public_id}/")
    page.get_by_role("link", name="Als Vorlage behalten").click()
    page.get_by_label("Name der Vorlage").fill("Brücke gesperrt")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", name="Vorlagen", exact=True)).to_be_visible()
    page.get_by_role("link", name="Neue Mitteilung daraus").click()
    expect(page.get_by_label("Überschrift")).to_have_value(draft.title)
    page.get_by_label("Überschrift").fill("Steg am Wehr gesperrt")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile(r"/aendern/$"))
    page.goto(f"{desk.url}/desk/mitteilungen/")
    expect(page.get_by_role("link", name="Steg am Wehr gesperrt")).to_be_visible()
    expect(page.get_by_role("link", name=draft.title)).to_be_visible()
