"""Moving a message: who may, when it may go, and what becomes of its approval."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.plan import move_announcement
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import TOWN_TIME, from_town_time, in_town_time, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.queries import entries_about
from tests.conftest import Town

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 9, 1, 9, tzinfo=TOWN_TIME)


@pytest.fixture(autouse=True)
def _a_tuesday_in_september() -> Iterator[None]:
    with pretending(TODAY):
        yield


def at(text: str) -> datetime:
    return from_town_time(datetime.fromisoformat(text))


def planned(town: Town, when: str = "2026-10-20T10:00", **more: Any) -> Announcement:
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Fest", body="Text.", publish_at=at(when), **more),
            channels=[town.channel("netz")],
        )


def released(town: Town, announcement: Announcement) -> None:
    with within_organisation(town.organisation.pk):
        request = submit_for_approval(member=town.anna, announcement=announcement)
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )


class Desk:
    """One person at the calendar."""

    def __init__(self, member: Member) -> None:
        self.client = Client()
        self.client.force_login(member.user)

    def drop(self, one: Announcement, day: str, version: int | str = 1) -> HttpResponse:
        values = {"auf": day, "version": version}
        return self.client.post(f"/desk/kalender/{one.public_id}/ablegen/", values, follow=True)

    def move(self, one: Announcement, to: str, version: int = 1, **more: str) -> HttpResponse:
        values = {"at": to, "version": version, **more}
        return self.client.post(f"/desk/kalender/{one.public_id}/verschieben/", values, follow=True)

    def undo(self, one: Announcement) -> HttpResponse:
        return self.client.post(f"/desk/kalender/{one.public_id}/rueckgaengig/", follow=True)


def stands(town: Town, announcement: Announcement) -> tuple[str, State]:
    with within_organisation(town.organisation.pk):
        found = Announcement.objects.get(pk=announcement.pk)
    assert found.publish_at is not None
    return in_town_time(found.publish_at).strftime("%Y-%m-%d %H:%M %z"), State(found.state)


@pytest.mark.parametrize(
    ("before", "day", "after"),
    [
        ("2026-10-24T10:00", "2026-10-25", "2026-10-25 10:00 +0100"),  # the clocks went back
        ("2026-10-25T10:00", "2026-10-24", "2026-10-24 10:00 +0200"),
        ("2027-03-27T10:00", "2027-03-28", "2027-03-28 10:00 +0200"),  # and forward
        ("2027-03-29T23:59", "2027-03-27", "2027-03-27 23:59 +0100"),
        ("2026-10-24T02:30", "2026-10-25", "2026-10-25 02:30 +0200"),  # twice: the first
    ],
)
def test_the_time_of_day_stays(town: Town, before: str, day: str, after: str) -> None:
    festival = planned(town, before)
    Desk(town.anna).drop(festival, day)
    assert stands(town, festival) == (after, State.DRAFT)


def test_a_time_that_does_not_exist_is_refused(town: Town) -> None:
    festival = planned(town, "2027-03-27T02:30")
    page = Desk(town.anna).drop(festival, "2027-03-28")
    assert "Diese Uhrzeit gibt es an dem Tag nicht" in page.content.decode()
    assert stands(town, festival) == ("2027-03-27 02:30 +0100", State.DRAFT)


@pytest.mark.parametrize("day", ["2026-08-31", "gestern", "", "99999-01-01", "0001-01-01"])
def test_past_and_odd_days_are_refused_with_a_sentence(town: Town, day: str) -> None:
    festival = planned(town)
    page = Desk(town.anna).drop(festival, day).content.decode()
    assert "liegt in der Vergangenheit" in page or "lässt sich die Mitteilung nicht" in page
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.DRAFT)


@pytest.mark.parametrize(
    ("hour", "after"),
    [
        ("17:00", "2026-10-25 17:00 +0100"),
        ("", "2026-10-25 10:00 +0100"),
        ("25:00", "2026-10-20 10:00 +0200"),
        ("früh", "2026-10-20 10:00 +0200"),
    ],
)
def test_dropped_on_a_good_time_it_takes_that_over(town: Town, hour: str, after: str) -> None:
    festival = planned(town)
    values = {"auf": "2026-10-25", "um": hour, "version": 1}
    Desk(town.anna).client.post(f"/desk/kalender/{festival.public_id}/ablegen/", values)
    assert stands(town, festival) == (after, State.DRAFT)


def test_a_good_time_is_asked_for_where_an_approval_would_end(town: Town) -> None:
    festival = planned(town)
    released(town, festival)
    values = {"auf": "2026-10-21", "um": "17:00", "version": 1}
    address = f"/desk/kalender/{festival.public_id}/ablegen/"
    page = Desk(town.anna).client.post(address, values, follow=True)
    assert 'value="2026-10-21T17:00"' in page.content.decode()


@pytest.mark.parametrize("version", ["0", "x", "", str(2**40)])
def test_somebody_else_saved_since(town: Town, version: str) -> None:
    festival = planned(town)
    Desk(town.anna).drop(festival, "2026-10-21", version)
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.DRAFT)


def test_the_latest_time_for_sending_bounds_a_move(town: Town) -> None:
    festival = planned(town, not_after=at("2026-10-21T00:00"))
    page = Desk(town.anna).drop(festival, "2026-10-22").content.decode()
    assert "späteste Sendezeit muss nach dem Zeitpunkt liegen" in page
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.DRAFT)


def test_an_approval_ends_only_after_it_was_said(town: Town) -> None:
    festival = planned(town)
    released(town, festival)
    anna = Desk(town.anna)
    page = anna.drop(festival, "2026-10-21")
    assert "Verschoben wird sie erst gesendet, wenn" in page.content.decode()
    assert 'value="2026-10-21T10:00"' in page.content.decode()
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.SCHEDULED)
    page = anna.move(festival, "2026-10-21T10:00")
    assert "auch nicht nach dem Rückgängigmachen" in page.content.decode()
    assert stands(town, festival) == ("2026-10-21 10:00 +0200", State.DRAFT)
    with within_organisation(town.organisation.pk):
        found = Delivery.objects.filter(subject=festival.subject)
        assert [one.state for one in found] == [Delivered.WITHDRAWN]


def test_moved_and_asked_for_approval_again(town: Town) -> None:
    festival = planned(town)
    released(town, festival)
    Desk(town.anna).move(festival, "2026-10-21T10:00", then="approval")
    assert stands(town, festival) == ("2026-10-21 10:00 +0200", State.IN_APPROVAL)


def test_undone_once(town: Town) -> None:
    festival, anna = planned(town), Desk(town.anna)
    assert "Rückgängig machen" in anna.drop(festival, "2026-10-21").content.decode()
    anna.undo(festival)
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.DRAFT)
    with within_organisation(town.organisation.pk):
        moves = [one for one in entries_about(festival.subject) if "changed" in one.kind]
    assert [one.details["fields"] for one in moves] == ["Zeitpunkt", "Zeitpunkt"]


def test_nothing_is_undone_that_somebody_changed_since(town: Town) -> None:
    festival, anna = planned(town), Desk(town.anna)
    anna.drop(festival, "2026-10-21")
    Desk(town.bekir).drop(festival, "2026-10-22", 2)
    assert "Inzwischen hat Bekir" in anna.undo(festival).content.decode()
    assert stands(town, festival) == ("2026-10-22 10:00 +0200", State.DRAFT)
    assert "nicht mehr rückgängig" in Desk(town.anna).undo(festival).content.decode()


@pytest.mark.parametrize("who", ["carla", "dirk"])
def test_who_does_not_write_does_not_move(town: Town, who: str) -> None:
    festival, desk = planned(town), Desk(getattr(town, who))
    for answer in (desk.drop(festival, "2026-10-21"), desk.move(festival, "2026-10-21T10:00")):
        assert answer.status_code == 404
    assert desk.undo(festival).status_code == 404
    page = desk.client.get("/desk/kalender/?tag=2026-10-20").content.decode()
    assert "Fest" in page
    assert "data-entry" not in page


def test_the_next_town_moves_nothing(town: Town, neighbour: Town) -> None:
    festival, dora = planned(town), Desk(neighbour.anna)
    assert dora.drop(festival, "2026-10-21").status_code == 404
    assert dora.move(festival, "2026-10-21T10:00").status_code == 404
    assert dora.undo(festival).status_code == 404
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.DRAFT)


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_what_is_over_stays_where_it_is(town: Town, state: str) -> None:
    festival = planned(town)
    with within_organisation(town.organisation.pk):
        Announcement.objects.filter(pk=festival.pk).update(state=state)
    page = Desk(town.anna).drop(festival, "2026-10-21").content.decode()
    assert "ist nicht mehr in Planung" in page
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State(state))


def test_what_is_being_sent_is_not_turned_into_a_correction(town: Town) -> None:
    festival = planned(town)
    released(town, festival)
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(subject=festival.subject).update(state=Delivered.UNCLEAR)
        with pytest.raises(Refused, match="wird bereits gesendet"):
            move_announcement(
                member=town.anna,
                announcement=festival,
                version=1,
                publish_at=at("2026-10-21T10:00"),
            )
    assert stands(town, festival) == ("2026-10-20 10:00 +0200", State.SCHEDULED)
