"""Four eyes: held by rules, and below them by the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ausrufer.announcements.actions.approve import (
    call_back,
    decide,
    lapse_overdue,
    submit_for_approval,
)
from ausrufer.announcements.actions.pictures import attach_picture, describe_picture
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.models import ApprovalRequest, Decision
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now, pretending
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def draft(town: Town, **more: object) -> Announcement:
    content = Content(title="Brücke gesperrt", body="Die Brücke ist gesperrt.", **more)  # type: ignore[arg-type]
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=content,
        channels=[town.channel("netz")],
    )


def approve(member: Member, request: ApprovalRequest, **more: object) -> Announcement:
    return decide(
        member=member,
        request=request,
        **{
            "verdict": Verdict.APPROVED,
            "fingerprint": request.fingerprint,
            "comment": "",
            **more,
        },  # type: ignore[arg-type]
    )


def again(announcement: Announcement) -> Announcement:
    return Announcement.objects.get(pk=announcement.pk)


def states(announcement: Announcement) -> list[str]:
    found = Delivery.objects.filter(subject=announcement.subject).order_by("pk")
    return list(found.values_list("state", flat=True))


def test_second_person_releases(in_town: Town) -> None:
    announcement = draft(in_town)
    request = submit_for_approval(member=in_town.anna, announcement=announcement)
    approve(in_town.bekir, request)
    assert again(announcement).state == State.SCHEDULED
    assert states(announcement) == [Delivered.WAITING]


def test_author_cannot_approve(in_town: Town) -> None:
    announcement = draft(in_town)
    content = Content(title="Brücke ganz gesperrt")
    changed = change_announcement(
        member=in_town.bekir, announcement=announcement, version=1, content=content
    )
    request = submit_for_approval(member=in_town.anna, announcement=changed)
    with pytest.raises(Refused, match="mitgeschrieben"):
        approve(in_town.bekir, request)
    assert states(announcement) == []


def test_database_refuses_an_author_as_approver(in_town: Town) -> None:
    request = submit_for_approval(member=in_town.anna, announcement=draft(in_town))
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        _insert(request, in_town.anna, request.author_ids, request.fingerprint)


@pytest.mark.parametrize("part", ["authors", "fingerprint"])
def test_database_holds_decision_and_request_together(in_town: Town, part: str) -> None:
    request = submit_for_approval(member=in_town.anna, announcement=draft(in_town))
    authors = [in_town.carla.pk] if part == "authors" else request.author_ids
    print_ = "0" * 64 if part == "fingerprint" else request.fingerprint
    with pytest.raises(IntegrityError, match="decision_binds_to_request"), transaction.atomic():
        _insert(request, in_town.bekir, authors, print_)


def _insert(request: ApprovalRequest, approver: Member, authors: list[int], print_: str) -> None:
    Decision.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        fingerprint=print_,
        author_ids=authors,
        approver=approver,
        verdict=Verdict.APPROVED,
        decided_at=now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("who", ["carla", "dirk"])
def test_only_approvers_decide(in_town: Town, who: str) -> None:
    request = submit_for_approval(member=in_town.anna, announcement=draft(in_town))
    with pytest.raises(Refused, match="nicht freigeben"):
        approve(getattr(in_town, who), request)


def test_what_was_not_seen_is_not_approved(in_town: Town) -> None:
    request = submit_for_approval(member=in_town.anna, announcement=draft(in_town))
    with pytest.raises(Refused, match="geändert, seit Sie"):
        approve(in_town.bekir, request, fingerprint="f" * 64)


def test_any_change_voids_request_and_approval(in_town: Town) -> None:
    announcement = draft(in_town, publish_at=now() + timedelta(hours=3))
    request = submit_for_approval(member=in_town.anna, announcement=announcement)
    approve(in_town.bekir, request)
    assert states(announcement) == [Delivered.WAITING]
    current = again(announcement)
    change_announcement(
        member=in_town.anna,
        announcement=current,
        version=current.version,
        content=Content(title="Anders"),
    )
    assert again(announcement).state == State.DRAFT
    assert states(announcement) == [Delivered.WITHDRAWN]
    request.refresh_from_db()
    assert request.state == RequestState.VOID
    with pytest.raises(Refused):
        approve(in_town.bekir, request)


def test_alt_text_is_part_of_what_is_approved(in_town: Town) -> None:
    announcement = draft(in_town)
    picture = attach_picture(
        member=in_town.anna,
        announcement=announcement,
        content=example_picture(1).content,
        file_name="bruecke.png",
        alt_text="Die Brücke",
        decorative=False,
    )
    first = submit_for_approval(member=in_town.anna, announcement=again(announcement))
    describe_picture(
        member=in_town.anna, picture=picture, alt_text="Die alte Brücke", decorative=False
    )
    assert again(announcement).state == State.DRAFT
    second = submit_for_approval(member=in_town.anna, announcement=again(announcement))
    assert first.fingerprint != second.fingerprint


def test_returned_with_a_word(in_town: Town) -> None:
    announcement = draft(in_town)
    request = submit_for_approval(member=in_town.anna, announcement=announcement)
    with pytest.raises(Refused, match="was geändert werden soll"):
        approve(in_town.bekir, request, verdict=Verdict.RETURNED)
    approve(in_town.bekir, request, verdict=Verdict.RETURNED, comment="Bitte kürzer.")
    assert again(announcement).state == State.RETURNED
    assert states(announcement) == []


def test_not_approved_when_due_is_not_sent(in_town: Town) -> None:
    announcement = draft(in_town, publish_at=now() + timedelta(hours=1))
    request = submit_for_approval(member=in_town.anna, announcement=announcement)
    with pretending(now() + timedelta(hours=2)):
        with pytest.raises(Refused, match="schon vorbei"):
            approve(in_town.bekir, request)
        assert lapse_overdue() == 1
        assert lapse_overdue() == 0
    assert again(announcement).state == State.LAPSED
    assert states(announcement) == []


def test_called_back(in_town: Town) -> None:
    announcement = draft(in_town)
    request = submit_for_approval(member=in_town.anna, announcement=announcement)
    call_back(member=in_town.anna, announcement=announcement)
    with pytest.raises(Refused):
        approve(in_town.bekir, request)
    assert again(announcement).state == State.DRAFT


def test_two_people_never_overwrite_each_other_silently(in_town: Town) -> None:
    announcement = draft(in_town)
    change_announcement(
        member=in_town.bekir, announcement=announcement, version=1, content=Content(title="A")
    )
    with pytest.raises(Refused, match="Bekir"):
        change_announcement(
            member=in_town.anna, announcement=announcement, version=1, content=Content(title="B")
        )
    assert again(announcement).title == "A"
