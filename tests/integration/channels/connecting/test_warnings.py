"""People are warned 14, 7 and 1 days before an access ends, once each, and no more once renewed."""

from datetime import timedelta

import pytest

from ausrufer.channels.actions import keep_register
from ausrufer.channels.connecting.warnings import warn_everywhere
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import accesses_that_end
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.notices.models import Notice
from ausrufer.organisations.models import Member
from tests.conftest import Town
from tests.integration.channels.connecting.stage import Platform, fresh, granted, logged_in

pytestmark = pytest.mark.django_db


def told(town: Town) -> list[tuple[int, str, str, bool]]:
    """Return who was told of what, and whether it still stands."""
    with within_organisation(town.organisation.pk):
        found = Notice.objects.filter(wording="access_ends").order_by("pk")
        return [
            (one.member_id or 0, one.occasion.rpartition(":")[2], one.kind, one.read_at is None)
            for one in found
        ]


def keeps(town: Town, channel: Channel, responsible: Member, deputy: Member) -> None:
    with within_organisation(town.organisation.pk):
        changes = {"responsible": responsible, "deputy": deputy}
        keep_register(member=town.dirk, channel=channel, version=0, changes=changes)


def test_three_times_and_once_each(town: Town, platform: Platform, channel: Channel) -> None:
    ends = now() + timedelta(days=60)
    granted(town, channel, ends)
    for days in (61, 20, 14.1):
        with pretending(ends - timedelta(days=days)):
            warn_everywhere()
    assert told(town) == []
    for days in (14, 13, 10, 7, 6, 2, 1, 0.5, 0.1, -1):
        with pretending(ends - timedelta(days=days)):
            warn_everywhere()
            warn_everywhere()
    dirk = town.dirk.pk
    assert told(town) == [
        (dirk, "14", "due", True),
        (dirk, "7", "due", True),
        (dirk, "1", "access_lost", True),
    ]


def test_who_keeps_the_channel_is_warned(town: Town, platform: Platform, channel: Channel) -> None:
    keeps(town, channel, town.anna, town.carla)
    ends = now() + timedelta(days=60)
    granted(town, channel, ends)
    with pretending(ends - timedelta(days=3)):
        warn_everywhere()
    assert sorted(told(town)) == sorted(
        [(town.anna.pk, "7", "due", True), (town.carla.pk, "7", "due", True)]
    )


def test_renewed_means_done(town: Town, platform: Platform, channel: Channel) -> None:
    ends = now() + timedelta(days=60)
    granted(town, channel, ends)
    with pretending(ends - timedelta(days=10)):
        warn_everywhere()
        granted(town, channel, now() + timedelta(days=60))
        warn_everywhere()
        with within_organisation(town.organisation.pk):
            assert accesses_that_end(now()) == []
    assert told(town) == [(town.dirk.pk, "14", "due", False)]


def test_nobody_is_warned_of_what_renews_itself(
    town: Town, platform: Platform, channel: Channel
) -> None:
    granted(town, channel, now() + timedelta(hours=2))
    warn_everywhere()
    with within_organisation(town.organisation.pk):
        Channel.objects.update(access_renews=True, access_expires_at=now() + timedelta(days=5))
    warn_everywhere()
    assert told(town) == []


def test_the_next_town_is_not_told(
    town: Town, neighbour: Town, platform: Platform, channel: Channel
) -> None:
    ends = now() + timedelta(days=60)
    granted(town, channel, ends)
    with pretending(ends - timedelta(days=3)):
        warn_everywhere()
        page = logged_in(neighbour.dirk).get("/desk/").content.decode()
        ours = logged_in(town.dirk).get("/desk/").content.decode()
    assert told(neighbour) == []
    assert "noch 3 Tage" not in page
    assert "noch 3 Tage" in ours


@pytest.mark.parametrize(
    ("left", "said", "on_page"),
    [
        (timedelta(days=40), "Zugang: noch 40 Tage", "Der Zugang endet am"),
        (timedelta(days=3), "Zugang: noch 3 Tage", "Zugang: noch 3 Tage"),
        (timedelta(hours=3), "Zugang: noch 1 Tag", "Zugang: noch 1 Tag"),
        (timedelta(hours=-1), "Zugang abgelaufen", "Der Zugang ist am"),
    ],
)
def test_days_left_on_list_and_page(
    town: Town, channel: Channel, left: timedelta, said: str, on_page: str
) -> None:
    ends = now() + timedelta(days=60)
    granted(town, channel, ends)
    with pretending(ends - left):
        dirk = logged_in(town.dirk)
        assert said in dirk.get("/desk/kanaele/").content.decode()
        assert on_page in dirk.get(f"/desk/kanaele/{channel.public_id}/").content.decode()
    assert fresh(channel).access_expires_at == ends
