"""A message in a second language, from the writing desk to its page on the town's site."""

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.models import AnnouncementText
from ausrufer.approval.policy import Verdict
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Worker
from tests.journeys.accessibility import violations
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import _elsewhere

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_second_language_reaches_its_readers(desk: Desk) -> None:
    written = desk.written()
    anna = desk.page(desk.town.anna)
    anna.goto(desk.address(written))
    anna.get_by_role("link", name="Arabisch").click()
    anna.get_by_label("Überschrift").fill("الجسر مغلق")
    anna.get_by_role("textbox", name="Text").fill("حتى الجمعة.")
    anna.get_by_role("button", name="Speichern und als geprüft kennzeichnen").click()
    expect(anna.get_by_text("Diese Sprachfassung geht mit hinaus")).to_be_visible()
    with within_organisation(desk.town.organisation.pk):
        assert AnnouncementText.objects.get().state == "checked"
    desk.decided(desk.submitted(written), Verdict.APPROVED)
    _elsewhere(Worker().deliver)
    guest = desk.guest(320)
    guest.goto(f"{desk.url}/{written.path}/")
    guest.get_by_role("link", name="العربيّة").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("الجسر مغلق")
    expect(guest.locator("article")).to_have_attribute("dir", "rtl")
    assert not guest.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert violations(guest) == []
    guest.complaints.clear()  # type: ignore[attr-defined] # the readers' own
    guest.get_by_role("link", name="Deutsch").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(written.title)
