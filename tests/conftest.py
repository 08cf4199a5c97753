"""The people and the work every test may use: two towns that must never see each other."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings
from django.utils import translation
from procrastinate.contrib.django import app as jobs

from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Surroundings
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.engine import Engine
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member, create_organisation
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.organisations.policy import Role
from ausrufer.records.actor import Actor
from tests.founding import Founded, founded

FAKES = [
    "ausrufer.channels.testing.FakeConnector",
    "ausrufer.channels.testing.FakeOneWayConnector",
]
FROM_MODELS = {"django_content_type", "auth_permission"}
# Argon2 is slow on purpose; log-ins are not what these tests prove
HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD = "ein-langes-Passwort-42"


@dataclass
class Town:
    """Musterstadt: Anna writes, Bekir approves, Carla moderates, Dirk administers."""

    organisation: Organisation
    press: Department
    roads: Department
    anna: Member
    bekir: Member
    carla: Member
    dirk: Member

    def channel(self, name: str, kind: str = "fake") -> Channel:
        """Set up a channel on an in-memory network of the same name."""
        with within_organisation(self.organisation.pk):
            return set_up_channel(
                actor=self.dirk.actor,
                kind=kind,
                name=name,
                settings={"platform": name},
                secrets={"token": FakePlatform.named(name).token},
            )


@pytest.fixture(autouse=True)
def _fake_networks(settings: object) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = FAKES  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = HASHERS  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _emptied_row_by_row() -> Iterator[None]:
    """Empty the tables after a test with DELETE: TRUNCATE makes every file of every index anew.

    The order does not matter: `_journal_may_be_emptied` has the server look at no foreign key.
    What the models themselves put into tables stays: writing it anew took ten times as long.
    """

    def statements(
        operations: DatabaseOperations, style: object, tables: list[str], **options: object
    ) -> list[str]:
        # Django does not know these tables: a job left over would run in a later test
        tables = [*tables, "procrastinate_events", "procrastinate_jobs", "project_cache"]
        emptied = (operations.quote_name(one) for one in tables if one not in FROM_MODELS)
        return ["; ".join(f"DELETE FROM {one}" for one in emptied)]  # noqa: S608 - names

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_options: None)
        patch.setattr(DatabaseOperations, "sql_flush", statements)
        yield


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    """A request in English leaves its language to whoever comes next in the thread."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _journal_may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """The journal refuses TRUNCATE; only the clean-up after a test may do it."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute("RESET session_replication_role")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def towns(django_db_setup: None, django_db_blocker: Any) -> dict[str, Founded[Town]]:
    """Both towns, founded before any test moves the clock."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=HASHERS):
        return {
            name: founded(partial(build_town, name, name.lower()))
            for name in ("Musterstadt", "Nachbarstadt")
        }


@pytest.fixture
def town(db: None, towns: dict[str, Founded[Town]]) -> Town:
    return towns["Musterstadt"].again()


@pytest.fixture
def neighbour(db: None, towns: dict[str, Founded[Town]]) -> Town:
    """The next town, with people and a channel of its own: Dora must see nothing of ours."""
    return towns["Nachbarstadt"].again()


def build_town(name: str, slug: str) -> Town:
    organisation = create_organisation(name=name, slug=slug, departments=["Presse", "Tiefbau"])
    with within_organisation(organisation.pk):
        press = Department.objects.get(name="Presse")
        roads = Department.objects.get(name="Tiefbau")
        house = Actor.house(organisation.pk)

        def member(key: str, role: Role, department: Department | None = None) -> Member:
            return add_member(
                actor=house,
                name=key.capitalize(),
                email=f"{key}@{slug}.example",
                password=PASSWORD,
                assignments=[(role, department)],
            )

        return Town(
            organisation=organisation,
            press=press,
            roads=roads,
            anna=member("anna", Role.AUTHOR),
            bekir=member("bekir", Role.APPROVER),
            carla=member("carla", Role.MODERATOR),
            dirk=member("dirk", Role.ADMINISTRATOR),
        )


@pytest.fixture
def in_town(town: Town) -> Iterator[Town]:
    """The town with its scope open, as inside a request."""
    with within_organisation(town.organisation.pk):
        yield town


class Worker:
    """Runs the real engine and the real jobs until nothing is left to do."""

    def deliver(self, *, turns: int = 8) -> None:
        """Carry out what is due, turn by turn, then the jobs that came of it."""
        asyncio.run(self._deliver(turns))
        run_jobs()

    async def _deliver(self, turns: int) -> None:
        async with GuardedClient(settings.HTTP_POLICY) as http:
            surroundings = Surroundings(http=http, public_folder=settings.PUBLIC_FOLDER)
            async with Engine(surroundings) as engine:
                for _ in range(turns):
                    busy = await engine.turn()
                    await engine.finish()
                    if not busy:
                        break


def run_jobs() -> None:
    """Run every ordinary job that waits."""
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as app:
        app.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful"
        )


@pytest.fixture
def worker(transactional_db: None) -> Worker:
    return Worker()
