"""Who connects anew while the platform is asked with the old token keeps the new access."""

from datetime import timedelta
from typing import NoReturn

import pytest

from ausrufer.channels.contract import AccessReport
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.models import Channel
from ausrufer.delivery import access_now, renewals
from ausrufer.delivery.access_now import check_access_now
from ausrufer.delivery.renewals import renew
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town
from tests.integration.calls.calling import called_channel

pytestmark = pytest.mark.django_db

OLD = timedelta(days=9)
TOLD = AccessReport("@alt", limits={"characters": 5}, expires_at=now() + timedelta(days=1))


def connected(town: Town) -> Channel:
    channel = called_channel(town)
    with within_organisation(town.organisation.pk):
        Channel.objects.filter(pk=channel.pk).update(access_since=now() - OLD, account="@alt")
    return fresh(channel)


def fresh(channel: Channel) -> Channel:
    with within_organisation(channel.organisation_id):
        return Channel.objects.get(pk=channel.pk)


def connect_anew(channel: Channel) -> None:
    with within_organisation(channel.organisation_id):
        Channel.objects.filter(pk=channel.pk).update(
            access_since=now(), account="@neu", access_expires_at=now() + timedelta(days=60)
        )


def look_at(channel: Channel) -> None:
    with within_organisation(channel.organisation_id):
        check_access_now(channel, since=now())


@pytest.mark.parametrize("anew", [False, True])
def test_a_late_refusal_pauses_the_old_access_only(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, anew: bool
) -> None:
    channel = connected(town)

    def asked(*_: object) -> NoReturn:
        if anew:
            connect_anew(channel)
        raise AccessLost("Der Zugang gilt nicht mehr.")

    monkeypatch.setattr(access_now, "ask_about_access", asked)
    look_at(channel)
    assert (fresh(channel).paused_at is None) == anew


@pytest.mark.parametrize("anew", [False, True])
def test_a_late_report_tells_of_the_old_access_only(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, anew: bool
) -> None:
    channel = connected(town)

    def asked(*_: object) -> AccessReport:
        if anew:
            connect_anew(channel)
        return TOLD

    monkeypatch.setattr(access_now, "ask_about_access", asked)
    look_at(channel)
    found = fresh(channel)
    if anew:
        assert (found.account, found.limits, found.checked_at) == ("@neu", {}, None)
        assert found.access_expires_at != TOLD.expires_at
        assert found.access_since > channel.access_since
    else:
        assert (found.account, found.limits) == ("@alt", {"characters": 5})
        assert found.access_expires_at == TOLD.expires_at
        assert found.access_since == channel.access_since


@pytest.mark.parametrize("anew", [False, True])
def test_a_renewal_refused_late_pauses_the_old_access_only(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, anew: bool
) -> None:
    channel = connected(town)

    def refused(_: int) -> NoReturn:
        if anew:
            connect_anew(channel)
        raise AccessLost("Der Zugang gilt nicht mehr.")

    monkeypatch.setattr(renewals, "renew_access", refused)
    renew(channel.pk)
    assert (fresh(channel).paused_at is None) == anew
