"""Channels kept for some: held at choosing, submitting, approving, releasing and by the API."""

import json

import pytest
from django.test import Client

from ausrufer.announcements.actions.approve import decide, release_fast, submit_for_approval
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import open_to_write
from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.approval.queries import possible_approvers, requests_waiting_for, seats
from ausrufer.approval.requirements import Way
from ausrufer.channels.actions import change_reach
from ausrufer.channels.models import Channel, ChannelReach
from ausrufer.channels.policy import Reach, Use
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member, create_token
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import Role, Scope
from ausrufer.records.actor import Actor
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town

pytestmark = pytest.mark.django_db
CLOSED = "Dieses Amt darf hier nicht veröffentlichen: netz."


def draft(town: Town, *channels: Channel, department: Department | None = None) -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=department or town.press,
        content=Content(title="Brücke gesperrt", body="Die Brücke ist gesperrt."),
        channels=channels,
    )


def keep(
    town: Town,
    channel: Channel,
    use: Use,
    *,
    departments: tuple[Department, ...] = (),
    people: tuple[Member, ...] = (),
) -> None:
    reach = Reach(frozenset(d.pk for d in departments), frozenset(m.pk for m in people))
    change_reach(member=town.dirk, channel=channel, wanted={use: reach})


def approver(town: Town, name: str, department: Department | None = None) -> Member:
    return add_member(
        actor=Actor.house(town.organisation.pk),
        name=name,
        email=f"{name.lower()}@{town.organisation.slug}.example",
        password=PASSWORD,
        assignments=[(Role.APPROVER, department)],
    )


def approve(member: Member, asked: ApprovalRequest) -> Announcement:
    return decide(
        member=member,
        request=asked,
        verdict=Verdict.APPROVED,
        fingerprint=asked.fingerprint,
        comment="",
    )


def test_open_to_all_until_somebody_is_named(in_town: Town) -> None:
    channel = in_town.channel("netz")
    draft(in_town, channel, department=in_town.roads)
    keep(in_town, channel, Use.WRITE, departments=(in_town.press,))
    draft(in_town, channel)
    with pytest.raises(Refused, match=CLOSED):
        draft(in_town, channel, department=in_town.roads)
    assert Announcement.objects.count() == 2  # nothing half-written
    keep(in_town, channel, Use.WRITE)
    draft(in_town, channel, department=in_town.roads)


def test_a_person_named_writes_there_for_any_department(in_town: Town) -> None:
    channel = in_town.channel("netz")
    keep(in_town, channel, Use.WRITE, departments=(in_town.press,), people=(in_town.anna,))
    draft(in_town, channel, department=in_town.roads)
    keep(in_town, channel, Use.WRITE, people=(in_town.bekir,))
    with pytest.raises(Refused, match=CLOSED):
        draft(in_town, channel)


def test_choosing_a_closed_channel_later_is_refused(in_town: Town) -> None:
    channel, other = in_town.channel("netz"), in_town.channel("zweites")
    announcement = draft(in_town, other)
    keep(in_town, channel, Use.WRITE, departments=(in_town.roads,))
    with pytest.raises(Refused, match=CLOSED):
        change_announcement(
            member=in_town.anna,
            announcement=announcement,
            version=announcement.version,
            content=announcement.content,
            channels=[channel, other],
        )
    offered = open_to_write(
        [channel, other], department_ids=[in_town.press.pk], member_id=in_town.anna.pk
    )
    assert offered == [other]


def test_submission_asks_again(in_town: Town) -> None:
    channel = in_town.channel("netz")
    announcement = draft(in_town, channel)
    keep(in_town, channel, Use.WRITE, departments=(in_town.roads,))
    with pytest.raises(Refused, match=CLOSED):
        submit_for_approval(member=in_town.anna, announcement=announcement)
    assert not ApprovalRequest.objects.exists()


def test_a_message_carried_to_another_department_loses_the_channel(in_town: Town) -> None:
    channel = in_town.channel("netz")
    keep(in_town, channel, Use.WRITE, departments=(in_town.press,))
    announcement = draft(in_town, channel)
    changed = change_announcement(
        member=in_town.anna,
        announcement=announcement,
        version=announcement.version,
        content=announcement.content,
        department=in_town.roads,
    )
    with pytest.raises(Refused, match=CLOSED):
        submit_for_approval(member=in_town.anna, announcement=changed)


def test_release_asks_a_last_time(in_town: Town) -> None:
    channel = in_town.channel("netz")
    announcement = draft(in_town, channel)
    asked = submit_for_approval(member=in_town.anna, announcement=announcement)
    keep(in_town, channel, Use.WRITE, departments=(in_town.roads,))
    with pytest.raises(Refused, match=CLOSED):
        approve(in_town.bekir, asked)
    with pytest.raises(Refused, match=CLOSED):
        release_fast(
            member=in_town.bekir, request=asked, fingerprint=asked.fingerprint, reason="Es eilt."
        )
    # sending it back is always possible
    decide(
        member=in_town.bekir,
        request=asked,
        verdict=Verdict.RETURNED,
        fingerprint=asked.fingerprint,
        comment="Bitte ohne das Netz.",
    )


def test_approving_is_for_those_it_is_kept_for(in_town: Town) -> None:
    channel = in_town.channel("netz")
    erika = approver(in_town, "Erika", in_town.press)
    keep(in_town, channel, Use.APPROVE, people=(erika,))
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel))
    assert possible_approvers(in_town.press.pk, [], asked.channel_ids) == [erika]
    assert [one.person for one in seats() if one.approves(in_town.press.pk, asked.channel_ids)] == [
        erika
    ]
    assert list(requests_waiting_for(in_town.bekir)) == []
    assert list(requests_waiting_for(erika)) == [asked]
    with pytest.raises(Refused, match="nicht freigeben"):
        approve(in_town.bekir, asked)
    with pytest.raises(Refused, match="nicht freigeben"):
        release_fast(
            member=in_town.bekir, request=asked, fingerprint=asked.fingerprint, reason="Es eilt."
        )
    approve(erika, asked)


def test_approvers_of_a_named_department_approve_there(in_town: Town) -> None:
    channel = in_town.channel("netz")
    paul = approver(in_town, "Paul", in_town.press)
    keep(in_town, channel, Use.APPROVE, departments=(in_town.roads,))
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel))
    with pytest.raises(Refused, match="nicht freigeben"):
        approve(paul, asked)
    approve(in_town.bekir, asked)  # approves for all departments, that of the channel too


def test_one_closed_channel_among_several_is_enough(in_town: Town) -> None:
    channel, other = in_town.channel("netz"), in_town.channel("zweites")
    keep(in_town, other, Use.APPROVE, people=(in_town.carla,))
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel, other))
    with pytest.raises(Refused, match="nicht freigeben"):
        approve(in_town.bekir, asked)


def test_being_named_is_no_right_to_approve(in_town: Town) -> None:
    channel = in_town.channel("netz")
    keep(in_town, channel, Use.APPROVE, people=(in_town.carla,))
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel))
    with pytest.raises(Refused, match="nicht freigeben"):
        approve(in_town.carla, asked)


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, password=PASSWORD)
    return client


def test_the_page_changes_it_and_the_journal_says_so(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    page = f"/desk/kanaele/{channel.public_id}/nutzung/"
    dirk = logged_in(town.dirk)
    sent = {"write_departments": [town.press.pk], "approve_members": [town.bekir.pk], "whole": "1"}
    cut_off = dirk.post(page, {"write_departments": [town.press.pk]})
    assert "kam nicht vollständig an" in cut_off.content.decode()
    assert dirk.post(page, sent).status_code == 302
    with within_organisation(town.organisation.pk):
        assert sentence(newest_entries()[0]) == (
            "Dirk hat geändert, wer „netz“ nutzt. Schreiben: Presse. Freigeben: Bekir."
        )
    assert f'value="{town.press.pk}"' in dirk.get(page).content.decode()
    for bad in ({"write_departments": ["x"]}, {"approve_members": [neighbour.bekir.pk]}):
        assert "Bitte wählen Sie neu." in dirk.post(page, bad).content.decode()
    for stranger in (neighbour.dirk, town.anna, town.bekir):
        assert logged_in(stranger).get(page).status_code == 404
        assert logged_in(stranger).post(page, {}).status_code == 404
    with within_organisation(town.organisation.pk):
        assert ChannelReach.objects.count() == 2


def test_the_api_is_no_way_around(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
        keep(town, channel, Use.WRITE, departments=(town.roads,))
        token = create_token(
            actor=town.anna.actor, member=town.anna, label="Probe", scopes=list(Scope)
        )
    body = {
        "department": town.press.pk,
        "title": "Brücke gesperrt",
        "body": "Die Brücke ist gesperrt.",
        "channels": [str(channel.public_id)],
    }
    answer = client.post(
        "/api/v1/announcements",
        data=json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code in {409, 422}, answer.content
    assert CLOSED in answer.content.decode()
    with within_organisation(town.organisation.pk):
        assert not Announcement.objects.exists()


def test_a_freiraum_is_no_word_for_a_channel_kept_for_others(in_town: Town) -> None:
    channel = in_town.channel("netz")
    make_rule(
        actor=in_town.dirk.actor,
        draft=RuleDraft(
            name="Freiraum", way=Way.FREE, channel_ids=[channel.pk], people=[in_town.anna.pk]
        ),
        said="frei",
    )
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel))
    assert asked.state == RequestState.APPROVED  # as long as it is kept for nobody
    keep(in_town, channel, Use.APPROVE, people=(in_town.bekir,))
    asked = submit_for_approval(member=in_town.anna, announcement=draft(in_town, channel))
    assert asked.state == RequestState.OPEN
    approve(in_town.bekir, asked)
