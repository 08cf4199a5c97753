"""The calendar in a real browser: look, drag, move by keyboard, undo, on a phone too."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import from_town_time, in_town_time, now
from ausrufer.foundation.scope import within_organisation
from tests.journeys.accessibility import (
    LOOKS,
    Look,
    Violation,
    in_every_look,
    is_wider_than_its_window,
    violations,
)
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PLACE = "Brunnenfest auf dem Markt"
CALENDAR_LOOKS: tuple[Look, ...] = (*LOOKS, (1280, "dark"))


def middle() -> date:
    """Return the Wednesday of the third whole week of next month: far from any edge."""
    first = (in_town_time(now()).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=14 + (2 - first.weekday()) % 7)


def at(day: date, clock: str = "10:00") -> datetime:
    return from_town_time(datetime.fromisoformat(f"{day}T{clock}"))


def stored(desk: Desk, announcement: Announcement) -> tuple[str, State]:
    with within_organisation(desk.town.organisation.pk):
        found = Announcement.objects.get(pk=announcement.pk)
        assert found.publish_at is not None
        return f"{in_town_time(found.publish_at):%Y-%m-%d %H:%M}", State(found.state)


def look(desk: Desk, page: Page, day: date, view: str = "monat") -> None:
    page.goto(f"{desk.url}/desk/kalender/?ansicht={view}&tag={day}")


def cell(page: Page, day: date) -> Any:
    return page.locator(f"[data-day='{day}']")


def judged(page: Page) -> list[Violation]:
    """Return what both readers object to; what the readers themselves do is no complaint."""
    before = list(page.complaints)  # type: ignore[attr-defined]
    found = violations(page)
    page.complaints[:] = before  # type: ignore[attr-defined]
    return found


def test_drawn_to_another_day_and_back(desk: Desk) -> None:
    day = middle()
    festival = desk.written(PLACE, publish_at=at(day))
    anna = desk.page(desk.town.anna)
    look(desk, anna, day)
    goal = day + timedelta(days=2)
    anna.locator(".cal-entry").drag_to(cell(anna, goal))
    expect(cell(anna, goal).locator(".cal-entry")).to_contain_text(PLACE)
    assert stored(desk, festival) == (f"{goal} 10:00", State.DRAFT)
    anna.get_by_role("button", name="Rückgängig machen").click()
    expect(cell(anna, day).locator(".cal-entry")).to_contain_text(PLACE)
    assert stored(desk, festival) == (f"{day} 10:00", State.DRAFT)


def test_moved_by_keyboard_alone(desk: Desk) -> None:
    day = middle()
    festival = desk.written(PLACE, publish_at=at(day))
    anna = desk.page(desk.town.anna)
    look(desk, anna, day)
    anna.get_by_role("link", name=f"„{PLACE}“ verschieben").focus()
    anna.keyboard.press("Space")
    expect(anna.get_by_role("status").filter(has_text="Genommen")).to_be_visible()
    anna.keyboard.press("ArrowRight")
    anna.keyboard.press("Escape")
    expect(anna.get_by_text("Nicht verschoben.")).to_be_visible()
    anna.keyboard.press("Space")
    for key in ("ArrowDown", "ArrowLeft"):
        anna.keyboard.press(key)
    expect(anna.locator("#ablegen-stand")).to_contain_text("Dienstag")
    anna.keyboard.press("Enter")
    goal = day + timedelta(days=6)
    expect(cell(anna, goal).locator(".cal-entry")).to_contain_text(PLACE)
    assert stored(desk, festival) == (f"{goal} 10:00", State.DRAFT)


def test_an_approval_ends_only_after_it_was_said(desk: Desk) -> None:
    day = middle()
    festival = desk.released(PLACE, publish_at=at(day))
    anna = desk.page(desk.town.anna)
    look(desk, anna, day)
    goal = day + timedelta(days=1)
    anna.locator(".cal-entry").drag_to(cell(anna, goal))
    expect(anna.get_by_text("Verschoben wird sie erst gesendet, wenn")).to_be_visible()
    assert stored(desk, festival) == (f"{day} 10:00", State.SCHEDULED)
    expect(anna.get_by_label("Neuer Zeitpunkt")).to_have_value(f"{goal}T10:00")
    assert judged(anna) == []
    anna.get_by_role("button", name="Verschieben und zur Freigabe geben").click()
    expect(cell(anna, goal).locator(".cal-entry")).to_contain_text("in Freigabe")
    assert stored(desk, festival) == (f"{goal} 10:00", State.IN_APPROVAL)
    expect(anna.get_by_text("auch nicht nach dem Rückgängigmachen")).to_be_visible()


def test_on_a_phone_and_without_scripts(desk: Desk) -> None:
    day = middle()
    festival = desk.written(PLACE, publish_at=at(day))
    anna = desk.page(desk.town.anna, 390, java_script_enabled=False)
    look(desk, anna, day)
    anna.get_by_role("link", name=f"„{PLACE}“ verschieben").click()
    anna.get_by_label("Neuer Zeitpunkt").fill("2020-01-01T10:00")
    anna.get_by_role("button", name="Verschieben").click()
    expect(anna.get_by_text("liegt in der Vergangenheit").first).to_be_visible()
    goal = day + timedelta(days=40)
    anna.get_by_label("Neuer Zeitpunkt").fill(f"{goal}T09:15")
    anna.get_by_role("button", name="Verschieben").click()
    expect(cell(anna, goal).locator(".cal-entry")).to_contain_text("09:15")
    assert stored(desk, festival) == (f"{goal} 09:15", State.DRAFT)


def test_holidays_slots_and_what_comes_again(desk: Desk) -> None:
    dirk = desk.page(desk.town.dirk)
    dirk.goto(f"{desk.url}/desk/kalender/")
    dirk.get_by_role("link", name="Einrichten").click()
    dirk.get_by_label("Land").select_option("BY")
    dirk.get_by_role("button", name="Speichern").click()
    expect(dirk.get_by_text("Gespeichert.")).to_be_visible()
    dirk.get_by_label("Kanal").select_option(label="Elefant")
    dirk.get_by_label("Wochentag").select_option(label="Dienstag")
    dirk.get_by_label("Uhrzeit").fill("10:00")
    dirk.get_by_role("button", name="Sendeplatz anlegen").click()
    expect(dirk.get_by_text("Dienstag 10:00", exact=True)).to_be_visible()
    assert judged(dirk) == []

    anna = desk.page(desk.town.anna)
    look(desk, anna, date(middle().year, 12, 25))
    expect(anna.get_by_text("Erster Weihnachtstag")).to_be_visible()
    message = desk.written(PLACE)
    anna.goto(desk.address(message, "aendern/"))
    anna.get_by_role("button", name=re.compile("Übernehmen.*Elefant")).click()
    expect(anna.get_by_label("Senden am")).to_have_value(re.compile("T10:00$"))
    assert judged(anna) == []
    anna.get_by_role("button", name="Speichern", exact=True).click()
    expect(anna.get_by_text(re.compile("^gespeichert"))).to_be_visible()

    anna.goto(desk.address(message))
    anna.get_by_role("link", name="Wiederholen …").click()
    assert judged(anna) == []
    anna.get_by_label("oder Anzahl der Mitteilungen").fill("8")
    anna.get_by_role("button", name="Wiederholen", exact=True).click()
    expect(anna.get_by_text("Die Mitteilung wird wiederholt.")).to_be_visible()
    expect(anna.get_by_text("wird drei Wochen vorher")).not_to_have_count(0)
    assert judged(anna) == []


def test_for_everybody(desk: Desk) -> None:
    day = middle()
    for number in range(7):
        desk.written(f"{PLACE} {number} {'Straßenbauarbeiten' * 3}", publish_at=at(day))
    desk.submitted(desk.written(PLACE, publish_at=at(day, "10:10")))
    desk.released(PLACE, publish_at=at(day + timedelta(days=1)))
    anna = desk.page(desk.town.anna)
    for view in ("monat", "woche", "liste", "tag"):
        look(desk, anna, day, view)
        for shown in in_every_look(anna, CALENDAR_LOOKS):
            told = (view, shown, judged(anna), is_wider_than_its_window(anna))
            assert told == (view, shown, [], False)
    look(desk, anna, day + timedelta(days=60))
    for shown in in_every_look(anna, CALENDAR_LOOKS):
        assert (shown, judged(anna)) == (shown, [])
