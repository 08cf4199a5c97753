"""The hour that the clocks of an autumn night show twice, chosen in the form and in the API."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from ausrufer.announcements.models import Announcement
from ausrufer.foundation.clock import pretending
from ausrufer.organisations.policy import Scope
from tests.conftest import Town
from tests.integration.tenancy.planted import logged_in, token_of

pytestmark = pytest.mark.django_db

TWICE = "2027-10-31T02:30"
FIRST, SECOND = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
BEFORE = datetime(2027, 10, 1, tzinfo=UTC)


def written(town: Town, **given: Any) -> Announcement:
    values = {
        "title": "Uhren zurück",
        "body": "In der Nacht.",
        "department": town.press.pk,
        "language": "de",
        "version": 0,
        "publish_at": TWICE,
    }
    with pretending(BEFORE):
        answer = logged_in(town.anna).post(reverse("new_announcement"), {**values, **given})
    assert answer.status_code == 302, answer.content.decode()
    return Announcement.objects.latest("pk")


def test_a_ticked_box_means_the_second_run(in_town: Town) -> None:
    assert written(in_town).publish_at == FIRST
    assert written(in_town, publish_at_second="on").publish_at == SECOND


def test_a_box_left_over_changes_no_other_time(in_town: Town) -> None:
    other = written(in_town, publish_at="2027-10-31T04:30", publish_at_second="on")
    assert other.publish_at == datetime(2027, 10, 31, 3, 30, tzinfo=UTC)


def test_the_page_asks_where_it_matters_and_remembers(in_town: Town) -> None:
    asked = "Senden am: das zweite Mal, in Winterzeit"
    for given, ticked in (({}, False), ({"publish_at_second": "on"}, True)):
        message = written(in_town, **given)
        with pretending(BEFORE):
            page = logged_in(in_town.anna).get(
                reverse("change_announcement", args=[message.public_id])
            )
        text = page.content.decode()
        assert asked in text
        assert ("Gemeint ist 02:30 Uhr MEZ" in text) is ticked
        assert page.context["form"].second_hours[0].value() is ticked
    plain = written(in_town, publish_at="2027-10-31T04:30")
    page = logged_in(in_town.anna).get(reverse("change_announcement", args=[plain.public_id]))
    assert asked not in page.content.decode()


def test_the_preview_asks_while_somebody_writes(in_town: Town) -> None:
    given = {"title": "x", "department": in_town.press.pk, "language": "de", "publish_at": TWICE}
    page = logged_in(in_town.anna).post(reverse("preview_new"), given).content.decode()
    assert 'id="zweite-stunde" hx-swap-oob="true"' in page
    assert 'name="publish_at_second"' in page


def test_a_program_says_it_with_the_offset(in_town: Town) -> None:
    token = token_of(in_town.anna, *Scope)
    for offset, expected in (("+02:00", FIRST), ("+01:00", SECOND)):
        body = {
            "title": "Uhren zurück",
            "department": in_town.press.pk,
            "publish_at": f"{TWICE}{offset}",
        }
        answer = logged_in(in_town.anna).post(
            "/api/v1/announcements",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 201
        assert datetime.fromisoformat(answer.json()["publish_at"]) == expected
        findings = logged_in(in_town.anna).get(
            f"/api/v1/announcements/{answer.json()['id']}/findings",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert "time_doubled" in [one["code"] for one in findings.json()]


def test_a_time_that_is_over_is_remarked_at_once(in_town: Town) -> None:
    given = {"title": "x", "department": in_town.press.pk, "language": "de", "body": "Kurz."}
    page = logged_in(in_town.anna).post(
        reverse("preview_new"), {**given, "publish_at": "2020-01-01T10:00"}
    )
    assert "Der Zeitpunkt liegt in der Vergangenheit" in page.content.decode()
