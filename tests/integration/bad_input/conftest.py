"""A town with one thing of each kind, and somebody who may do everything there."""

from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import FAKES, Town
from tests.integration.tenancy.planted import FURTHER, Ours, logged_in, plant, with_every_role


@pytest.fixture
def ours(town: Town, settings: Any, tmp_path: Any) -> Ours:
    settings.AUSRUFER_CONNECTORS = [*FAKES, *FURTHER]
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.PUBLIC_FOLDER = tmp_path / "public"
    registry._connectors.cache_clear()
    planted = plant(town, "Flieder")
    with within_organisation(town.organisation.pk):
        # a published message is corrected: its form asks for one thing more
        Announcement.objects.filter(public_id=planted.ids["mitteilungen"]).update(
            state="published", published_at=now()
        )
        # and a newsletter has a title and a summary of its own
        planted.ids["draft"] = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Entwurf", body="Text"),
            channels=[Channel.objects.get(public_id=planted.ids["kanaele"])],
        ).public_id
    return planted


@pytest.fixture
def eva(ours: Ours) -> Client:
    return logged_in(with_every_role(ours.town))
