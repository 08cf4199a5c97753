"""Every operation of the API against bad and good input: schemathesis reads the OpenAPI document.

Each request is made as somebody else of the town, with real ids where the generated ones are well
formed, and is undone afterwards. Problems must be German and of their own media type.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zlib import crc32

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from schemathesis import Case, checks
from schemathesis.config import SchemathesisConfig

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.channels.testing import example_picture
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.policy import Scope
from ausrufer.project.wsgi import application
from tests.conftest import Town

pytestmark = pytest.mark.django_db

api = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    application,
    config=SchemathesisConfig.from_dict(
        {
            "phases": {"stateful": {"enabled": False}},
            "generation": {"deterministic": True, "allow-extra-parameters": False},
            # rules between fields (times, channels, states) are no matter of the schema
            "checks": {"positive_data_acceptance": {"enabled": False}},
        }
    ),
)


@dataclass
class Planted:
    """What generated ids are replaced with, so that requests come further than "not found"."""

    tokens: list[str]
    draft: UUID
    picture: UUID
    request: UUID
    fingerprint: str
    channel: UUID
    department: int
    version: int
    by_path: dict[str, UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.by_path = {"announcements": self.draft, "pictures": self.picture}
        self.by_path["approvals"] = self.request


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application answers inside the transaction of the test, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def planted(town: Town, settings: Any, tmp_path: Any) -> Planted:
    settings.MEDIA_FOLDER = tmp_path
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
        draft, asked = _announcement(town, channel), _announcement(town, channel)
        picture = attach_picture(
            member=town.anna,
            announcement=draft,
            content=example_picture(1).content,
            file_name="bild.png",
            alt_text="Ein Bild",
            decorative=False,
        )
        request = submit_for_approval(member=town.anna, announcement=asked)
        tokens = [
            create_token(actor=one.actor, member=one, label="Probe", scopes=list(Scope))
            for one in (town.anna, town.bekir, town.carla, town.dirk)
        ]
        draft.refresh_from_db()
    return Planted(
        tokens=tokens,
        draft=draft.public_id,
        picture=picture.public_id,
        request=request.public_id,
        fingerprint=request.fingerprint,
        channel=channel.public_id,
        department=town.press.pk,
        version=draft.version,
    )


def _announcement(town: Town, channel: Any) -> Any:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title="Brücke gesperrt", body="Bis Freitag."),
        channels=[channel],
    )


@api.parametrize()
@hypothesis.settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_every_operation(case: Case, planted: Planted) -> None:
    aim(case, planted)
    token = planted.tokens[crc32(repr((case.body, case.query, case.headers)).encode()) % 4]
    with transaction.atomic():
        answer = case.call_and_validate(
            headers={"Authorization": f"Bearer {token}"},
            additional_checks=[speaks_german],
            excluded_checks=[checks.ignored_auth],
        )
        assert answer.status_code < 500
        connection.check_constraints()
        transaction.set_rollback(True)


def aim(case: Case, planted: Planted) -> None:
    """Put what exists in the place of well-formed inventions."""
    first = case.path.split("/")[3]
    for name, value in case.path_parameters.items():
        if _is_uuid(value):
            known = planted.channel if name == "channel_id" else planted.by_path.get(first)
            case.path_parameters[name] = str(known or value)
    if isinstance(case.body, dict):
        real = {
            "department": (_is_number, planted.department),
            "version": (_is_number, planted.version),
            "fingerprint": (_is_fingerprint, planted.fingerprint),
            "channels": (_are_uuids, [str(planted.channel)]),
        }
        for name, (well_formed, value) in real.items():
            if well_formed(case.body.get(name)):
                case.body[name] = value


def _is_uuid(value: Any) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(value)))


def _are_uuids(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 50 and all(map(_is_uuid, value))


def _is_number(value: Any) -> bool:
    return type(value) is int and 1 <= value < 2**31


def _is_fingerprint(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


ENGLISH = re.compile(r"\b(should|must|input|valid|field|the|value|is|not)\b", re.IGNORECASE)


def speaks_german(ctx: Any, response: Any, case: Case) -> None:
    """A problem is told in a German sentence, never in a library's English."""
    if response.status_code >= 400 and response.content:
        told = response.json()
        found = ENGLISH.search(re.sub(r"„[^“]*“", "", f"{told['title']} {told['detail']}"))
        assert found is None, told
