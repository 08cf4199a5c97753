"""A document in a real browser: from the upload to the previews, for everybody."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests import papers
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_from_the_office_to_the_message(desk: Desk) -> None:
    """Anna writes, adds a PDF, is told that many cannot read it and calls it otherwise."""
    paper: FilePayload = {
        "name": "scan0001.pdf",
        "mimeType": "application/pdf",
        "buffer": papers.untagged(2),
    }
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill("Haushalt beschlossen")
    anna.get_by_role("button", name="Speichern").click()
    anna.get_by_role("link", name="Dokument (PDF) hinzufügen").click()
    # without a document the page says so, and keeps what was typed
    anna.get_by_label("Titel").fill("Haushaltsplan")
    anna.get_by_role("button", name="Dokument hinzufügen").click()
    expect(anna.get_by_role("alert").first).to_contain_text("laden Sie ein Dokument hoch")
    expect(anna.get_by_label("Titel")).to_have_value("Haushaltsplan")
    anna.locator("input[name=document]").set_input_files(paper)
    anna.get_by_role("button", name="Dokument hinzufügen").click()
    expect(anna.get_by_text("Das Dokument gehört jetzt zur Mitteilung.")).to_be_visible()
    expect(anna.get_by_text("Dieses PDF ist nicht barrierefrei")).to_be_visible()
    anna.get_by_label("Titel").fill("Haushaltsplan 2027")
    anna.get_by_role("button", name="Titel speichern").click()
    expect(anna.get_by_role("link", name="Haushaltsplan 2027 (PDF, 2 Seiten")).to_be_visible()
    with anna.expect_download() as saved:
        anna.get_by_role("link", name="Haushaltsplan 2027 (PDF").click()
    assert saved.value.suggested_filename == "scan0001.pdf"
    message = anna.url.split("/dokument/")[0].removeprefix(desk.url)
    asset = anna.get_by_role("link", name="Rechte und Einwilligung").get_attribute("href") or ""
    with visit(desk, desk.town.anna) as everybody:
        for address in (
            f"{message}/dokument/",
            f"{message}/",
            asset,
            "/desk/bilder/?nur=dokumente",
        ):
            everybody.look(address)
    assert desk.complaints() == []
