"""Whoever can decide is reminded by office hours, then administration is told; each once."""

from datetime import datetime, timedelta

import pytest

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.reminders import remind_everywhere
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.foundation.clock import TOWN_TIME, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.models import Notice
from ausrufer.notices.wording import head
from ausrufer.organisations.actions.absences import enter_absence
from tests.conftest import Town

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=TOWN_TIME)


def submitted(town: Town, **more: object) -> None:
    with within_organisation(town.organisation.pk), pretending(MONDAY):
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Bis Montag.", **more),  # type: ignore[arg-type]
            channels=[town.channel("netz")],
        )
        submit_for_approval(member=town.anna, announcement=announcement)


def told(after: timedelta) -> list[tuple[str, str]]:
    """Remind at a time after Monday, 9 o'clock; return who was told what since the last time."""
    with pretending(MONDAY + after):
        remind_everywhere()
        remind_everywhere()
    kinds = ["reminder", "escalation"]
    with across_organisations(reason="a test looks at everybody"):
        found = Notice.objects.filter(at=MONDAY + after, kind__in=kinds).select_related("member")
        return sorted((str(one.member).lower(), head(one)[:10]) for one in found)


def test_first_those_who_can_decide_then_administration(town: Town) -> None:
    submitted(town)
    assert told(timedelta(hours=3, minutes=59)) == []
    assert told(timedelta(hours=4)) == [("bekir", "Erinnerung")]
    assert told(timedelta(hours=8)) == []
    # 17 o'clock ends the office day; the ninth hour is over on Tuesday at 9
    assert told(timedelta(hours=23, minutes=59)) == []
    assert told(timedelta(hours=24)) == [("anna", "Noch nicht"), ("dirk", "Noch nicht")]
    assert told(timedelta(days=3)) == []


def test_shortly_before_it_must_be_decided(town: Town) -> None:
    submitted(town, publish_at=MONDAY + timedelta(hours=3))
    assert told(timedelta(minutes=59)) == []
    assert told(timedelta(minutes=60)) == [("bekir", "Erinnerung")]


def test_whoever_is_away_is_not_told_but_their_deputy(town: Town) -> None:
    with within_organisation(town.organisation.pk), pretending(MONDAY):
        enter_absence(
            member=town.bekir,
            begins_at=MONDAY,
            ends_at=MONDAY + timedelta(days=5),
            deputy=town.carla,
        )
    submitted(town)
    assert told(timedelta(hours=4)) == [("carla", "Erinnerung")]
