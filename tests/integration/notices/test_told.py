"""Who is told what: every event of a message, and that nobody hears the same twice."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from ausrufer.announcements.actions.approve import (
    call_back,
    decide,
    lapse_overdue,
    look_afterwards,
    release_fast,
    submit_for_approval,
)
from ausrufer.announcements.actions.comments import write_comment
from ausrufer.announcements.actions.trouble import tell_access_lost
from ausrufer.announcements.models import Announcement
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.models import Notice, Sending
from ausrufer.notices.policy import Kind
from ausrufer.notices.queries import unread_count
from ausrufer.organisations.actions.people import deactivate
from ausrufer.organisations.models import Member
from tests.conftest import Town, run_jobs
from tests.integration.notices.conftest import submitted

pytestmark = pytest.mark.django_db


def told(*, unread: bool = False) -> list[tuple[str, str]]:
    with across_organisations(reason="a test looks at everybody"):
        found = Notice.objects.order_by("pk").select_related("member")
        if unread:
            found = found.filter(read_at=None)
        return [(str(one.member).lower(), one.kind) for one in found]


def asked(announcement: Announcement) -> ApprovalRequest:
    return ApprovalRequest.objects.filter(subject=announcement.subject).latest("pk")


def decided(
    town: Town, announcement: Announcement, verdict: Verdict = Verdict.APPROVED
) -> ApprovalRequest:
    request = asked(announcement)
    decide(
        member=town.bekir,
        request=request,
        verdict=verdict,
        fingerprint=request.fingerprint,
        comment="Bitte genauer.",
    )
    return request


def test_who_can_decide_is_asked_and_whoever_wrote_hears_the_answer(in_town: Town) -> None:
    announcement = submitted(in_town)
    assert told() == [("bekir", "waiting")]
    decided(in_town, announcement)
    assert told()[1:] == [("anna", "approved")]
    assert told(unread=True) == [("anna", "approved")]  # nobody is asked for what is done


def test_a_message_that_comes_back_says_why(in_town: Town) -> None:
    announcement = submitted(in_town)
    decided(in_town, announcement, Verdict.RETURNED)
    notice = Notice.objects.get(kind=Kind.RETURNED)
    assert (notice.member, notice.details["said"]) == (in_town.anna, "Bitte genauer.")
    submit_for_approval(member=in_town.anna, announcement=announcement)
    assert told(unread=True) == [("anna", "returned"), ("bekir", "waiting")]


def test_what_was_called_back_waits_for_nobody(in_town: Town) -> None:
    call_back(member=in_town.anna, announcement=submitted(in_town))
    assert told(unread=True) == []


def test_after_an_eilfreigabe_the_others_are_asked_to_read(in_town: Town) -> None:
    announcement = submitted(in_town)
    request = asked(announcement)
    release_fast(
        member=in_town.bekir,
        request=request,
        fingerprint=request.fingerprint,
        reason="Hochwasser",
    )
    assert told(unread=True) == [("anna", "approved")]  # nobody else can approve here
    assert not Notice.objects.filter(kind=Kind.SECOND_LOOK, member=in_town.bekir).exists()


def test_an_objection_reaches_whoever_asked_and_whoever_released(in_town: Town) -> None:
    announcement = submitted(in_town)
    request = asked(announcement)
    release_fast(
        member=in_town.bekir,
        request=request,
        fingerprint=request.fingerprint,
        reason="Hochwasser",
    )
    other = _approver(in_town)
    look_afterwards(
        member=other, request=request, verdict=Verdict.RETURNED, comment="Falscher Ort."
    )
    objections = [who for who, kind in told() if kind == "objection"]
    assert objections == ["anna", "bekir"]


def test_what_nobody_decided_is_told_to_both_sides(in_town: Town) -> None:
    submitted(in_town, publish_at=now() + timedelta(hours=1))
    with pretending(now() + timedelta(hours=2)):
        lapse_overdue()
        lapse_overdue()
    assert sorted(told(unread=True)) == [("anna", "lapsed"), ("bekir", "lapsed")]


def test_administration_hears_of_a_lost_access_each_time_it_happens(in_town: Town) -> None:
    channel = in_town.channel("netz")
    for since in ("2026-11-16T09:00", "2026-11-16T09:00", "2026-11-17T09:00"):
        tell_access_lost(channel_id=channel.pk, occasion=since)
    assert told() == [("dirk", "access_lost")] * 2


@pytest.mark.django_db(transaction=True)
def test_a_comment_reaches_the_authors_but_not_who_wrote_it(town: Town) -> None:
    announcement = submitted(town)
    with within_organisation(town.organisation.pk):
        write_comment(member=town.bekir, announcement=announcement, text="Stimmt der Ort?")
    run_jobs()
    assert [one for one in told() if one[1] == "comment"] == [("anna", "comment")]


def test_whoever_left_is_told_nothing(in_town: Town) -> None:
    deactivate(member=in_town.dirk, colleague=in_town.bekir)
    submitted(in_town)
    assert [who for who, _ in told()] == []


def test_the_same_news_reaches_nobody_again(in_town: Town) -> None:
    assert [one.name for one in _news(in_town, [in_town.anna, in_town.bekir, in_town.anna])] == [
        "Anna",
        "Bekir",
    ]
    assert _news(in_town, [in_town.bekir]) == []
    assert [one.name for one in _news(in_town, [in_town.bekir, in_town.carla])] == ["Carla"]
    assert Sending.objects.filter(way="mail").count() == 3


def test_nobody_of_the_next_town_hears_of_it(in_town: Town, neighbour: Town) -> None:
    submitted(in_town)
    with within_organisation(neighbour.organisation.pk):
        assert Notice.objects.count() == 0
        assert unread_count(neighbour.bekir) == 0
    assert unread_count(in_town.bekir) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_with_the_same_news_one_tells(town: Town) -> None:
    together, heard = Barrier(6), []
    people = [town.anna, town.bekir, town.carla, town.dirk]

    def tell(order: int) -> None:
        together.wait()
        with within_organisation(town.organisation.pk):
            heard.extend(_news(town, people if order % 2 else people[::-1]))
        connection.close()

    threads = [Thread(target=tell, args=[one]) for one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in heard) == ["Anna", "Bekir", "Carla", "Dirk"]
    with within_organisation(town.organisation.pk):
        assert (Notice.objects.count(), Sending.objects.count()) == (4, 4)


def _news(town: Town, people: list[Member]) -> list[Member]:
    news = News(Kind.FAILED, "announcement:1", "delivery:1", "/desk/", {"title": "Brücke"})
    return notify(organisation_id=town.organisation.pk, news=news, people=people)


def _approver(town: Town) -> Member:
    from ausrufer.organisations.actions import add_member
    from ausrufer.organisations.policy import Role

    return add_member(
        actor=town.dirk.actor,
        name="Eva",
        email="eva@musterstadt.example",
        password=None,
        assignments=[(Role.APPROVER, None)],
    )
