"""On a telephone the list begins with its rows and the calendar with today."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.models import Announcement
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import within_organisation
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

TALLEST_LINE = 56  # pixels: one line of chips, not two


def test_list_and_calendar_on_a_phone(desk: Desk) -> None:
    desk.written("Steht in der Liste")
    desk.written("Kommt heute", publish_at=now() + timedelta(minutes=1))
    with within_organisation(desk.town.organisation.pk):
        over = desk.written("War einmal", publish_at=now() + timedelta(days=1))
        Announcement.objects.filter(pk=over.pk).update(publish_at=now() - timedelta(days=1))
    page = desk.page(desk.town.anna, 390)
    page.goto(f"{desk.url}/desk/mitteilungen/")
    chips = page.locator(".msg-filters .aus-chips")
    expect(chips).to_be_visible()
    box = chips.bounding_box()
    assert box is not None
    assert box["height"] < TALLEST_LINE
    page.get_by_role("link", name="zurückgezogen").focus()  # whoever uses Tab reaches the last one
    expect(page.get_by_role("link", name="zurückgezogen")).to_be_in_viewport()

    today = in_town_time(now()).date()
    yesterday = today - timedelta(days=1)
    page.goto(f"{desk.url}/desk/kalender/?tag={today:%Y-%m-%d}")
    expect(page.locator(".cal-day--today")).to_be_visible()
    first = page.locator(".cal-day:visible").first
    expect(first).to_have_attribute("data-day", f"{today:%Y-%m-%d}")
    expect(page.get_by_role("link", name="War einmal", exact=True)).to_be_hidden()
    page.get_by_text("Frühere Tage zeigen").click()
    if yesterday.month == today.month:  # what belongs to another month is not in this one
        expect(page.get_by_role("link", name="War einmal", exact=True)).to_be_visible()
    assert desk.complaints() == []
