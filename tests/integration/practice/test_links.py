"""Whoever looks at an exercise is never led to a real network, and nothing real is changed."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.channels.practice import practice_platforms
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.by_hand import Evidence, report_done
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Scope
from tests.conftest import FAKES, Town, Worker
from tests.integration.by_hand.conftest import released

pytestmark = pytest.mark.django_db(transaction=True)
REAL, STAND_IN = "https://netz.example", "http://127.0.0.1:9001"
BY_HAND = "ausrufer.channels.testing.FakeByHandConnector"


@pytest.fixture(autouse=True)
def _platforms(settings: Any, _fake_networks: None) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, BY_HAND]
    registry._connectors.cache_clear()
    settings.PRACTICE_PLATFORMS = practice_platforms([f"{REAL}={STAND_IN}"])
    FakePlatform.named("netz").forget()


def published(town: Town, worker: Worker, kind: str = "fake") -> Announcement:
    message = released(town, town.channel("hand" if kind == "fake_by_hand" else "netz", kind))
    worker.deliver()
    return message


def publication(town: Town) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get(purpose=Purpose.PUBLISH, parent=None)


def pages(member: Member, *addresses: str) -> str:
    client = Client()
    client.force_login(member.user)
    answers = [client.get(one) for one in addresses]
    assert {one.status_code for one in answers} == {200}
    return "".join(one.content.decode() for one in answers)


def targets(page: str) -> set[str]:
    """Return what the links, forms and pictures of a page lead to outside of the house."""
    found = re.findall(r'(?:href|action|src|formaction)="(https?://[^"/]+)', page)
    return {one for one in found if not one.startswith(settings.BASE_URL)}


def around(town: Town, message: Announcement) -> str:
    """Return every page of the desk that shows a message."""
    page = f"/desk/mitteilungen/{message.public_id}/"
    return pages(town.anna, page, f"{page}stand/", "/desk/", "/desk/mitteilungen/")


def told_to_programs(town: Town) -> str:
    with within_organisation(town.organisation.pk):
        token = create_token(
            actor=town.anna.actor, member=town.anna, label="Probe", scopes=[Scope.DELIVERIES_READ]
        )
    headers = {"Authorization": f"Bearer {token}"}
    return str(Client().get("/api/v1/deliveries", headers=headers).json()["items"][0]["permalink"])


def test_copies_of_an_exercise_stand_on_the_emulated_network(drill: Town, worker: Worker) -> None:
    message = published(drill, worker)
    copy = publication(drill)
    number = copy.parts[0][0]
    assert copy.parts == [[number, f"{REAL}/{number}"]]  # what the platform said
    page = around(drill, message)
    assert targets(page) == {STAND_IN}
    assert f'href="{STAND_IN}/{number}"' in page
    assert "Ansehen (ÜBUNG)" in page
    assert told_to_programs(drill) == f"{STAND_IN}/{number}"
    journal = pages(drill.bekir, "/desk/protokoll/")
    assert f"{STAND_IN}/{number}" in journal
    assert REAL not in journal


def test_nothing_changes_for_a_real_house_beside_it(town: Town, worker: Worker) -> None:
    message = published(town, worker)
    number = publication(town).parts[0][0]
    page = around(town, message)
    assert targets(page) == {REAL}
    assert f'href="{REAL}/{number}"' in page
    assert "ÜBUNG" not in page
    assert told_to_programs(town) == f"{REAL}/{number}"


def test_a_task_by_hand_leads_nowhere_and_says_so(drill: Town, worker: Worker) -> None:
    message = published(drill, worker, "fake_by_hand")
    handed = publication(drill)
    before = pages(drill.anna, f"/desk/aufgaben/{handed.key}/")
    assert targets(before) == set()
    assert "ÜBUNG: Bitte veröffentlichen Sie nichts wirklich" in before
    link = "https://netz.example:8443/stadt/4711"  # nobody stands in for it
    with within_organisation(drill.organisation.pk):
        Delivery.objects.filter(pk=handed.pk).update(state=State.SETTLED, permalink=link)
    after = pages(drill.anna, f"/desk/aufgaben/{handed.key}/") + around(drill, message)
    assert targets(after) == set()
    assert link in after  # nothing that was reported is lost


def test_a_real_house_is_led_to_its_network_by_hand(town: Town, worker: Worker) -> None:
    published(town, worker, "fake_by_hand")
    page = pages(town.anna, f"/desk/aufgaben/{publication(town).key}/")
    assert targets(page) == {REAL}
    assert "ÜBUNG" not in page


def test_a_reported_link_is_taken_for_what_stands_in(drill: Town, worker: Worker) -> None:
    published(drill, worker, "fake_by_hand")
    handed = publication(drill)
    with within_organisation(drill.organisation.pk):
        evidence = Evidence(link=f"{REAL}/stadt/4711")
        report_done(member=drill.anna, delivery=handed, evidence=evidence)
    page = pages(drill.anna, f"/desk/aufgaben/{handed.key}/")
    assert publication(drill).permalink == f"{STAND_IN}/stadt/4711"
    assert targets(page) == set()
