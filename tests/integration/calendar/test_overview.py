"""The calendar's page: what lies where, for whom, and with how many questions to the database."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.agenda import entries_of
from ausrufer.announcements.calendar.spans import View, span_of
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.foundation.clock import TOWN_TIME, from_town_time, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member
from tests.conftest import Town

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 20, 9, tzinfo=TOWN_TIME)


@pytest.fixture(autouse=True)
def _a_friday_morning() -> Any:
    with pretending(TODAY):
        yield


def at(text: str) -> datetime:
    return from_town_time(datetime.fromisoformat(text))


def written(town: Town, title: str, when: datetime | None, **more: Any) -> Announcement:
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=more.pop("department", town.press),
            content=Content(title=title, body="Text.", publish_at=when),
            channels=more.pop("channels", []),
        )


def look(member: Member, query: str = "") -> str:
    client = Client()
    client.force_login(member.user)
    answer = client.get(f"/desk/kalender/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lying(town: Town, day: str, **filters: Any) -> dict[str, tuple[str, State]]:
    with within_organisation(town.organisation.pk):
        found = entries_of(span_of(View.MONTH, datetime.fromisoformat(day).date()), **filters)
        return {one.title: (f"{one.at:%d.%m. %H:%M}", one.state) for one in found}


def test_everything_with_a_time_lies_on_its_day(town: Town) -> None:
    net = town.channel("netz")
    written(town, "Ohne Zeitpunkt", None)
    written(town, "Entwurf", at("2026-11-24T10:00"))
    asked = written(town, "Gefragt", at("2026-11-25T00:00"), channels=[net])
    sure = written(town, "Sicher", at("2026-11-26T23:59"), channels=[net])
    with within_organisation(town.organisation.pk):
        submit_for_approval(member=town.anna, announcement=asked)
        request = submit_for_approval(member=town.anna, announcement=sure)
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )
    assert lying(town, "2026-11-01") == {
        "Entwurf": ("24.11. 10:00", State.DRAFT),
        "Gefragt": ("25.11. 00:00", State.IN_APPROVAL),
        "Sicher": ("26.11. 23:59", State.SCHEDULED),
    }
    assert lying(town, "2026-11-01", channel_id=net.pk).keys() == {"Gefragt", "Sicher"}
    assert lying(town, "2026-11-01", department_id=town.roads.pk) == {}
    page = look(town.anna)
    for word in ("Entwurf", "in Freigabe", "geplant"):
        assert word in page


def test_what_is_out_lies_where_it_went_out_and_what_was_discarded_nowhere(town: Town) -> None:
    out = written(town, "Draußen", at("2026-11-24T10:00"))
    gone = written(town, "Verworfen", at("2026-11-24T10:00"))
    correction = written(town, "Wird berichtigt", None)
    with within_organisation(town.organisation.pk):
        published = at("2026-11-24T10:01")
        Announcement.objects.filter(pk=out.pk).update(state="published", published_at=published)
        Announcement.objects.filter(pk=gone.pk).update(state="withdrawn")
        Announcement.objects.filter(pk=correction.pk).update(revision=2, published_at=published)
    assert lying(town, "2026-11-01") == {
        "Draußen": ("24.11. 10:01", State.PUBLISHED),
        "Wird berichtigt": ("24.11. 10:01", State.DRAFT),
    }
    assert "Berichtigung: Entwurf" in look(town.anna)


def test_midnight_belongs_to_the_new_day_on_both_clock_changes(town: Town) -> None:
    for day in ("2026-10-25", "2026-10-26", "2027-03-28", "2027-03-29"):
        written(town, day, at(f"{day}T00:00"))
    with within_organisation(town.organisation.pk):
        for day in ("2026-10-25", "2027-03-28"):
            span = span_of(View.DAY, datetime.fromisoformat(day).date())
            assert [one.title for one in entries_of(span)] == [day]


def test_gaps_and_neighbours_are_told_in_words(town: Town) -> None:
    net = town.channel("netz")
    written(town, "Erste", at("2026-11-24T10:00"), channels=[net])
    written(town, "Zweite", at("2026-11-24T10:12"), channels=[net])
    week = look(town.anna, "ansicht=woche&tag=2026-11-24")
    assert "4 Werktage ohne Mitteilung" in week
    assert "Mo., 23.11. · Mi., 25.11. bis Fr., 27.11." in week
    assert "12 Minuten nach" in week
    assert "auf netz" in week
    assert week.count("dicht: netz") == 2
    assert week.count("nichts geplant") == 4


@pytest.mark.parametrize("view", list(View))
def test_every_view_has_the_same_few_queries_however_much_there_is(town: Town, view: View) -> None:
    net = town.channel("netz")

    def queries() -> int:
        client = Client()
        client.force_login(town.anna.user)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/desk/kalender/?ansicht={view}&tag=2026-11-24").status_code == 200
        return len(counted)

    written(town, "Eine", at("2026-11-24T10:00"), channels=[net])
    few = queries()
    for number in range(30):
        written(town, f"Nr. {number}", at("2026-11-24T10:00"), channels=[net])
    assert queries() == few


def test_a_kind_is_named(town: Town) -> None:
    closure = written(town, "Gesperrt", at("2026-11-24T10:00"))
    with within_organisation(town.organisation.pk):
        Announcement.objects.filter(pk=closure.pk).update(kind="event")
    page = look(town.anna)
    assert "Entwurf · <span" in page
    assert 'aus-icon--event kern-icon--small" aria-hidden="true"></span> Veranstaltung' in page


def test_a_full_day_leads_to_all_of_it(town: Town) -> None:
    for number in range(9):
        written(town, f"Nummer {number}.", at(f"2026-11-24T1{number}:00"))
    month = look(town.anna, "tag=2026-11-24")
    assert "noch 6 weitere" in month
    assert "Nummer 8." not in month
    assert look(town.anna, "ansicht=tag&tag=2026-11-24").count(">Nummer ") == 9


def test_the_next_town_sees_nothing_of_it(town: Town, neighbour: Town) -> None:
    ours = written(town, "Geheim", at("2026-11-24T10:00"), channels=[town.channel("netz")])
    theirs = neighbour.channel("drüben")
    assert "Geheim" in look(town.anna)
    for query in ("", f"amt={town.press.pk}", f"kanal={ours.placements}", "ansicht=liste"):
        page = look(neighbour.anna, query)
        assert "Geheim" not in page
        assert "netz" not in page
    assert "drüben" in look(neighbour.anna)
    assert str(theirs.public_id) not in look(town.anna)


@pytest.mark.parametrize(
    "query",
    [
        "ansicht=jahr&tag=gestern&kanal=x&amt=x&seite=x",
        "tag=0001-01-01",
        "tag=9999-12-31",
        "ansicht=woche&tag=0001-01-01",
        "amt=99999999999999999999&kanal=%00",
        "ansicht=liste&seite=99999",
    ],
)
def test_odd_addresses_show_a_calendar(town: Town, query: str) -> None:
    assert "Kalender" in look(town.carla, query)


def test_an_empty_month_says_what_will_be_here(town: Town) -> None:
    assert "In diesem Zeitraum liegt keine Mitteilung" in look(town.anna)
    assert "Zu dieser Auswahl liegt hier nichts" in look(town.anna, f"amt={town.press.pk}")


def test_today_is_marked(town: Town) -> None:
    assert look(town.anna).count('class="cal-day__today"') == 1
    assert 'class="cal-day__today"' not in look(
        town.anna, f"tag={(TODAY + timedelta(days=60)).date()}"
    )


def test_who_is_not_logged_in_is_asked_to() -> None:
    assert Client().get("/desk/kalender/").status_code == 302
