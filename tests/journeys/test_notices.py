"""Notices as people meet them: under the bell, by keyboard, and pushed to a closed desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from ausrufer.foundation.scope import within_organisation
from ausrufer.notices.models import PushDevice
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

# what a browser's own push service would answer; there is none to be reached in a test
SUBSCRIBED = """
Notification.requestPermission = async () => "granted";
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async (wish) => {
  if (!wish.userVisibleOnly || wish.applicationServerKey.length !== 65) throw Error("refused");
  return { toJSON: () => ({
    endpoint: "https://push.example/bekir",
    keys: { p256dh: "%s", auth: "c2l4dGVlbiBieXRlcyEhIQ" },
  }) };
};
"""
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"

# not every headless browser shows notices: what the worker asks for is written down instead
WRITTEN_DOWN = """() => {
  self.asked = [];
  self.registration.showNotification = async (title, { body, tag }) => {
    self.asked.push([title, body, tag]);
  };
}"""


def test_the_bell_leads_to_what_waits_by_keyboard_alone(desk: Desk) -> None:
    announcement = desk.submitted(desk.written())
    page = desk.page(desk.town.bekir)
    page.goto(f"{desk.url}/desk/")
    bell = page.get_by_role("link", name=re.compile("^Hinweise"))
    expect(bell).to_have_accessible_name("Hinweise, 1 ungelesen")
    bell.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk.url}/desk/hinweise/")
    page.get_by_role("link", name="bittet um Ihre Freigabe").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(desk.address(announcement))
    expect(bell).to_have_accessible_name("Hinweise")
    page.goto(f"{desk.url}/desk/hinweise/")
    page.get_by_role("button", name="Als ungelesen").click()
    expect(bell).to_have_accessible_name("Hinweise, 1 ungelesen")
    assert desk.complaints() == []


def test_a_browser_is_told_while_the_desk_is_closed(desk: Desk) -> None:
    page = desk.page(desk.town.bekir)
    page.context.grant_permissions(["notifications"])
    page.add_init_script(SUBSCRIBED % POINT)
    page.goto(f"{desk.url}/desk/konto/hinweise/")
    page.get_by_role("button", name="In diesem Browser zeigen").click()
    expect(page.get_by_text("Dieser Browser zeigt ab jetzt Hinweise.")).to_be_visible()
    with within_organisation(desk.town.organisation.pk):
        assert (
            PushDevice.objects.get(member=desk.town.bekir).endpoint == "https://push.example/bekir"
        )
    told = '{"title": "Musterstadt", "body": "Kommentar", "tag": "1"}'
    once = ["Musterstadt", "Kommentar", "1"]
    assert _pushed(page, desk.url, told) == [once]
    assert _pushed(page, desk.url, told) == [once, once]  # the same tag: it takes its own place
    assert desk.complaints() == []


def _pushed(page: Page, url: str, message: str) -> list[list[str]]:
    """Hand a message to the page's service worker as a push service would; return all it showed."""
    devtools = page.context.new_cdp_session(page)
    with_worker = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda told: with_worker.append(told))  # noqa: PLW0108 - a builtin takes no marks
    devtools.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    worker = page.context.service_workers[0]
    before = worker.evaluate("self.asked?.length ?? 0")
    if not before:
        worker.evaluate(WRITTEN_DOWN)
    known = [one for told in with_worker for one in told["registrations"]]
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": url, "registrationId": known[-1]["registrationId"], "data": message},
    )
    asked: list[list[str]] = worker.evaluate(
        """async (before) => {
          while (self.asked.length === before) await new Promise((done) => setTimeout(done, 10));
          return self.asked;
        }""",
        before,
    )
    return asked
