"""A message on its way, and what people were told of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import within_organisation
from ausrufer.training.matrix_rooms import MatrixRooms
from ausrufer.training.push_service import PushService
from ausrufer.training.running import in_a_thread
from tests.conftest import Town


@pytest.fixture
def waiting(town: Town) -> Announcement:
    """Anna's message that waits for Bekir."""
    return submitted(town)


def submitted(town: Town, title: str = "Brücke gesperrt", **more: Any) -> Announcement:
    with within_organisation(town.organisation.pk):
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=title, body="Bis Montag.", **more),
            channels=[town.channel(f"netz {title}")],
        )
        submit_for_approval(member=town.anna, announcement=announcement)
        announcement.refresh_from_db()
        return announcement


@pytest.fixture
def push_service(settings: Any) -> Iterator[PushService]:
    with in_a_thread(PushService().open, PushService.close) as service:
        _allow(settings, service.port)
        yield service


@pytest.fixture
def matrix_rooms(settings: Any) -> Iterator[MatrixRooms]:
    with in_a_thread(MatrixRooms().open, MatrixRooms.close) as server:
        _allow(settings, server.port)
        yield server


def _allow(settings: Any, port: int) -> None:
    settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({f"127.0.0.1:{port}"}))
