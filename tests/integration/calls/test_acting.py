"""What the house does when a platform called: it looks at the access, and notes what is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.platform_calls import act_on_call
from ausrufer.channels.actions import change_channel
from ausrufer.channels.errors import PermanentFailure, TemporaryFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.scope import within_organisation
from ausrufer.intake.receiving import announce_open_again
from ausrufer.notices.models import Notice
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town, Worker, run_jobs
from tests.integration.calls.calling import (
    PAGE,
    POST,
    call,
    called_channel,
    comment,
    of_page,
    receipts,
    removal,
)
from tests.integration.test_review_recall import released

pytestmark = pytest.mark.django_db(transaction=True)

RENAMED = of_page("name", "Stadt Muster")
RIGHTS_ENDED = {"object": "permissions", "entry": [{"changes": [{"field": "connected"}]}]}
GONE = "Auf „Seite“ wurde der Beitrag gelöscht, nicht von hier aus."


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("Seite", "Zweite", "Dritte", "Vierte"):
        FakePlatform.named(name).forget()


def asked(name: str = "Seite") -> int:
    return FakePlatform.named(name).calls.count(("check_access", ""))


def out_there(town: Town, worker: Worker, channel: Channel, post: str = POST) -> Announcement:
    """Publish over the channel; the platform names the post as Facebook does."""
    message = released(town, channel)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        parts = [[post, f"https://www.facebook.com/{post}"]]
        assert Delivery.objects.filter(channel=channel, state="settled").update(parts=parts) == 1
    return message


def noted(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [sentence(one) for one in JournalEntry.objects.filter(kind="delivery.gone")]


def fresh(channel: Channel) -> Channel:
    with within_organisation(channel.organisation_id):
        return Channel.objects.get(pk=channel.pk)


def checked(town: Town, ago: timedelta) -> None:
    with within_organisation(town.organisation.pk):
        Channel.objects.update(checked_at=timezone.now() - ago)


def test_a_platform_is_asked_once_a_minute_and_nothing_told_is_lost(town: Town) -> None:
    channel = called_channel(town)
    checked(town, timedelta(seconds=40))
    call(channel, RENAMED)
    (receipt,) = receipts(channel)
    with within_organisation(town.organisation.pk), pytest.raises(TemporaryFailure):
        act_on_call(receipt.pk)
    assert asked() == 0
    assert receipts(channel)[0].open_points == [["access", PAGE, ""]]
    checked(town, timedelta(seconds=61))
    run_jobs()
    assert asked() == 1
    assert receipts(channel)[0].open_points == []


def test_a_renamed_page_has_its_access_looked_at_once(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    assert call(channel, RENAMED) == 200
    assert asked() == 0  # answered first
    run_jobs()
    assert asked() == 1
    assert fresh(channel).checked_at is not None
    assert receipts(channel)[0].open_points == []
    assert call(channel, RENAMED) == 200
    run_jobs()
    assert asked() == 1


def test_many_changes_at_once_ask_the_platform_once(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    for number in range(5):
        call(channel, of_page("category", number))
    run_jobs()
    assert asked() == 1
    assert all(one.open_points == [] for one in receipts(channel))


def test_comments_have_nothing_done(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    call(channel, comment())
    run_jobs()
    assert asked() == 0


def test_a_lost_access_pauses_the_channel_and_people_are_told(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = called_channel(town)
    monkeypatch.setattr(FakePlatform.named("Seite"), "token", "another")
    call(channel, RIGHTS_ENDED)
    run_jobs()
    assert fresh(channel).paused_reason.startswith("Der Zugang wird nicht mehr angenommen")
    with within_organisation(town.organisation.pk):
        assert Notice.objects.filter(kind="access_lost", member=town.dirk).count() == 1
    call(channel, RENAMED)
    run_jobs()
    with within_organisation(town.organisation.pk):
        assert Notice.objects.filter(kind="access_lost", member=town.dirk).count() == 1


def test_rights_that_end_concern_every_channel_of_the_app(
    town: Town, neighbour: Town, worker: Worker
) -> None:
    channel = called_channel(town)
    called_channel(town, "Zweite", page="99")
    called_channel(town, "Dritte", page="98", app="78")
    called_channel(neighbour, "Vierte")
    names = ("Seite", "Zweite", "Dritte", "Vierte")
    call(channel, RIGHTS_ENDED)
    run_jobs()
    assert [asked(name) for name in names] == [1, 1, 0, 0]
    checked(town, timedelta(minutes=2))
    call(channel, of_page("name", "Neu", page="99"))  # an app calls one address for all its pages
    run_jobs()
    assert [asked(name) for name in names] == [1, 2, 0, 0]


def test_a_platform_out_of_order_is_asked_again_later(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    busy = TemporaryFailure("Gerade gestört.")
    FakePlatform.named("Seite").script("check_access", Mishap.refused(busy))
    call(channel, RENAMED)
    (receipt,) = receipts(channel)
    with within_organisation(town.organisation.pk), pytest.raises(TemporaryFailure):
        act_on_call(receipt.pk)
    assert receipts(channel)[0].open_points == [["access", PAGE, ""]]
    run_jobs()
    assert receipts(channel)[0].open_points == []
    assert fresh(channel).paused_at is None


def test_a_platform_out_of_order_keeps_no_other_channel_waiting(town: Town) -> None:
    channel = called_channel(town)
    called_channel(town, "Zweite", page="99")
    busy = TemporaryFailure("Gerade gestört.")
    FakePlatform.named("Seite").script("check_access", Mishap.refused(busy))
    call(channel, RIGHTS_ENDED)
    (receipt,) = receipts(channel)
    with within_organisation(town.organisation.pk), pytest.raises(TemporaryFailure):
        act_on_call(receipt.pk)
    assert asked("Zweite") == 1
    assert receipts(channel)[0].open_points == [["access", "", ""]]
    run_jobs()
    assert [asked(), asked("Zweite")] == [2, 1]
    assert receipts(channel)[0].open_points == []


def test_points_nobody_looks_at_any_more_are_told_again(
    town: Town, neighbour: Town, worker: Worker
) -> None:
    channel, theirs = called_channel(town), called_channel(neighbour, "Vierte")
    call(channel, RENAMED)
    call(theirs, RENAMED)
    call(channel, comment())
    assert announce_open_again() == 0  # both are still to be told for the first time
    ProcrastinateJob.objects.all().delete()  # a day of failures is over
    assert announce_open_again() == 2
    assert announce_open_again() == 0
    run_jobs()
    assert [asked(), asked("Vierte")] == [1, 1]
    assert receipts(channel)[0].open_points == receipts(theirs)[0].open_points == []
    assert announce_open_again() == 0


def test_one_address_serves_channels_of_every_kind_of_the_app(town: Town) -> None:
    """Instagram and Threads live in the same app as the page whose address is called."""
    channel = called_channel(town)
    with within_organisation(town.organisation.pk):
        other = town.channel("Dritte")
        settings = {"platform": "Dritte", "client_id": "77", "user_id": "1784"}
        change_channel(
            actor=town.dirk.actor, channel=other, name="Dritte", settings=settings, secrets={}
        )
    call(channel, of_page("name", "Neu", page="1784"))
    run_jobs()
    assert [asked(), asked("Dritte")] == [0, 1]


def test_the_account_of_another_app_is_not_meant(town: Town) -> None:
    channel = called_channel(town)
    called_channel(town, "Zweite", app="78")  # the same page, of another app
    call(channel, RENAMED)
    run_jobs()
    assert [asked(), asked("Zweite")] == [1, 0]


def test_what_is_refused_for_good_is_not_asked_for_ever(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    never = PermanentFailure("Das geht nicht.")
    FakePlatform.named("Seite").script("check_access", Mishap.refused(never))
    call(channel, RENAMED)
    run_jobs()
    assert receipts(channel)[0].open_points == []
    assert fresh(channel).paused_at is None


def test_a_post_that_is_gone_is_noted_once(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    message = out_there(town, worker, channel)
    call(channel, removal())
    run_jobs()
    assert noted(town) == [GONE]
    with within_organisation(town.organisation.pk):
        act_on_call(receipts(channel)[0].pk)
    call(channel, {**removal(), "again": True})
    run_jobs()
    assert noted(town) == [GONE]
    anna = Client()
    assert anna.login(username="anna@musterstadt.example", password=PASSWORD)
    page = anna.get(f"/desk/mitteilungen/{message.public_id}/").content.decode()
    assert GONE in page


def test_what_the_house_takes_back_itself_is_no_news(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    message = out_there(town, worker, channel)
    with within_organisation(town.organisation.pk):
        message.refresh_from_db()
        withdraw(member=town.anna, announcement=message, reason="Falsch.")
    call(channel, removal())
    run_jobs()
    assert noted(town) == []
    worker.deliver()
    call(channel, {**removal(), "again": True})
    run_jobs()
    assert noted(town) == []


def test_posts_that_are_not_ours_are_no_news(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    out_there(town, worker, channel)
    call(channel, removal(f"{PAGE}_1"))
    call(channel, removal(page="99"))
    run_jobs()
    assert noted(town) == []
    assert all(one.open_points == [] for one in receipts(channel))


def test_the_next_town_cannot_speak_of_our_posts(
    town: Town, neighbour: Town, worker: Worker
) -> None:
    channel = called_channel(town)
    out_there(town, worker, channel)
    theirs = called_channel(neighbour, "Zweite")  # even with our page's number in its settings
    assert call(theirs, removal()) == 200
    run_jobs()
    assert noted(town) == noted(neighbour) == []
    call(channel, removal())
    run_jobs()
    assert noted(town) == [GONE]


def test_a_call_forgotten_meanwhile_is_nothing(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    call(channel, RENAMED)
    with within_organisation(town.organisation.pk):
        receipts(channel)[0].delete()
    run_jobs()
    assert asked() == 0


def test_an_access_looked_at_since_is_not_asked_again(town: Town, worker: Worker) -> None:
    channel = called_channel(town)
    call(channel, RENAMED)
    with within_organisation(town.organisation.pk):
        Channel.objects.update(checked_at=timezone.now() + timedelta(seconds=1))
    run_jobs()
    assert asked() == 0
