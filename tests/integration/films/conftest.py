"""Two towns, one of which has a film."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ausrufer.announcements.actions.films import attach_film, show_as_read
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import add_captions, add_film, read_film
from ausrufer.library.models import Asset
from tests.conftest import Town
from tests.filming import film
from tests.integration.tenancy.planted import logged_in

SPOKEN = b"WEBVTT\n\n00:00.000 --> 00:01.500\nWir bauen das Freibad um.\n"


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.PUBLIC_FOLDER = tmp_path / "public"


@pytest.fixture
def anna(town: Town) -> Client:
    return logged_in(town.anna)


@pytest.fixture
def dora(neighbour: Town) -> Client:
    """Somebody of the next town who writes there."""
    return logged_in(neighbour.anna)


@pytest.fixture
def message(town: Town) -> Announcement:
    channel = town.channel("seite")
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Freibad im Umbau", body="Der Bagger ist da."),
            channels=[channel],
        )


@pytest.fixture
def unread(town: Town, tmp_path: Path) -> Asset:
    """A film that waits for its job."""
    with within_organisation(town.organisation.pk):
        made = uploaded(film(tmp_path / "a.mp4"))
        return add_film(member=town.anna, upload=made, file_name="freibad.mp4").asset


def uploaded(made: Path, name: str = "freibad.mp4") -> SimpleUploadedFile:
    """Return a film as a browser sends it."""
    return SimpleUploadedFile(name, made.read_bytes(), "video/mp4")


def read_in(asset: Asset) -> Asset:
    """Read a film as the job does, tell the messages, and return it as it is then."""
    with within_organisation(asset.organisation_id):
        read_film(asset=asset)
        asset.refresh_from_db()
        if asset.is_ready:
            show_as_read(asset_id=asset.pk, kept_as=asset.pk)
    return asset


def kept_film(town: Town, folder: Path, **shape: Any) -> Asset:
    """Put a film into the library of a town, and read it."""
    with within_organisation(town.organisation.pk):
        made = uploaded(film(folder / "neu.mp4", **shape))
        return read_in(add_film(member=town.anna, upload=made, file_name="freibad.mp4").asset)


def captioned(town: Town, asset: Asset, language: str = "de", spoken: bytes = SPOKEN) -> None:
    """Give a film its captions."""
    with within_organisation(town.organisation.pk):
        add_captions(member=town.anna, asset=asset, language=language, content=spoken)


def filmed(
    town: Town, announcement: Announcement, folder: Path, *, spoken: bytes = SPOKEN, **shape: Any
) -> Asset:
    """Attach a film with captions to a message; returns it as the library has it."""
    with within_organisation(town.organisation.pk):
        shown = attach_film(
            member=town.anna,
            announcement=announcement,
            upload=uploaded(film(folder / "film.mp4", **shape)),
            file_name="freibad.mp4",
            alt_text="Ein Bagger hebt das alte Becken aus.",
        )
    assert shown.asset is not None
    read_in(shown.asset)
    if spoken:
        captioned(town, shown.asset, spoken=spoken)
    return shown.asset
