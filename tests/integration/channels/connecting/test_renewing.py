"""Tokens are renewed before they end, by one worker, and none that was handed out gets lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from ausrufer.channels.connecting.keeping import keep_renewed
from ausrufer.channels.connecting.renewing import renew_access
from ausrufer.channels.contract import Outgoing, Tokens
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.renewals import queue_renewals
from ausrufer.delivery.states import Purpose
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.models import Notice
from ausrufer.training.faults import Fault
from tests.conftest import Town, Worker, run_jobs
from tests.integration.channels.connecting.stage import (
    Platform,
    connect,
    fresh,
    logged_in,
    secrets_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connected(town: Town, platform: Platform, channel: Channel) -> Channel:
    connect(logged_in(town.dirk), platform, channel)
    return fresh(channel)


def ends_in(channel: Channel, left: timedelta) -> None:
    """Let the access of an hour have only so much time left."""
    with across_organisations(reason="a test turns the clock"):
        Channel.objects.filter(pk=channel.pk).update(
            access_since=now() + left - timedelta(hours=1), access_expires_at=now() + left
        )


def send(town: Town, channel: Channel) -> Delivery:
    content = Outgoing(
        public_id=str(uuid4()), language="de", title="Sperrung", parts=("Die Brücke ist gesperrt.",)
    )
    with within_organisation(town.organisation.pk):
        (delivery,) = order_deliveries(
            actor=town.anna.actor,
            subject=f"announcement:{uuid4()}",
            revision=1,
            consignments=[Consignment(channel, Purpose.PUBLISH, content)],
        )
    return delivery


def test_not_before_it_is_time(platform: Platform, connected: Channel) -> None:
    before = secrets_of(connected)
    renew_access(connected.pk)
    queue_renewals()
    run_jobs()
    assert secrets_of(connected) == before


def test_the_job_renews_what_is_due(platform: Platform, connected: Channel) -> None:
    before = secrets_of(connected)
    ends_in(connected, timedelta(minutes=14))
    queue_renewals()
    run_jobs()
    after, newest = secrets_of(connected), platform.consent.tokens[-1]
    assert (after["access_token"], after["refresh_token"]) == (newest.access, newest.refresh)
    assert after["access_token"] != before["access_token"]
    assert after["client_secret"] == before["client_secret"]
    renewed = fresh(connected).access_expires_at
    assert renewed is not None
    assert renewed - now() > timedelta(minutes=55)


def test_of_many_workers_one_renews(platform: Platform, connected: Channel) -> None:
    """Rotating tokens are taken for stolen where one comes twice."""
    ends_in(connected, timedelta(minutes=1))
    together = threading.Barrier(6)

    def work(_: int) -> None:
        together.wait()
        try:
            renew_access(connected.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert len(platform.consent.tokens) == 2
    assert platform.consent.used_twice == 0
    assert secrets_of(connected)["refresh_token"] == platform.consent.tokens[-1].refresh


def test_no_transaction_is_open_while_the_platform_is_asked(
    platform: Platform, connected: Channel
) -> None:
    ends_in(connected, timedelta(minutes=1))
    platform.consent.faults.add(Fault("POST /token", held=True))
    seen: list[bool] = []

    def renew() -> None:
        try:
            renew_access(connected.pk)
        finally:
            connection.close()

    worker = threading.Thread(target=renew)
    worker.start()
    platform.somebody_waits()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE state LIKE 'idle in transaction%' AND datname = current_database()"
        )
        seen.append(cursor.fetchone()[0] == 0)
    platform.release()
    worker.join(20)
    assert seen == [True]
    assert len(platform.consent.tokens) == 2


def test_who_connects_anew_meanwhile_wins(platform: Platform, connected: Channel) -> None:
    before = secrets_of(connected)
    with across_organisations(reason="as a worker does"):
        keep_renewed(channel_id=connected.pk, used="an older one", tokens=Tokens("x", "y"))
    assert secrets_of(connected) == before


def test_a_token_that_stays_is_kept(platform: Platform, connected: Channel) -> None:
    """RFC 6749 §6: without a new refresh token the old one stays valid."""
    used = secrets_of(connected)["refresh_token"]
    with across_organisations(reason="as a worker does"):
        keep_renewed(channel_id=connected.pk, used=used, tokens=Tokens("new access"))
    after = secrets_of(connected)
    assert (after["access_token"], after["refresh_token"]) == ("new access", used)


def test_trouble_that_passes_changes_nothing(platform: Platform, connected: Channel) -> None:
    before = secrets_of(connected)
    ends_in(connected, timedelta(minutes=5))
    platform.consent.faults.add(Fault("POST /token", status=503))
    queue_renewals()
    run_jobs()
    assert secrets_of(connected) == before
    assert fresh(connected).paused_at is None
    queue_renewals()
    run_jobs()
    assert secrets_of(connected)["access_token"] == platform.consent.tokens[-1].access


def test_consent_taken_back_pauses_the_channel(
    town: Town, platform: Platform, connected: Channel
) -> None:
    platform.consent.take_back()
    ends_in(connected, timedelta(minutes=5))
    queue_renewals()
    run_jobs()
    paused = fresh(connected)
    assert "erneuert den Zugang nicht mehr" in paused.paused_reason
    with within_organisation(town.organisation.pk):
        told = list(Notice.objects.filter(kind="access_lost"))
    assert [one.member_id for one in told] == [town.dirk.pk]


def test_a_call_with_an_ended_access_renews_first(
    town: Town, platform: Platform, connected: Channel, worker: Worker
) -> None:
    ends_in(connected, timedelta(seconds=-30))
    delivery = send(town, connected)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt_count) == ("settled", 1)
    assert len(FakePlatform.named("Stadtkonto").copies) == 1
    assert len(platform.consent.tokens) == 2
    FakePlatform.named("Stadtkonto").forget()


def test_a_call_waits_where_nothing_can_be_renewed_now(
    town: Town, platform: Platform, connected: Channel, worker: Worker
) -> None:
    ends_in(connected, timedelta(seconds=-30))
    platform.consent.faults.add(Fault("POST /token", broken="before", times=9))
    delivery = send(town, connected)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert fresh(connected).paused_at is None
    assert not FakePlatform.named("Stadtkonto").calls


def test_a_call_with_a_lost_access_pauses_the_channel(
    town: Town, platform: Platform, connected: Channel, worker: Worker
) -> None:
    platform.consent.take_back()
    ends_in(connected, timedelta(seconds=-30))
    delivery = send(town, connected)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert fresh(connected).paused_at is not None
    # a person connects it anew and lets it send again: nothing was lost
    dirk = logged_in(town.dirk)
    connect(dirk, platform, connected)
    dirk.post(f"/desk/kanaele/{connected.public_id}/freischalten/")
    with pretending(now() + timedelta(minutes=1)):
        worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == "settled"
    FakePlatform.named("Stadtkonto").forget()


def test_what_nobody_connected_sends_nothing(
    town: Town, platform: Platform, channel: Channel, worker: Worker
) -> None:
    delivery = send(town, channel)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert "noch mit keinem Konto verbunden" in fresh(channel).paused_reason


def test_what_cannot_be_renewed_is_lost_when_it_ends(
    platform: Platform, connected: Channel
) -> None:
    ends_in(connected, timedelta(seconds=-30))
    with across_organisations(reason="a test takes the renewal away"):
        Channel.objects.filter(pk=connected.pk).update(access_renews=False)
    with pytest.raises(AccessLost, match="access is over"):
        renew_access(connected.pk)
