"""Good times marked on the days of the calendar: where, for which channel, and at what price."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ausrufer.announcements.actions.series import begin_series
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.calendar.recurrence import Rhythm, Wish
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, Figure
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import TOWN_TIME, from_town_time, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Department, Member
from tests.conftest import Town

pytestmark = pytest.mark.django_db
HERE = "tests.integration.figures.measuring.MeasuringConnector"
MARK = re.compile(r'data-day="([^"]+)"(?:(?!data-day).)*?Gute Zeit:.*?(\d+ bis \d+ Uhr)', re.DOTALL)
GOOD = datetime(2026, 10, 6, 10, 15, tzinfo=TOWN_TIME)  # a Tuesday in summer time


@pytest.fixture(autouse=True)
def _network(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, HERE]
    registry._connectors.cache_clear()
    with pretending(datetime(2026, 11, 12, 9, tzinfo=TOWN_TIME)):
        yield
    registry._connectors.cache_clear()


def measured(channel: Channel, at: datetime, likes: int, count: int) -> None:
    with within_organisation(channel.organisation_id):
        for number in range(count):
            delivery = Delivery.objects.create(
                organisation_id=channel.organisation_id,
                subject=f"announcement:{channel.pk}-{at:%d%H}-{number}",
                channel=channel,
                purpose=Purpose.PUBLISH,
                fingerprint="x",
                state=State.SETTLED,
                due_at=at,
                settled_at=at,
                parts=[[f"remote-{number}", ""]],
            )
            Figure.objects.create(
                organisation_id=channel.organisation_id,
                delivery=delivery,
                channel=channel,
                published_at=at,
                hours=24,
                measured_at=at + timedelta(days=1),
                numbers={"likes": likes},
            )


def with_good_tuesdays(town: Town, name: str = "Netz") -> Channel:
    channel = town.channel(name, "fake_measured")
    measured(channel, GOOD, 20, 3)
    measured(channel, GOOD + timedelta(hours=2), 5, 17)
    return channel


def written(town: Town, at: str, *channels: Channel) -> Announcement:
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(
                title="Fest", body="Text.", publish_at=from_town_time(datetime.fromisoformat(at))
            ),
            channels=list(channels),
        )


def page(member: Member, query: str = "") -> str:
    client = Client()
    client.force_login(member.user)
    answer = client.get(f"/desk/kalender/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def marks(member: Member, query: str = "") -> dict[str, str]:
    return dict(MARK.findall(page(member, query)))


def test_days_to_come_carry_the_hour_that_did_well(town: Town) -> None:
    query = f"kanal={with_good_tuesdays(town).public_id}"
    tuesdays = {"2026-11-17": "10 bis 11 Uhr", "2026-11-24": "10 bis 11 Uhr"}
    assert marks(town.anna, query) == tuesdays
    assert "(aus 20 Veröffentlichungen)" in page(town.anna, query)
    assert marks(town.anna, f"{query}&ansicht=woche&tag=2026-11-16") == {
        "2026-11-17": "10 bis 11 Uhr"
    }


def test_taken_hours_and_holidays_are_no_offer(town: Town) -> None:
    channel = with_good_tuesdays(town)
    written(town, "2026-11-17T10:30", channel)
    written(town, "2026-11-24T10:30")  # not on this channel
    query = f"kanal={channel.public_id}"
    assert marks(town.anna, query) == {"2026-11-24": "10 bis 11 Uhr"}


def test_an_hour_in_which_another_office_speaks_on_the_channel_is_taken(town: Town) -> None:
    channel = with_good_tuesdays(town)
    written(town, "2026-11-17T10:30", channel)  # by the press
    with within_organisation(town.organisation.pk):
        other = Department.objects.exclude(pk=town.press.pk).get()
    query = f"kanal={channel.public_id}&amt={other.pk}"
    assert marks(town.anna, query) == {"2026-11-24": "10 bis 11 Uhr"}


def test_an_hour_a_series_will_come_in_is_taken_before_its_message_is_made(town: Town) -> None:
    channel = with_good_tuesdays(town)
    first = written(town, "2026-11-17T10:30", channel)
    with within_organisation(town.organisation.pk):
        begin_series(member=town.anna, announcement=first, wish=Wish(Rhythm.WEEKLY, times=8))
        last = Announcement.objects.latest("publish_at").publish_at
    assert last < datetime(2026, 12, 8, tzinfo=TOWN_TIME)
    assert marks(town.anna, f"kanal={channel.public_id}&tag=2026-12-15") == {}
    assert "2027-01-12" in marks(town.anna, f"kanal={channel.public_id}&tag=2027-01-15")


def test_an_hour_that_summer_time_leaves_out_is_no_offer(town: Town) -> None:
    channel = town.channel("Nachts", "fake_measured")
    sunday = datetime(2026, 10, 4, 2, 15, tzinfo=TOWN_TIME)
    measured(channel, sunday, 20, 3)
    measured(channel, sunday + timedelta(hours=8), 5, 17)
    found = marks(town.anna, f"kanal={channel.public_id}&tag=2027-03-15")
    assert found["2027-03-21"] == "2 bis 3 Uhr"
    assert "2027-03-28" not in found


def test_other_channels_and_too_few_figures_mark_nothing(town: Town, neighbour: Town) -> None:
    channel = with_good_tuesdays(town)
    few = town.channel("Neu", "fake_measured")
    measured(few, GOOD, 20, 19)
    theirs = with_good_tuesdays(neighbour, "Drüben")
    assert marks(town.anna, f"kanal={channel.public_id}") != {}
    for query in ("", f"kanal={few.public_id}", f"kanal={theirs.public_id}"):
        assert marks(town.anna, query) == {}
    assert marks(neighbour.anna, f"kanal={channel.public_id}") == {}


def test_a_calendar_without_a_chosen_channel_asks_for_no_figures(town: Town) -> None:
    channel = with_good_tuesdays(town)

    def asked(query: str) -> list[str]:
        with CaptureQueriesContext(connection) as counted:
            page(town.anna, query)
        return [one["sql"] for one in counted if "announcements_figure" in one["sql"]]

    assert asked("") == []
    assert len(asked(f"kanal={channel.public_id}")) == 1
