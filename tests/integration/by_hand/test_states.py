"""A delivery that people carry out: when it is due, and every way it ends."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State as Stands
from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.testing import FakePlatform, example_picture
from ausrufer.delivery.actions import try_again
from ausrufer.delivery.by_hand import Evidence, hand_over, report_done, report_not_done
from ausrufer.delivery.models import Attempt, Delivery, HandReport
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.library.actions import cleaned_picture
from ausrufer.notices.models import Notice
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.records.queries import newest_entries
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.by_hand.conftest import (
    LINK,
    approved,
    changed,
    open_task,
    released,
    states,
    task,
)

pytestmark = pytest.mark.django_db(transaction=True)


def done(member: Member, delivery: Delivery, link: str = LINK) -> None:
    with within_organisation(member.organisation_id):
        report_done(member=member, delivery=delivery, evidence=Evidence(link))


def kinds(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [one.kind for one in newest_entries() if one.kind.startswith("delivery.")][::-1]


def test_it_waits_until_it_is_due(town: Town, worker: Worker) -> None:
    released(town, publish_at=now() + timedelta(hours=2))
    worker.deliver()
    assert states(town) == [("publish", State.WAITING)]


def test_it_comes_after_the_own_ground(town: Town, worker: Worker) -> None:
    FakePlatform.named("netz").forget()
    message = released(town, town.channel("netz"), town.channel("hand", "fake_by_hand"))
    with within_organisation(town.organisation.pk):
        ground, by_hand = Delivery.objects.filter(subject=message.subject).order_by("pk")
        by_hand.after = ground
        by_hand.save()
        Delivery.objects.filter(pk=ground.pk).update(due_at=now() + timedelta(minutes=1))
    worker.deliver()
    assert states(town) == [("publish", State.WAITING), ("publish", State.WAITING)]
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(due_at=now())
    worker.deliver()
    assert states(town) == [("publish", State.SETTLED), ("publish", State.BY_HAND)]


def test_people_are_told_once_and_done_is_settled(town: Town, worker: Worker) -> None:
    handed = task(town, worker)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        told = Notice.objects.filter(kind="hand_over").order_by("member_id")
        assert [(one.member, one.path) for one in told] == [
            (one, f"/desk/aufgaben/{handed.key}/") for one in (town.anna, town.bekir)
        ]
        attempt = Attempt.objects.get()
        assert (attempt.outcome, attempt.ended_at is not None) == ("HandedOver", True)
    done(town.bekir, handed)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        settled, message = Delivery.objects.get(), Announcement.objects.get()
        report = HandReport.objects.get()
        assert not Notice.objects.filter(kind="hand_over", read_at=None).exists()
    assert (settled.state, settled.permalink) == (State.SETTLED, LINK)
    assert settled.settled_at is not None
    assert (report.member, report.link, report.reason) == (town.bekir, LINK, "")
    assert message.state == Stands.PUBLISHED
    assert kinds(town) == [
        "delivery.queued",
        "delivery.given_to_people",
        "delivery.settled",
        "delivery.published_by_hand",
    ]


def test_a_picture_of_the_screen_is_kept(town: Town, worker: Worker) -> None:
    handed = task(town, worker)
    with within_organisation(town.organisation.pk):
        picture = cleaned_picture(example_picture(1).content)
        report_done(member=town.anna, delivery=handed, evidence=Evidence(picture=picture))
        report = HandReport.objects.get()
    assert (report.picture_sha256, report.picture_type) == (picture.sha256, "image/png")
    assert states(town) == [("publish", State.SETTLED)]


@pytest.mark.parametrize(
    "link", ["", "http://netz.example/a/1", "https://anderes.example/a/1", "https://netz.example/"]
)
def test_without_evidence_nothing_is_done(town: Town, worker: Worker, link: str) -> None:
    handed = task(town, worker)
    with pytest.raises(Unfit) as unfit:
        done(town.anna, handed, link)
    assert unfit.value.field == "link"
    assert states(town) == [("publish", State.BY_HAND)]
    with within_organisation(town.organisation.pk):
        assert not HandReport.objects.exists()


def test_the_link_of_another_message_is_refused(town: Town, worker: Worker) -> None:
    channel = town.channel("hand", "fake_by_hand")
    first, second = released(town, channel), released(town, channel)
    worker.deliver()
    done(town.anna, open_task(town, first))
    with pytest.raises(Unfit, match="anderen Mitteilung"):
        done(town.anna, open_task(town, second))


def test_not_done_is_failed_with_a_reason_and_may_be_asked_again(
    town: Town, worker: Worker
) -> None:
    handed = task(town, worker)
    with within_organisation(town.organisation.pk):
        with pytest.raises(Unfit, match="warum"):
            report_not_done(member=town.anna, delivery=handed, reason=" \u200b ")
        report_not_done(member=town.anna, delivery=handed, reason="Das Konto ist gesperrt.")
        failed = Delivery.objects.get()
        assert (failed.state, failed.for_staff) == (
            State.FAILED,
            "Von Hand nicht erledigt: Das Konto ist gesperrt.",
        )
    worker.deliver()
    with within_organisation(town.organisation.pk):
        assert Notice.objects.filter(kind="failed", member=town.bekir).exists()
        try_again(actor=town.bekir.actor, delivery=failed)
    worker.deliver()
    assert states(town) == [("publish", State.BY_HAND)]
    with within_organisation(town.organisation.pk):
        assert Notice.objects.filter(kind="hand_over", member=town.anna).count() == 2
    done(town.anna, handed)
    assert states(town) == [("publish", State.SETTLED)]


def test_of_two_people_the_second_is_told(town: Town, worker: Worker) -> None:
    """Both press at the same moment: one report, one journal entry, one of them is told."""
    handed = task(town, worker)
    told: list[str] = []
    start = threading.Barrier(2)

    def press(member: Member, link: str) -> None:
        try:
            start.wait(10)
            done(member, handed, link)
        except Refused as refused:
            told.append(refused.for_staff)
        finally:
            connection.close()

    pressing = [
        threading.Thread(target=press, args=(member, f"{LINK}{member.name}"))
        for member in (town.anna, town.bekir)
    ]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    with within_organisation(town.organisation.pk):
        report = HandReport.objects.get()
    assert report.member is not None
    assert told == [
        f"Das hat {report.member.name} inzwischen schon gemeldet. "
        "Ihre Angabe wurde nicht gebraucht."
    ]
    assert kinds(town).count("delivery.published_by_hand") == 1


def test_too_late_is_expired(town: Town, worker: Worker) -> None:
    handed = task(town, worker, not_after=now() + timedelta(hours=1))
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(not_after=now() - timedelta(seconds=1))
    worker.deliver()
    assert states(town) == [("publish", State.EXPIRED)]
    with within_organisation(town.organisation.pk):
        assert Notice.objects.filter(kind="expired", member=town.anna).exists()
    with pytest.raises(Refused, match="löschen Sie den Beitrag"):
        done(town.anna, handed)


def test_a_change_ends_the_task_and_the_next_approval_begins_another(
    town: Town, worker: Worker
) -> None:
    handed = task(town, worker)
    with within_organisation(town.organisation.pk):
        message = changed(town, Announcement.objects.get())
    assert states(town) == [("publish", State.WITHDRAWN)]
    with pytest.raises(Refused, match="gilt nicht mehr"):
        done(town.anna, handed)
    approved(town, message)
    worker.deliver()
    assert states(town) == [("publish", State.WITHDRAWN), ("publish", State.BY_HAND)]


def test_a_correction_is_a_task_and_keeps_the_link(town: Town, worker: Worker) -> None:
    done(town.anna, task(town, worker))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get()
    approved(town, changed(town, message))
    worker.deliver()
    assert states(town) == [("publish", State.SETTLED), ("amend", State.BY_HAND)]
    done(town.bekir, open_task(town, message), link="")
    assert states(town) == [("publish", State.SETTLED), ("amend", State.SETTLED)]
    with within_organisation(town.organisation.pk):
        assert [one.permalink for one in Delivery.objects.order_by("pk")] == [LINK, LINK]


def test_an_ended_correction_leaves_the_post_alone(town: Town, worker: Worker) -> None:
    done(town.anna, task(town, worker))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get()
    approved(town, changed(town, message))
    worker.deliver()
    correction = open_task(town, message)
    changed(town, message)
    with pytest.raises(Refused, match=r"^Diese Aufgabe ist beendet\.$"):
        done(town.bekir, correction, link="")
    client = Client()
    client.force_login(town.bekir.user)
    page = client.get(f"/desk/aufgaben/{correction.key}/").content.decode()
    assert "Diese Aufgabe ist beendet" in page
    assert "löschen Sie den Beitrag" not in page


def test_a_correction_may_bring_a_new_link(town: Town, worker: Worker) -> None:
    done(town.anna, task(town, worker))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get()
    approved(town, changed(town, message))
    worker.deliver()
    done(town.bekir, open_task(town, message), link=f"{LINK}0")
    with within_organisation(town.organisation.pk):
        assert Delivery.objects.get(purpose="publish").permalink == f"{LINK}0"


def test_withdrawing_is_a_task(town: Town, worker: Worker) -> None:
    done(town.anna, task(town, worker))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get()
        assert withdraw(member=town.bekir, announcement=message, reason="Falsch.") == []
    worker.deliver()
    with within_organisation(town.organisation.pk):
        wordings = Notice.objects.filter(kind="hand_over", read_at=None)
        assert {one.wording for one in wordings} == {"hand_over_withdraw"}
    done(town.anna, open_task(town, message), link="")
    assert states(town) == [("publish", State.WITHDRAWN), ("withdraw", State.SETTLED)]


def test_withdrawing_ends_an_open_task(town: Town, worker: Worker) -> None:
    task(town, worker)
    with within_organisation(town.organisation.pk):
        withdraw(member=town.bekir, announcement=Announcement.objects.get(), reason="Falsch.")
    worker.deliver()
    assert states(town) == [("publish", State.WITHDRAWN)]


def test_recalled_between_claim_and_hand_over_is_not_handed_over(
    town: Town, worker: Worker
) -> None:
    message = released(town)
    with within_organisation(town.organisation.pk):
        key = Delivery.objects.get().key
    claims = claim_due(worker=key, now=now(), most=1)
    changed(town, message)
    with across_organisations(reason="one engine serves every organisation"):
        hand_over(claims[0])
    assert states(town) == [("publish", State.WAITING)]
    worker.deliver()
    assert states(town) == [("publish", State.WITHDRAWN)]
    with within_organisation(town.organisation.pk):
        assert not Notice.objects.filter(kind="hand_over").exists()


def test_who_keeps_the_channel_is_told_where_they_may_finish_it(town: Town, worker: Worker) -> None:
    message = released(town)
    with within_organisation(town.organisation.pk):
        channel = Delivery.objects.get(subject=message.subject).channel
        RegisterEntry.objects.create(
            organisation=town.organisation,
            channel=channel,
            responsible=town.dirk,  # settles what is unclear
            deputy=town.carla,  # may neither write nor settle
        )
    worker.deliver()
    with within_organisation(town.organisation.pk):
        told = Notice.objects.filter(kind="hand_over").values_list("member__name", flat=True)
        assert sorted(told) == ["Anna", "Bekir", "Dirk"]
