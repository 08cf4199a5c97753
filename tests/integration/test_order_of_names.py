"""Lists of people and departments stand in the German order, whatever the database thinks."""

from datetime import timedelta

import pytest
from django.test import Client

from ausrufer.announcements.actions.keeping import note_presence
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.queries import others_writing
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.actions.invitations import invite
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import Grant, Role
from ausrufer.organisations.queries import departments_to_write, open_invitations
from ausrufer.records.actor import Actor
from tests.conftest import PASSWORD, Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_people_and_departments(client: Client, town: Town) -> None:
    with within_organisation(town.organisation.pk):
        Member.objects.filter(pk=town.carla.pk).update(name="Änne")
        Department.objects.filter(pk=town.roads.pk).update(name="Öffentlicher Raum")
    client.force_login(town.dirk.user)
    page = client.get("/desk/menschen/").context
    assert [row[0].name for row in page["rows"]] == ["Anna", "Änne", "Bekir", "Dirk"]
    assert page["places"] == ["alle Ämter", "Öffentlicher Raum", "Presse"]
    offered = client.get("/desk/mitteilungen/").context["departments"]
    assert [one.name for one in offered] == ["Öffentlicher Raum", "Presse"]


def test_who_else_writes_what_one_may_write_for_and_who_was_invited(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        Member.objects.filter(pk=town.carla.pk).update(name="Änne")
        Department.objects.filter(pk=town.roads.pk).update(name="Öffentlicher Raum")
        draft = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Sperrung", body="Text"),
            channels=[],
        )
        for one in (town.dirk, town.carla, town.bekir):
            note_presence(member=one, announcement=draft)
            invite(
                member=town.dirk,
                name={"Bekir": "Zoe", "Dirk": "Ole"}.get(one.name, "Özlem"),
                email=f"gast{one.pk}@stadt.example",
                grants=[Grant(Role.AUTHOR, None)],
            )
        since = now() - timedelta(minutes=1)
        others = others_writing(draft, member_id=town.anna.pk, since=since)
        assert [one.member.name for one in others] == ["Änne", "Bekir", "Dirk"]
        assert [one.name for one in open_invitations()] == ["Ole", "Özlem", "Zoe"]
        add_member(
            actor=Actor.house(town.organisation.pk),
            name="Eva",
            email="eva@stadt.example",
            password=PASSWORD,
            assignments=[(Role.AUTHOR, None)],
        )
        eva = Member.objects.get(name="Eva")
        assert [one.name for one in departments_to_write(eva)] == ["Öffentlicher Raum", "Presse"]
