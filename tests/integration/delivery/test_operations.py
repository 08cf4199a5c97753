"""What those who run the house can ask: health, numbers, signs of life."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.models import WorkerBeat
from ausrufer.foundation.clock import now
from ausrufer.project.web import health
from tests.conftest import Town, Worker
from tests.integration.delivery.orders import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()


def sign(*, seconds: int, only_urgent: bool = False) -> None:
    moment = now() - timedelta(seconds=seconds)
    WorkerBeat.objects.create(
        worker=uuid4(), host="r", only_urgent=only_urgent, started_at=moment, seen_at=moment
    )


@pytest.mark.parametrize(
    ("seconds", "status", "code"), [(None, "none", 503), (5, "ok", 200), (200, "late", 503)]
)
def test_signs_of_life(client: Client, seconds: int | None, status: str, code: int) -> None:
    sign(seconds=1, only_urgent=True)  # does not deliver everything
    if seconds is not None:
        sign(seconds=seconds)
    found = client.get("/health/worker")
    assert (found.status_code, found.json()["status"]) == (code, status)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")
    assert ready.json()["worker"]["status"] == status


def test_not_ready_while_the_database_has_an_older_shape(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_SEEN_MIGRATED", [])
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [("x", False)])
    found = client.get("/health/ready")
    assert (found.status_code, found.json()) == (503, {"status": "migrations"})


def test_numbers_of_all_networks_and_nothing_of_people(
    client: Client, town: Town, neighbour: Town, worker: Worker
) -> None:
    order(town, town.channel("netz"), number=2)
    order(neighbour, neighbour.channel("zweites"))
    worker.deliver()
    order(town, town.channel("drittes"), due_at=now() - timedelta(seconds=90))
    told = client.get("/metrics")
    assert told.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = dict(
        line.rsplit(" ", 1)
        for line in told.content.decode().splitlines()
        if not line.startswith("#")
    )
    assert lines['ausrufer_deliveries{network="fake",state="waiting"}'] == "1.0"
    assert lines['ausrufer_delivery_attempts_total{network="fake",outcome="Settled"}'] == "3.0"
    assert float(lines['ausrufer_delivery_oldest_waiting_seconds{network="fake"}']) >= 90
    assert lines['ausrufer_channels{network="fake",state="active"}'] == "3.0"
    assert lines["ausrufer_workers"] == "0.0"  # it stopped in order
    for secret in ("Musterstadt", "netz", "Brücke", "Sperrung", "Anna"):
        assert f'"{secret}' not in told.content.decode()
        assert secret not in told.content.decode().replace("network", "")


@pytest.mark.parametrize(
    ("token", "headers", "address", "code"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "192.0.2.7", 404),
        ("", {}, "", 404),
        ("", {"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1", 404),
        ("", {"Via": "1.1 proxy"}, "127.0.0.1", 404),
        ("geheim", {}, "127.0.0.1", 404),
        ("geheim", {"Authorization": "Bearer falsch"}, "127.0.0.1", 404),
        ("geheim", {"Authorization": "Bearer gehéim"}, "127.0.0.1", 404),
        ("geheim", {"Authorization": "Bearer geheim"}, "192.0.2.7", 200),
    ],
)
def test_who_may_ask_for_numbers(
    client: Client,
    settings: object,
    *,
    token: str,
    headers: dict[str, str],
    address: str,
    code: int,
) -> None:
    settings.METRICS_TOKEN = token  # type: ignore[attr-defined]
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == code
