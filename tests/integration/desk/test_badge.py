"""The number beside "Heute" is asked anew for everybody, in whatever right, and in every town.

The question behind it is kept (`counted_by`); none of these changes may meet a question of before.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.approval.queries import looks_waiting_for, requests_waiting_for
from ausrufer.channels.models import Channel, ChannelReach
from ausrufer.channels.policy import Use
from ausrufer.delivery.queries import deliveries_that_need_a_hand, tasks_by_hand
from ausrufer.foundation.clock import now
from ausrufer.foundation.counting import MOST_KEPT, counted_by
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Absence, Assignment, Member, Organisation
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def submitted(town: Town, name: str = "Netz") -> Channel:
    channel = town.channel(name)
    message = create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title="Brücke gesperrt", body="Bis Freitag."),
        channels=[channel],
    )
    submit_for_approval(member=town.anna, announcement=message)
    return channel


def shown(member: Member) -> int:
    """Return the number a person reads beside the first room."""
    client = Client()
    client.force_login(member.user)
    page = html.fromstring(client.get("/desk/suche/").content)
    found = page.xpath("(//nav)[1]//span[@class='aus-room__count']/text()")
    return int(found[0]) if found else 0


def waiting(member: Member) -> int:
    """Return the same, counted one by one."""
    fresh = Member.objects.get(pk=member.pk)
    return (
        requests_waiting_for(fresh).count()
        + looks_waiting_for(fresh).count()
        + deliveries_that_need_a_hand().count()
        + tasks_by_hand().count()
    )


def agree(town: Town) -> list[int]:
    """Return the numbers of Anna, Bekir and Carla, shown and counted alike."""
    people = (town.anna, town.bekir, town.carla)
    with within_organisation(town.organisation.pk):
        counted = [waiting(one) for one in people]
    assert [shown(one) for one in people] == counted
    return counted


def test_it_follows_requests_rights_deputies_and_channels(in_town: Town, neighbour: Town) -> None:
    assert agree(in_town) == [0, 0, 0]
    channel = submitted(in_town)
    assert agree(in_town) == [0, 1, 0]
    assert agree(neighbour) == [0, 0, 0]
    with within_organisation(neighbour.organisation.pk):
        submitted(neighbour, "Eins")
        submitted(neighbour, "Zwei")
    assert agree(neighbour) == [0, 2, 0]
    assert agree(in_town) == [0, 1, 0]

    absence = Absence.objects.create(
        organisation=in_town.organisation,
        member=in_town.bekir,
        deputy=in_town.carla,
        begins_at=now(),
        ends_at=now() + timedelta(days=1),
        created_at=now(),
    )
    assert agree(in_town) == [0, 1, 1]
    reach = ChannelReach.objects.create(
        organisation=in_town.organisation,
        channel=in_town.channel("Anderes"),
        use=Use.APPROVE,
        member=in_town.dirk,
    )
    assert agree(in_town) == [0, 1, 1]
    ChannelReach.objects.filter(pk=reach.pk).update(channel=channel)
    assert agree(in_town) == [0, 0, 0]
    ChannelReach.objects.all().delete()
    absence.delete()
    assert agree(in_town) == [0, 1, 0]
    Assignment.objects.filter(member=in_town.bekir).delete()
    assert agree(in_town) == [0, 0, 0]


def test_only_the_question_is_kept_and_not_for_ever(db: None) -> None:
    made: list[int] = []

    def organisations() -> list[Any]:
        made.append(1)
        return [Organisation.objects.all()]

    assert counted_by("here", organisations) == [0]
    Organisation.objects.create(name="A", slug="a")
    assert counted_by("here", organisations) == [1]
    assert len(made) == 1
    for number in range(MOST_KEPT):
        counted_by(number, organisations)
    counted_by("here", organisations)
    assert len(made) == MOST_KEPT + 2
