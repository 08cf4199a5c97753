"""Holidays of the Land and slots of channels: set by administrators, seen where they help."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ausrufer.announcements.actions.calendar import MOST_SLOTS, add_slot, set_place
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, QueueSlot, TownCalendar
from ausrufer.announcements.place import free_slots
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import TOWN_TIME, from_town_time, in_town_time, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=TOWN_TIME)


@pytest.fixture(autouse=True)
def _a_friday_morning() -> Iterator[None]:
    with pretending(FRIDAY):
        yield


def at_desk(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def post(member: Member, path: str, **values: Any) -> HttpResponse:
    return at_desk(member).post(f"/desk/kalender/{path}", values, follow=True)


def page(member: Member, path: str) -> str:
    return at_desk(member).get(f"/desk/{path}").content.decode()


def slots(town: Town) -> list[tuple[str, int, time]]:
    with within_organisation(town.organisation.pk):
        return list(QueueSlot.objects.values_list("channel__name", "weekday", "at"))


def planned(town: Town, channel: Channel, when: str) -> Announcement:
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Fest", publish_at=from_town_time(datetime.fromisoformat(when))),
            channels=[channel],
        )


def test_the_land_brings_its_holidays_into_every_view(town: Town, neighbour: Town) -> None:
    assert "Buß- und Bettag" not in page(town.anna, "kalender/?tag=2026-11-18")
    assert "Gespeichert" in post(town.dirk, "einrichten/", land="SN").content.decode()
    for view in ("monat", "woche", "liste", "tag"):
        assert "Buß- und Bettag" in page(town.anna, f"kalender/?tag=2026-11-18&ansicht={view}")
    assert "Weihnachtsferien" in page(town.anna, "kalender/?tag=2026-12-24")
    assert "Buß- und Bettag" not in page(neighbour.anna, "kalender/?tag=2026-11-18")


def test_holidays_are_no_gaps(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        set_place(member=town.dirk, land="BY", mostly_catholic=True)
    # Friday is Christmas Day
    assert "4 Werktage ohne Mitteilung" in page(town.anna, "kalender/?ansicht=woche&tag=2026-12-23")


def test_only_administrators_set_up(town: Town) -> None:
    channel = town.channel("netz")
    for member in (town.anna, town.bekir, town.carla):
        assert at_desk(member).get("/desk/kalender/einrichten/").status_code == 404
        assert post(member, "einrichten/", land="BY").status_code == 404
        made = post(member, "sendeplatz/", channel=channel.pk, weekday=2, at="10:00")
        assert made.status_code == 404
    with within_organisation(town.organisation.pk):
        assert not TownCalendar.objects.exists()
    assert slots(town) == []


def test_a_land_that_does_not_exist_is_refused(town: Town) -> None:
    assert "Gespeichert" not in post(town.dirk, "einrichten/", land="XX").content.decode()
    with within_organisation(town.organisation.pk), pytest.raises(Refused):
        set_place(member=town.dirk, land="XX", mostly_catholic=False)


def test_slots_come_and_go(town: Town) -> None:
    channel = town.channel("netz")
    for clock in ("10:00", "10:00", "16:30"):
        post(town.dirk, "sendeplatz/", channel=channel.pk, weekday=2, at=clock)
    assert slots(town) == [("netz", 2, time(10)), ("netz", 2, time(16, 30))]
    shown = page(town.dirk, "kalender/einrichten/")
    assert "Dienstag 16:30" in shown
    with within_organisation(town.organisation.pk):
        key = QueueSlot.objects.get(at=time(10)).pk
    post(town.dirk, f"sendeplatz/{key}/entfernen/")
    assert slots(town) == [("netz", 2, time(16, 30))]
    assert post(town.dirk, f"sendeplatz/{key}/entfernen/").status_code == 404
    with across_organisations(reason="the test reads the journal"):
        kinds = JournalEntry.objects.filter(kind__startswith="calendar.").order_by("sequence")
        assert [one.kind for one in kinds] == [
            *["calendar.slot_added"] * 2,
            "calendar.slot_removed",
        ]


@pytest.mark.parametrize(
    "wrong", [{"weekday": 8}, {"weekday": "x"}, {"at": "25:00"}, {"at": ""}, {"channel": 0}]
)
def test_odd_slots_are_refused_with_a_sentence(town: Town, wrong: dict[str, Any]) -> None:
    values = {"channel": town.channel("netz").pk, "weekday": 2, "at": "10:00", **wrong}
    answer = post(town.dirk, "sendeplatz/", **values)
    assert "kern-error" in answer.content.decode() or "aus-errors" in answer.content.decode()
    assert slots(town) == []


def test_a_channel_has_room_for_so_many(town: Town) -> None:
    channel = town.channel("netz")
    with within_organisation(town.organisation.pk):
        for number in range(MOST_SLOTS):
            add_slot(
                member=town.dirk, channel=channel, weekday=1, at=time(number // 60, number % 60)
            )
        with pytest.raises(Refused, match="schon 70 Sendeplätze"):
            add_slot(member=town.dirk, channel=channel, weekday=2, at=time(10))


def test_the_next_free_slot_is_offered_while_writing(town: Town) -> None:
    net, free = town.channel("netz"), town.channel("frei")
    with within_organisation(town.organisation.pk):
        for channel in (net, free):
            add_slot(member=town.dirk, channel=channel, weekday=2, at=time(10))
        add_slot(member=town.dirk, channel=net, weekday=4, at=time(16))
    mine = planned(town, net, "2026-11-24T09:45")
    with within_organisation(town.organisation.pk):
        offers = [(one.name, f"{in_town_time(at):%d.%m. %H:%M}") for one, at in free_slots()]
        own = [
            (one.name, f"{in_town_time(at):%d.%m. %H:%M}")
            for one, at in free_slots(apart_from=mine)
        ]
    assert sorted(offers) == [("frei", "24.11. 10:00"), ("netz", "26.11. 16:00")]
    assert sorted(own) == [("frei", "24.11. 10:00"), ("netz", "24.11. 10:00")]
    shown = page(town.anna, "mitteilungen/neu/")
    assert 'data-value="2026-11-26T16:00"' in shown
    assert "Nächster freier Sendeplatz" in shown


def test_slots_stay_behind_the_wall_between_towns(town: Town, neighbour: Town) -> None:
    theirs = neighbour.channel("drüben")
    with within_organisation(neighbour.organisation.pk):
        add_slot(member=neighbour.dirk, channel=theirs, weekday=2, at=time(10))
        key = QueueSlot.objects.get().pk
    assert "Sendeplatz:" not in page(town.anna, "mitteilungen/neu/")
    assert "drüben" not in page(town.dirk, "kalender/einrichten/")
    assert post(town.dirk, f"sendeplatz/{key}/entfernen/").status_code == 404
    post(town.dirk, "sendeplatz/", channel=theirs.pk, weekday=3, at="10:00")
    assert slots(neighbour) == [("drüben", 2, time(10))]
