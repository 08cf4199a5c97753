"""A library with a picture, and pages as people of the house see them."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import add_picture
from ausrufer.library.models import Asset
from ausrufer.organisations.models import Member
from tests.conftest import Town
from tests.integration.tenancy.planted import logged_in


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.PUBLIC_FOLDER = tmp_path / "public"


def picture(number: int = 1, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """Return a JPEG of its own for every number."""
    file = io.BytesIO()
    Image.new("RGB", size, (number, 2 * number, 100)).save(file, "JPEG", **options)
    return file.getvalue()


def added(member: Member, number: int = 1, **options: Any) -> Asset:
    """Put a picture into the library of the member's town."""
    with within_organisation(member.organisation_id):
        given = {"content": picture(number), "file_name": f"bild-{number}.jpg", **options}
        return add_picture(member=member, **given).asset


@pytest.fixture
def anna(town: Town) -> Client:
    return logged_in(town.anna)


@pytest.fixture
def dora(neighbour: Town) -> Client:
    """Somebody of the next town who writes there."""
    return logged_in(neighbour.anna)
