"""Numbers of one's own publications: asked for in time, stored once, shown as good times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.figures import measuring
from ausrufer.announcements.figures.measuring import measure_everywhere, set_measured
from ausrufer.announcements.models import Figure, Unmeasured
from ausrufer.channels import registry
from ausrufer.channels.contract import Access
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.models import Member, Organisation
from tests.conftest import Town
from tests.integration.figures.measuring import MeasuringConnector

pytestmark = pytest.mark.django_db
HERE = "tests.integration.figures.measuring.MeasuringConnector"


@pytest.fixture(autouse=True)
def _network(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, HERE]
    registry._connectors.cache_clear()
    MeasuringConnector.told = {"likes": 3, "shares": 2}
    MeasuringConnector.asked.clear()
    MeasuringConnector.reaching.clear()
    MeasuringConnector.deleted = set()
    yield
    registry._connectors.cache_clear()


def published(channel: Channel, at: datetime, count: int = 1) -> None:
    with within_organisation(channel.organisation_id):
        for number in range(count):
            Delivery.objects.create(
                organisation_id=channel.organisation_id,
                subject=f"announcement:{channel.pk}-{at:%d%H}-{number}",
                channel=channel,
                purpose=Purpose.PUBLISH,
                fingerprint="x",
                state=State.SETTLED,
                due_at=at,
                settled_at=at,
                parts=[[f"remote-{number}", ""]],
            )


def figures() -> list[tuple[int, dict[str, int]]]:
    with across_organisations(reason="a test looks at everybody"):
        return list(Figure.objects.order_by("hours").values_list("hours", "numbers"))


def page(member: Member, address: str) -> str:
    client = Client()
    client.force_login(member.user)
    return client.get(address).content.decode()


def test_each_age_is_asked_for_once_and_in_time(town: Town) -> None:
    published(town.channel("Netz", "fake_measured"), now())
    assert measure_everywhere() == 0
    for passed, stored in ((1, 1), (1.2, 0), (12, 0), (25, 1), (168.5, 1), (900, 0)):
        with pretending(now() + timedelta(hours=passed)):
            assert measure_everywhere() == stored, passed
    assert figures() == [(hours, {"likes": 3, "shares": 2}) for hours in (1, 24, 168)]
    assert [part.remote_id for parts in MeasuringConnector.asked for part in parts] == (
        ["remote-0"] * 3
    )


def test_a_network_out_of_order_is_asked_again_while_it_counts(town: Town) -> None:
    published(town.channel("Netz", "fake_measured"), now())
    MeasuringConnector.told = {}
    with pretending(now() + timedelta(hours=1)):
        assert measure_everywhere() == 0
    MeasuringConnector.told = {"likes": 1}
    with pretending(now() + timedelta(hours=1.5)):
        assert measure_everywhere() == 1


def test_what_was_deleted_over_there_does_not_stop_the_others(town: Town) -> None:
    published(town.channel("Netz", "fake_measured"), now(), 3)
    MeasuringConnector.deleted = {"remote-1"}
    with pretending(now() + timedelta(hours=1)):
        assert measure_everywhere() == 2


def test_one_broken_channel_costs_nobody_else_their_figures(
    town: Town, neighbour: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = town.channel("Netz", "fake_measured")
    for one in (broken, neighbour.channel("Netz", "fake_measured")):
        published(one, now() - timedelta(hours=1))

    def opened(channel: Channel) -> Access:
        if channel.pk == broken.pk:
            raise RuntimeError("nobody thought of this")
        return opened_access(channel)

    monkeypatch.setattr(measuring, "opened_access", opened)
    assert measure_everywhere() == 1


def test_switched_off_while_the_network_is_asked(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(town.channel("Netz", "fake_measured"), now() - timedelta(hours=1))

    def opened(channel: Channel) -> Access:
        set_measured(member=town.dirk, channel=channel, measured=False)
        return opened_access(channel)

    monkeypatch.setattr(measuring, "opened_access", opened)
    assert (measure_everywhere(), figures()) == (0, [])


def test_who_practises_asks_practice_platforms_only(town: Town) -> None:
    published(town.channel("Netz", "fake_measured"), now() - timedelta(hours=1))
    Organisation.objects.filter(pk=town.organisation.pk).update(practises=True)
    measure_everywhere()
    assert MeasuringConnector.reaching == [frozenset()]


def test_good_times_are_suggested_once_there_are_enough(town: Town) -> None:
    channel = town.channel("Netz", "fake_measured")
    write = "/desk/mitteilungen/neu/"
    assert "gemessen sind 0 von mindestens 20" in page(town.anna, write)
    tuesday = datetime.fromisoformat("2026-11-17T10:15+01:00")
    published(channel, tuesday, 3)
    published(channel, tuesday + timedelta(hours=2), 17)
    with within_organisation(town.organisation.pk):
        for one in Delivery.objects.all():
            assert one.settled_at is not None
            Figure.objects.create(
                organisation=town.organisation,
                delivery=one,
                channel=channel,
                published_at=one.settled_at,
                hours=24,
                measured_at=now(),
                numbers={"likes": 20 if one.settled_at == tuesday else 5},
            )
    said = "Gute Zeiten auf Netz nach Ihren eigenen Zahlen: Dienstag, 10 bis 11 Uhr"
    assert said in page(town.anna, write)
    assert said in page(town.anna, f"/desk/kalender/?kanal={channel.public_id}")


def test_a_channel_is_switched_off_and_its_figures_go(town: Town, neighbour: Town) -> None:
    channel = town.channel("Netz", "fake_measured")
    published(channel, now() - timedelta(hours=1))
    assert measure_everywhere() == 1
    address = f"/desk/kanaele/{channel.public_id}/messen/"
    for stranger in (town.anna, neighbour.dirk):
        client = Client()
        client.force_login(stranger.user)
        assert client.post(address, {"word": "stop"}).status_code == 404
    assert len(figures()) == 1
    dirk = Client()
    dirk.force_login(town.dirk.user)
    assert "wird gemessen" in page(town.dirk, "/desk/kalender/einrichten/")
    dirk.post(address, {"word": "stop"})
    assert (figures(), measure_everywhere()) == ([], 0)
    assert "wird nicht gemessen" in page(town.dirk, "/desk/kalender/einrichten/")
    assert "Zahlen noch nicht" not in page(town.anna, "/desk/mitteilungen/neu/")
    dirk.post(address, {"word": "measure"})
    with within_organisation(town.organisation.pk):
        assert not Unmeasured.objects.exists()
    assert measure_everywhere() == 1


def test_what_tells_no_numbers_cannot_be_switched(town: Town) -> None:
    channel = town.channel("Stumm")
    dirk = Client()
    dirk.force_login(town.dirk.user)
    address = f"/desk/kanaele/{channel.public_id}/messen/"
    assert dirk.post(address, {"word": "stop"}).status_code == 404


def test_what_asking_costs_is_said_where_it_is_switched(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.channel("Netz", "fake_measured")
    cost = "Jede Frage kostet einen Cent."
    assert cost not in page(town.dirk, "/desk/kalender/einrichten/")
    manifest = replace(MeasuringConnector.manifest, cost=cost)
    monkeypatch.setattr(MeasuringConnector, "manifest", manifest)
    assert cost in page(town.dirk, "/desk/kalender/einrichten/")
