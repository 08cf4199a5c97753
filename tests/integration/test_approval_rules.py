"""Rules as data: steps, co-signature, Freiraum, deputies, the fast lane; held by the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from ausrufer.announcements.actions.approve import (
    decide,
    look_afterwards,
    release_fast,
    submit_for_approval,
)
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.actions.rules import RuleDraft, change_rule, end_rule, make_rule
from ausrufer.approval.models import ApprovalRequest, ApprovalRule, Decision
from ausrufer.approval.policy import RequestState, Verdict, Word
from ausrufer.approval.queries import looks_waiting_for, possible_approvers, requests_waiting_for
from ausrufer.approval.requirements import Way
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Priority
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.actions.absences import enter_absence
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import Role
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def person(town: Town, name: str, role: Role, department: Department | None = None) -> Member:
    return add_member(
        actor=town.dirk.actor,
        name=name,
        email=f"{name.lower()}@{town.organisation.slug}.example",
        password=None,
        assignments=[(role, department)],
    )


def rule(town: Town, way: Way, **more: Any) -> ApprovalRule:
    draft = RuleDraft(name="Regel", way=way, **more)
    return make_rule(actor=town.dirk.actor, draft=draft, said="…")


def draft(town: Town, *channels: Channel) -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title="Brücke gesperrt", body="Die Brücke ist gesperrt."),
        channels=channels or [town.channel("netz")],
    )


def submitted(town: Town, *channels: Channel) -> ApprovalRequest:
    return submit_for_approval(member=town.anna, announcement=draft(town, *channels))


def approve(member: Member, request: ApprovalRequest) -> Announcement:
    return decide(
        member=member,
        request=request,
        verdict=Verdict.APPROVED,
        fingerprint=request.fingerprint,
        comment="",
    )


def sent() -> int:
    return Delivery.objects.count()


@contextmanager
def refused_by_the_database(why: str) -> Iterator[None]:
    """What is written in here must be refused at the latest where it would be committed."""
    with pytest.raises(IntegrityError, match=why), transaction.atomic():  # noqa: PT012
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# --- steps -------------------------------------------------------------------------------------


def test_two_steps_need_two_people(in_town: Town) -> None:
    rule(in_town, Way.TWO)
    erika = person(in_town, "Erika", Role.APPROVER)
    request = submitted(in_town)
    assert approve(in_town.bekir, request).state == State.IN_APPROVAL
    assert sent() == 0
    assert list(requests_waiting_for(in_town.bekir)) == []
    with pytest.raises(Refused, match="schon freigegeben"):
        approve(in_town.bekir, request)
    assert list(requests_waiting_for(erika)) == [request]
    assert approve(erika, request).state == State.SCHEDULED
    assert sent() == 1


def test_countersigned_by_another_department(in_town: Town) -> None:
    rule(in_town, Way.COUNTERSIGN, countersign_id=in_town.roads.pk)
    paul = person(in_town, "Paul", Role.APPROVER, in_town.press)
    rita = person(in_town, "Rita", Role.APPROVER, in_town.roads)
    request = submitted(in_town)
    with pytest.raises(Refused, match="für dieses Amt nicht"):
        approve(rita, request)
    approve(paul, request)
    request.refresh_from_db()
    assert [one.name for one in possible_approvers(request.asked_department_id, [])] == [
        "Bekir",
        "Rita",
    ]
    assert approve(rita, request).state == State.SCHEDULED


def test_a_change_voids_the_first_step_too(in_town: Town) -> None:
    rule(in_town, Way.TWO)
    erika = person(in_town, "Erika", Role.APPROVER)
    request = submitted(in_town)
    approve(in_town.bekir, request)
    message = Announcement.objects.get()
    change_announcement(
        member=in_town.anna,
        announcement=message,
        version=message.version,
        content=Content(title="Anders"),
    )
    with pytest.raises(Refused):
        approve(erika, request)
    again = submit_for_approval(member=in_town.anna, announcement=message)
    assert approve(erika, again).state == State.IN_APPROVAL
    assert sent() == 0


def test_an_open_request_keeps_its_steps(in_town: Town) -> None:
    stored = rule(in_town, Way.TWO)
    request = submitted(in_town)
    end_rule(actor=in_town.dirk.actor, rule=stored)
    assert approve(in_town.bekir, request).state == State.IN_APPROVAL


def test_database_releases_nothing_that_lacks_a_word(in_town: Town) -> None:
    rule(in_town, Way.TWO)
    request = submitted(in_town)
    approve(in_town.bekir, request)
    with refused_by_the_database("lacks a word"):
        ApprovalRequest.objects.filter(pk=request.pk).update(state=RequestState.APPROVED)


def test_database_refuses_a_word_for_another_requests_step(in_town: Town) -> None:
    netz = in_town.channel("netz")
    first, second = submitted(in_town, netz), submitted(in_town, netz)
    with refused_by_the_database("decision_binds_to_step"):
        _word(second, in_town.bekir, step=first.steps.get())


def test_database_refuses_a_word_without_a_step(in_town: Town) -> None:
    with refused_by_the_database("is not whole"):
        _word(submitted(in_town), in_town.bekir)


def test_database_refuses_the_same_person_twice(in_town: Town) -> None:
    rule(in_town, Way.TWO)
    request = submitted(in_town)
    approve(in_town.bekir, request)
    with refused_by_the_database("nobody_decides_twice"):
        _word(request, in_town.bekir, step=request.steps.get(number=2))


def _word(request: ApprovalRequest, approver: Member | None, **more: Any) -> None:
    Decision.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        fingerprint=request.fingerprint,
        author_ids=request.author_ids,
        approver=approver,
        verdict=Verdict.APPROVED,
        decided_at=now(),
        **more,
    )


# --- Freiraum ----------------------------------------------------------------------------------


def free(town: Town, channel: Channel, **more: Any) -> ApprovalRule:
    return rule(town, Way.FREE, people=[town.anna.pk], channel_ids=[channel.pk], **more)


def test_within_a_freiraum_it_goes_at_once(in_town: Town) -> None:
    netz = in_town.channel("netz")
    stored = free(in_town, netz)
    request = submitted(in_town, netz)
    decision = Decision.objects.get()
    assert (request.state, decision.word, decision.rule, decision.approver) == (
        RequestState.APPROVED,
        Word.DELEGATED,
        stored,
        None,
    )
    assert Announcement.objects.get().state == State.SCHEDULED
    assert sent() == 1


@pytest.mark.parametrize("beyond", ["person", "channel", "picture"])
def test_beyond_a_freiraum_a_second_person_is_asked(in_town: Town, beyond: str) -> None:
    netz = in_town.channel("netz")
    free(in_town, netz)
    message = draft(in_town, netz, *([in_town.channel("zweites")] if beyond == "channel" else []))
    if beyond == "picture":
        content = example_picture(1).content
        attach_picture(
            member=in_town.anna,
            announcement=message,
            content=content,
            file_name="a.png",
            alt_text="Brücke",
            decorative=False,
        )
    member = in_town.bekir if beyond == "person" else in_town.anna
    request = submit_for_approval(member=member, announcement=message)
    assert (request.state, sent()) == (RequestState.OPEN, 0)


@pytest.mark.parametrize(
    "beyond", ["author", "channel", "picture", "ended", "other way", "no rule"]
)
def test_database_holds_a_freiraum_to_its_limits(in_town: Town, beyond: str) -> None:
    netz, other = in_town.channel("netz"), in_town.channel("zweites")
    stored = free(in_town, netz)
    if beyond == "other way":
        stored = rule(in_town, Way.ONE)
    if beyond == "ended":
        end_rule(actor=in_town.dirk.actor, rule=stored)
    request = ApprovalRequest.objects.create(
        organisation=in_town.organisation,
        department=in_town.press,
        subject="announcement:x",
        fingerprint="f" * 64,
        author_ids=[in_town.anna.pk] + ([in_town.bekir.pk] if beyond == "author" else []),
        channel_ids=[netz.pk] + ([other.pk] if beyond == "channel" else []),
        pictures=beyond == "picture",
        requested_by=in_town.anna,
        requested_at=now(),
    )
    with refused_by_the_database("is not whole"):
        named = None if beyond == "no rule" else stored
        _word(request, None, word=Word.DELEGATED, rule=named)


def test_database_keeps_every_version_of_a_rule(in_town: Town) -> None:
    netz = in_town.channel("netz")
    stored = free(in_town, netz)
    with refused_by_the_database("version of its own"):
        ApprovalRule.objects.filter(pk=stored.pk).update(people=[in_town.bekir.pk])
    newer = change_rule(
        actor=in_town.dirk.actor,
        rule=stored,
        draft=RuleDraft(name="Enger", way=Way.ONE),
        said="…",
    )
    stored.refresh_from_db()
    assert (newer.number, newer.version, stored.ended_at is None) == (stored.number, 2, False)
    with pytest.raises(Refused, match="inzwischen geändert"):
        end_rule(actor=in_town.dirk.actor, rule=stored)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"way": Way.FREE}, "nennt Menschen und Kanäle"),
        ({"way": Way.COUNTERSIGN}, "das mitzeichnet"),
        ({"way": Way.ONE, "department_ids": [10**9]}, "gibt es nicht mehr"),
        ({"way": Way.ONE, "channel_ids": [10**9]}, "gibt es nicht mehr"),
    ],
)
def test_half_a_rule_is_refused(in_town: Town, values: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        rule(in_town, **values)
    assert ApprovalRule.objects.count() == 0


# --- deputies ----------------------------------------------------------------------------------


def away(town: Town, member: Member, deputy: Member) -> None:
    enter_absence(
        member=member,
        begins_at=now() - timedelta(hours=1),
        ends_at=now() + timedelta(days=7),
        deputy=deputy,
    )


def test_a_deputy_approves_in_the_absent_persons_place(in_town: Town) -> None:
    request = submitted(in_town)
    with pytest.raises(Refused, match="für dieses Amt nicht"):
        approve(in_town.carla, request)
    away(in_town, in_town.bekir, in_town.carla)
    assert list(requests_waiting_for(in_town.carla)) == [request]
    assert possible_approvers(in_town.press.pk, []) == [in_town.carla]
    approve(in_town.carla, request)
    decision = Decision.objects.get()
    assert (decision.approver, decision.on_behalf_of) == (in_town.carla, in_town.bekir)
    assert decision.said_by == "Carla in Vertretung für Bekir"


def test_after_the_absence_the_deputy_may_not(in_town: Town) -> None:
    away(in_town, in_town.bekir, in_town.carla)
    request = submitted(in_town)
    with pretending(now() + timedelta(days=8)), pytest.raises(Refused, match="dieses Amt nicht"):
        approve(in_town.carla, request)


def test_a_deputy_who_wrote_may_not(in_town: Town) -> None:
    away(in_town, in_town.bekir, in_town.anna)
    with pytest.raises(Refused, match="mitgeschrieben"):
        approve(in_town.anna, submitted(in_town))


def test_nobody_stands_in_for_an_author(in_town: Town) -> None:
    away(in_town, in_town.bekir, in_town.carla)
    message = draft(in_town)
    request = submit_for_approval(member=in_town.bekir, announcement=message)
    with pytest.raises(Refused, match="für dieses Amt nicht"):
        approve(in_town.carla, request)
    with refused_by_the_database("nobody_stands_in"):
        step = request.steps.get()
        _word(request, in_town.carla, step=step, on_behalf_of=in_town.bekir)


# --- fast lane ---------------------------------------------------------------------------------


def fast(member: Member, request: ApprovalRequest, reason: str = "Gefahr im Verzug.") -> None:
    release_fast(member=member, request=request, fingerprint=request.fingerprint, reason=reason)


def test_the_fast_lane_skips_steps_and_asks_for_them_afterwards(in_town: Town) -> None:
    rule(in_town, Way.COUNTERSIGN, countersign_id=in_town.roads.pk)
    paul = person(in_town, "Paul", Role.APPROVER, in_town.press)
    rita = person(in_town, "Rita", Role.APPROVER, in_town.roads)
    request = submitted(in_town)
    fast(rita, request)
    assert sent() == 1
    assert Delivery.objects.get().priority == Priority.HASTE
    assert [step.request for step in looks_waiting_for(paul)] == [request]
    assert list(looks_waiting_for(rita)) == []
    look_afterwards(member=paul, request=request, verdict=Verdict.APPROVED, comment="")
    with pytest.raises(Refused, match="schon freigegeben"):
        look_afterwards(member=rita, request=request, verdict=Verdict.APPROVED, comment="")
    look_afterwards(member=in_town.bekir, request=request, verdict=Verdict.APPROVED, comment="")
    with pytest.raises(Refused, match="kein zweiter Blick"):
        look_afterwards(member=in_town.bekir, request=request, verdict=Verdict.APPROVED, comment="")


@pytest.mark.parametrize(("who", "why"), [("anna", "mitgeschrieben"), ("carla", "nicht freigeben")])
def test_the_fast_lane_keeps_four_eyes(in_town: Town, who: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        fast(getattr(in_town, who), submitted(in_town))
    assert sent() == 0


def test_the_fast_lane_wants_a_reason(in_town: Town) -> None:
    with pytest.raises(Refused, match="warum es eilt"):
        fast(in_town.bekir, submitted(in_town), reason="\u200b ")


def test_an_objection_afterwards_needs_a_word_and_sends_nothing(in_town: Town) -> None:
    erika = person(in_town, "Erika", Role.APPROVER)
    request = submitted(in_town)
    fast(erika, request)
    with pytest.raises(Refused, match="einwenden"):
        look_afterwards(
            member=in_town.bekir, request=request, verdict=Verdict.RETURNED, comment=" "
        )
    look_afterwards(
        member=in_town.bekir, request=request, verdict=Verdict.RETURNED, comment="Falsches Amt."
    )
    assert (sent(), Announcement.objects.get().state) == (1, State.SCHEDULED)


# --- pages -------------------------------------------------------------------------------------

NEW = {"name": "Verkehr doppelt", "way": "two", "topics": "Verkehr", "begins": "", "ends": ""}


def test_an_administrator_makes_changes_and_ends_a_rule(client: Client, town: Town) -> None:
    client.force_login(town.dirk.user)
    client.post("/desk/freigaberegeln/neu/", NEW)
    with within_organisation(town.organisation.pk):
        stored = ApprovalRule.objects.get(ended_at=None)
    page = f"/desk/freigaberegeln/{stored.public_id}/"
    assert "Verkehr doppelt" in client.get(page).content.decode()
    client.post(page, {**NEW, "way": "one"})
    with within_organisation(town.organisation.pk):
        newer = ApprovalRule.objects.get(ended_at=None)
    assert (newer.number, newer.version, newer.way) == (1, 2, "one")
    assert client.get(page).status_code == 404
    client.post(f"/desk/freigaberegeln/{newer.public_id}/beenden/")
    with within_organisation(town.organisation.pk):
        assert not ApprovalRule.objects.filter(ended_at=None).exists()


def test_rules_are_closed_to_others(client: Client, town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        stored = rule(town, Way.TWO)
    for member in (town.bekir, neighbour.dirk):
        client.force_login(member.user)
        for address in (f"{stored.public_id}/", f"{stored.public_id}/beenden/"):
            assert client.post(f"/desk/freigaberegeln/{address}", NEW).status_code == 404
    client.force_login(neighbour.dirk.user)
    assert client.get("/desk/freigaberegeln/").context["rules"] == []
    client.force_login(town.bekir.user)
    assert client.get("/desk/freigaberegeln/neu/").status_code == 404
    assert len(client.get("/desk/freigaberegeln/").context["rules"]) == 1


def test_a_neighbours_channel_is_no_choice(client: Client, town: Town, neighbour: Town) -> None:
    theirs = neighbour.channel("drüben")
    client.force_login(town.dirk.user)
    client.post("/desk/freigaberegeln/neu/", {**NEW, "channel_ids": [theirs.pk]})
    with within_organisation(town.organisation.pk):
        assert ApprovalRule.objects.count() == 0


@pytest.mark.parametrize(
    ("way", "more", "sentence"),
    [
        (None, {}, "Freigeben muss Presse (Bekir), weil keine Regel etwas anderes verlangt."),
        (
            Way.TWO,
            {},
            "Freigeben müssen zwei Personen von Presse (Bekir; noch jemand fehlt), "
            "weil Regel 1 („Regel“) es so verlangt.",
        ),
        (
            Way.COUNTERSIGN,
            {"countersign": True},
            "Freigeben müssen Presse (Bekir), danach Tiefbau (Bekir), "
            "weil Regel 1 („Regel“) es so verlangt.",
        ),
        (
            Way.FREE,
            {"free": True},
            "Niemand sonst: Das liegt im Freiraum nach Regel 1 („Regel“) und geht sofort hinaus.",
        ),
    ],
)
def test_who_must_approve_and_why(
    client: Client, town: Town, way: Way | None, more: dict[str, bool], sentence: str
) -> None:
    netz = town.channel("netz")
    values: dict[str, Any] = {}
    if more.get("countersign"):
        values["countersign_id"] = town.roads.pk
    if more.get("free"):
        values |= {"people": [town.anna.pk], "channel_ids": [netz.pk]}
    if way is not None:
        with within_organisation(town.organisation.pk):
            rule(town, way, **values)
    client.force_login(town.anna.user)
    asked = {
        "department": town.press.pk,
        "kind": "news",
        "channels": [netz.pk],
        "author": town.anna.pk,
    }
    assert client.get("/desk/freigaberegeln/", asked).context["answer"] == sentence


def test_an_absence_is_entered_and_ended(client: Client, town: Town) -> None:
    client.force_login(town.bekir.user)
    begin, end = now() - timedelta(hours=1), now() + timedelta(days=2)
    times = {"begins_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{end:%Y-%m-%dT%H:%M}"}
    client.post("/desk/konto/abwesenheit/", {**times, "deputy": town.carla.pk})
    (entered,) = client.get("/desk/konto/abwesenheit/").context["absences"]
    assert entered.deputy == town.carla
    client.force_login(town.anna.user)
    address = f"/desk/konto/abwesenheit/{entered.public_id}/beenden/"
    assert client.post(address).status_code == 404
    client.force_login(town.bekir.user)
    client.post(address)
    assert list(client.get("/desk/konto/abwesenheit/").context["absences"]) == []


def test_the_page_offers_the_fast_lane_and_shows_the_second_look(
    client: Client, town: Town
) -> None:
    with within_organisation(town.organisation.pk):
        rule(town, Way.TWO)
        erika = person(town, "Erika", Role.APPROVER)
        request = submitted(town)
        page = f"/desk/mitteilungen/{Announcement.objects.get().public_id}/"
    client.force_login(erika.user)
    assert "In Eile freigeben" in client.get(page).content.decode()
    client.post(
        f"{page}eilfreigabe/", {"fingerprint": request.fingerprint, "reason": "Hochwasser."}
    )
    client.force_login(town.bekir.user)
    assert len(client.get("/desk/").context["looks"]) == 1
    assert "Hochwasser." in client.get(page).content.decode()
    client.post(f"{page}zweiter-blick/", {"verdict": "approved", "comment": ""})
    assert list(client.get("/desk/").context["looks"]) == []
