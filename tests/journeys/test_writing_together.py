"""Writing without losing anything, alone and together, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ausrufer.announcements.actions.write import change_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.foundation.scope import within_organisation
from tests.conftest import PASSWORD
from tests.journeys.accessibility import violations
from tests.journeys.desk import TITLE, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_new_message_keeps_itself_while_it_is_written(desk: Desk) -> None:
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    anna.get_by_label("Überschrift").fill(TITLE)
    expect(anna.locator("#gespeichert .aus-saved")).to_be_visible()
    expect(anna.locator("[data-unsaved-hint]")).to_be_hidden()
    body = anna.get_by_role("textbox", name="Text", exact=True)
    with anna.expect_response(lambda one: one.url.endswith("aendern/?")):
        body.fill("Bis Freitag.")
    expect(anna.locator("[data-unsaved-hint]")).to_be_hidden()
    anna.reload()  # as after a crash of the browser
    expect(anna).to_have_url(desk.address(desk.newest(), "aendern/"))
    expect(anna.get_by_role("textbox", name="Text", exact=True)).to_have_value("Bis Freitag.")
    with within_organisation(desk.town.organisation.pk):
        assert Announcement.objects.count() == 1


def test_two_people_hear_of_each_other_and_take_back_what_was(desk: Desk) -> None:
    message = desk.written()
    desk.page(desk.town.bekir).goto(desk.address(message, "aendern/"))
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message, "aendern/"))
    expect(anna.get_by_text("Bekir hat diese Mitteilung auch zum Schreiben")).to_be_visible()
    _bekir_writes(desk, message, "Ganz anders.")
    anna.get_by_label("Überschrift").fill("Annas Überschrift")
    expect(anna.get_by_text("Inzwischen hat Bekir diese Mitteilung geändert")).to_be_visible()
    expect(anna.get_by_label("Überschrift")).to_have_value("Annas Überschrift")
    compared = anna.locator("#vergleich")
    expect(compared.locator("del").last).to_contain_text("Ganz anders.")
    expect(compared.locator("ins").first).to_contain_text("Annas Überschrift")
    expect(anna.locator("[data-unsaved-hint]")).to_be_hidden()
    assert violations(anna) == []
    anna.complaints.clear()  # type: ignore[attr-defined] # the readers' own
    compared.get_by_role("button", name="Meine Fassung speichern").click()
    expect(compared).to_be_empty()
    expect(anna.locator("#gespeichert .aus-saved")).to_be_visible()
    anna.goto(desk.address(message, "staende/"))
    assert violations(anna) == []
    anna.get_by_role("link", name="Stand 1", exact=True).click()
    expect(anna.locator("ins").first).to_contain_text("Annas Überschrift")
    assert violations(anna) == []
    anna.complaints.clear()  # type: ignore[attr-defined] # the readers' own
    anna.get_by_role("button", name="Diesen Stand wiederherstellen").click()
    expect(anna.get_by_text("Stand 1 ist wiederhergestellt.")).to_be_visible()
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
    assert message.title == TITLE


@pytest.mark.parametrize("lost", [["sessionid"], ["sessionid", "csrftoken"]])
def test_whoever_was_logged_out_keeps_the_text_and_goes_on(desk: Desk, lost: list[str]) -> None:
    message = desk.written()
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(message, "aendern/"))
    # the page must notice on saving, not because it also reports every twenty seconds
    anna.route("**/anwesend/", lambda route: route.fulfill(status=204))
    for name in lost:
        anna.context.clear_cookies(name=name)
    title = anna.get_by_label("Überschrift")
    title.fill("Was Anna schrieb")
    note = anna.get_by_text("Sie sind abgemeldet. Ihr Text steht noch hier.")
    expect(note).to_be_visible()
    with anna.expect_response(lambda one: one.status == 401 and one.url.endswith("aendern/?")):
        title.fill("Was Anna weiter schrieb")
    expect(anna.locator(".aus-toast")).to_have_count(1)
    expect(anna.locator("#gespeichert")).to_be_hidden()
    expect(anna.locator("[data-unsaved-hint]")).to_be_visible()
    assert violations(anna) == []
    anna.complaints.clear()  # type: ignore[attr-defined] # of the refusals, and the readers' own
    with anna.context.expect_page() as opened:
        anna.get_by_role("link", name="Melden Sie sich in einem neuen Fenster an").click()
    _log_in(opened.value, desk.town.anna.user.email)
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.locator("#gespeichert .aus-saved")).to_be_visible()
    expect(note).to_be_hidden()
    expect(title).to_have_value("Was Anna weiter schrieb")
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
    assert message.title == "Was Anna weiter schrieb"
    assert [said for said in anna.complaints if "401" not in said] == []  # type: ignore[attr-defined]
    anna.complaints.clear()  # type: ignore[attr-defined] # the token of the old log-in was refused


def _log_in(window: Page, address: str) -> None:
    window.get_by_label("E-Mail").fill(address)
    window.get_by_label("Passwort", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="Anmelden", exact=True).click()
    window.wait_for_url("**/desk/")


def _bekir_writes(desk: Desk, message: Any, body: str) -> None:
    with within_organisation(desk.town.organisation.pk):
        message.refresh_from_db()
        change_announcement(
            member=desk.town.bekir,
            announcement=message,
            version=message.version,
            content=Content(title=message.title, body=body),
        )
