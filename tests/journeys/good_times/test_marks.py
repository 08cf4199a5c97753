"""Good times in the calendar, as people see them: in words, in every look, on every width."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.models import Figure
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import from_town_time, in_town_time, now
from ausrufer.foundation.scope import within_organisation
from tests.journeys.accessibility import LOOKS, in_every_look, is_wider_than_its_window
from tests.journeys.desk import Desk
from tests.journeys.test_calendar import judged

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HERE = "tests.integration.figures.measuring.MeasuringConnector"


@pytest.fixture(autouse=True)
def _network(desk: Desk, settings: Any) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, HERE]
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


def monday() -> date:
    """Return the Monday of the third week of next month."""
    first = (in_town_time(now()).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=14 - first.weekday() % 7)


def at(day: date, hour: int) -> datetime:
    return from_town_time(datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=15))


def measured(channel: Channel, at: datetime, likes: int, count: int) -> None:
    with within_organisation(channel.organisation_id):
        for number in range(count):
            delivery = Delivery.objects.create(
                organisation_id=channel.organisation_id,
                subject=f"announcement:{at:%d%H}-{number}",
                channel=channel,
                purpose=Purpose.PUBLISH,
                fingerprint="x",
                state=State.SETTLED,
                due_at=at,
                settled_at=at,
            )
            Figure.objects.create(
                organisation_id=channel.organisation_id,
                delivery=delivery,
                channel=channel,
                published_at=at,
                hours=24,
                measured_at=at,
                numbers={"likes": likes},
            )


def test_good_times_are_marked_for_everybody(desk: Desk) -> None:
    channel, day = desk.town.channel("Storchennest", "fake_measured"), monday()
    tuesday, thursday = day + timedelta(days=1), day + timedelta(days=3)
    for weekday, hour, likes, count in ((1, 10, 20, 3), (3, 17, 30, 3), (2, 12, 5, 17)):
        measured(channel, at(day - timedelta(days=56 - weekday), hour), likes, count)
    desk.channels = [channel]
    desk.written("Wochenmarkt zieht um", publish_at=at(thursday, 17))
    desk.written("Sprechstunde im Rathaus", publish_at=at(tuesday, 14))
    anna = desk.page(desk.town.anna)
    for view in ("monat", "woche", "liste"):
        anna.goto(f"{desk.url}/desk/kalender/?ansicht={view}&tag={day}&kanal={channel.public_id}")
        expect(anna.get_by_text("(aus 23 Veröffentlichungen)")).to_be_visible()
        marked = anna.locator(f"[data-day='{tuesday}'] .cal-day__good")
        expect(marked).to_have_text("Gute Zeit: 10 bis 11 Uhr")
        expect(anna.locator(f"[data-day='{thursday}'] .cal-day__good")).to_have_count(0)
        for shown in in_every_look(anna, (*LOOKS, (1280, "dark"), (390, "light"))):
            expect(marked).to_be_visible()
            told = (view, shown, judged(anna), is_wider_than_its_window(anna))
            assert told == (view, shown, [], False)


def test_drawn_onto_a_good_time_a_message_takes_it_over(desk: Desk) -> None:
    channel, day = desk.town.channel("Storchennest", "fake_measured"), monday()
    tuesday = day + timedelta(days=1)
    measured(channel, at(day - timedelta(days=55), 10), 20, 3)
    measured(channel, at(day - timedelta(days=54), 12), 5, 17)
    desk.channels = [channel]
    market = desk.written("Wochenmarkt zieht um", publish_at=at(day, 14))
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/kalender/?tag={day}&kanal={channel.public_id}")
    anna.locator(".cal-entry").drag_to(anna.locator(f"[data-day='{tuesday}'] .cal-day__good"))
    expect(anna.locator(f"[data-day='{tuesday}'] .cal-entry")).to_contain_text("10:00")
    expect(anna.locator(f"[data-day='{tuesday}'] .cal-day__good")).to_have_count(0)
    anna.get_by_role("link", name="„Wochenmarkt zieht um“ verschieben").focus()
    anna.keyboard.press("Space")
    for _ in range(7):
        anna.keyboard.press("ArrowRight")
    expect(anna.locator("#ablegen-stand")).to_contain_text("Gute Zeit: 10 bis 11 Uhr")
    anna.keyboard.press("Escape")
    with within_organisation(desk.town.organisation.pk):
        market.refresh_from_db()
    assert market.publish_at == from_town_time(
        datetime.combine(tuesday, datetime.min.time()).replace(hour=10)
    )


@pytest.mark.parametrize(("keys", "clock"), [("Shift+Enter", "10:00"), ("Enter", "14:15")])
def test_with_the_keyboard_one_key_takes_the_good_time_over(
    desk: Desk, keys: str, clock: str
) -> None:
    channel, day = desk.town.channel("Storchennest", "fake_measured"), monday()
    tuesday = day + timedelta(days=1)
    measured(channel, at(day - timedelta(days=55), 10), 20, 3)
    measured(channel, at(day - timedelta(days=54), 12), 5, 17)
    desk.channels = [channel]
    desk.written("Wochenmarkt zieht um", publish_at=at(day, 14))
    anna = desk.page(desk.town.anna)
    anna.goto(f"{desk.url}/desk/kalender/?tag={day}&kanal={channel.public_id}")
    anna.get_by_role("link", name="„Wochenmarkt zieht um“ verschieben").focus()
    anna.keyboard.press("Space")
    anna.keyboard.press("ArrowRight")
    expect(anna.locator("#ablegen-stand")).to_contain_text("mit Umschalt und Enter übernehmen")
    anna.keyboard.press(keys)
    expect(anna.locator(f"[data-day='{tuesday}'] .cal-entry")).to_contain_text(clock)
