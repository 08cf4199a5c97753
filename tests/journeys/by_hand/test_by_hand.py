"""A message on a network without an interface: finished by hand, on the telephone."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.channels import registry
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Worker
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LINK = "https://netz.example/musterstadt/4711"


@pytest.fixture
def message(desk: Desk, settings: Any) -> Announcement:
    """Return what Bekir released on the own site and on a network that people serve."""
    by_hand = "ausrufer.channels.testing.FakeByHandConnector"
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, by_hand]
    registry._connectors.cache_clear()
    desk.channels = [desk.site, desk.town.channel("Marktplatz", "fake_by_hand")]
    written = desk.written()
    desk.pictured(written)
    desk.decided(desk.submitted(written), Verdict.APPROVED)
    _carried_out()
    return written


def _carried_out() -> None:
    """Let the engine work in a thread of its own: this one's loop belongs to the browser."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(Worker().deliver).result()
        pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 - that thread's own


def test_a_task_is_finished_on_the_phone(desk: Desk, message: Announcement) -> None:
    assert desk.states(message) == {"Webseite": "settled", "Marktplatz": "by_hand"}
    anna = desk.page(desk.town.anna, 390)
    anna.context.grant_permissions(["clipboard-read", "clipboard-write"])
    anna.goto(f"{desk.url}/desk/")
    anna.get_by_role("link", name=f"Von Hand veröffentlichen: {message.title}").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text(
        "Von Hand veröffentlichen: Marktplatz"
    )
    expect(anna.get_by_role("link", name="Marktplatz in neuem Fenster öffnen")).to_have_attribute(
        "href", "https://netz.example/neu"
    )
    expect(anna.locator(".hnd-qr")).to_be_hidden()  # this is the telephone

    first = anna.locator("[data-copyable]").first
    first.get_by_role("button", name="Kopieren").click()
    expect(anna.locator("#toasts")).to_contain_text("Kopiert")
    copied = anna.evaluate("navigator.clipboard.readText()")
    assert copied == first.locator("code").text_content()
    assert copied.startswith(message.title)
    with anna.expect_download() as saved:
        anna.get_by_role("link", name="Bild 1 sichern").click()
    assert saved.value.suggested_filename == "bild-1.png"

    anna.get_by_label("Link des Beitrags").fill("https://anderes.example/1")
    anna.get_by_role("button", name="Ja, es ist veröffentlicht").click()
    expect(anna.locator(".aus-errors")).to_contain_text("führt nicht zum Netzwerk")
    anna.get_by_label("Link des Beitrags").fill(LINK)
    anna.get_by_label("Bildschirmfoto").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": example_picture(3).content}
    )
    anna.get_by_role("button", name="Ja, es ist veröffentlicht").click()
    expect(anna.get_by_text("Danke, das ist vermerkt.")).to_be_visible()
    expect(anna.get_by_role("link", name=LINK).first).to_be_visible()
    expect(anna.get_by_role("link", name="Bildschirmfoto ansehen")).to_be_visible()
    anna.goto(desk.address(message))
    expect(anna.get_by_role("link", name=re.compile("Ansehen.*Marktplatz"))).to_have_attribute(
        "href", LINK
    )
    assert desk.states(message) == {"Webseite": "settled", "Marktplatz": "settled"}


def test_tasks_for_everybody(desk: Desk, message: Announcement) -> None:
    with within_organisation(desk.town.organisation.pk):
        key = Delivery.objects.get(subject=message.subject, state="by_hand").key
    with visit(desk, desk.town.bekir) as bekir:
        bekir.look("/desk/aufgaben/")
        bekir.look(f"/desk/aufgaben/{key}/")
