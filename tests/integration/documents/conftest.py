"""A message that goes to the own site, to a network with documents and to one without."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.documents import attach_document
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.channels import registry
from ausrufer.foundation.scope import within_organisation
from tests import papers
from tests.conftest import FAKES, Town
from tests.integration.tenancy.planted import logged_in

PLAN = papers.pdf("Haushaltsplan 2027", pages=3)


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.PUBLIC_FOLDER = tmp_path / "public"
    settings.AUSRUFER_CONNECTORS = [*FAKES, "tests.integration.documents.paper.PaperConnector"]
    registry._connectors.cache_clear()


@pytest.fixture
def anna(town: Town) -> Client:
    return logged_in(town.anna)


@pytest.fixture
def dora(neighbour: Town) -> Client:
    """Somebody of the next town who writes there."""
    return logged_in(neighbour.anna)


@pytest.fixture
def message(town: Town) -> Announcement:
    channels = [town.channel("papier", "paper"), town.channel("nur-text", "fake")]
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Haushalt beschlossen", body="Der Rat hat zugestimmt."),
            channels=channels,
        )


def documented(
    town: Town, message: Announcement, content: bytes = PLAN, title: str = ""
) -> AnnouncementPicture:
    """Attach a document to a message."""
    with within_organisation(town.organisation.pk):
        return attach_document(
            member=town.anna,
            announcement=message,
            content=content,
            file_name="plan.pdf",
            title=title,
        )
