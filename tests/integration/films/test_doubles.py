"""Films that come in again while others are read: nothing is lost, nothing refused is a double."""

from pathlib import Path
from typing import Any

import pytest

from ausrufer.announcements.actions import films as attaching
from ausrufer.announcements.actions.films import attach_film
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.library.actions import add_film, read_film, reading
from ausrufer.library.actions.incoming import upload_of
from ausrufer.library.models import Asset
from ausrufer.library.states import AssetState
from tests.conftest import Town
from tests.filming import film
from tests.integration.films.conftest import kept_film, uploaded

pytestmark = pytest.mark.django_db


def read(asset: Asset) -> Asset:
    with across_organisations(reason="as the job"):
        read_film(asset=Asset.objects.get(pk=asset.pk))
        return Asset.objects.get(pk=asset.pk)


def test_what_comes_in_again_just_after_the_refusal_is_read(
    unread: Asset, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = upload_of(unread).read_bytes()
    upload_of(unread).write_bytes(b"damaged")
    refuse = reading._refuse

    def refused_and_uploaded_again(asset: Asset, reason: str) -> None:
        refuse(asset, reason)
        (tmp_path / "again.mp4").write_bytes(content)
        with within_organisation(town.organisation.pk):
            again = uploaded(tmp_path / "again.mp4")
            add_film(member=town.anna, upload=again, file_name="freibad.mp4")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(reading, "_refuse", refused_and_uploaded_again)
        assert read(unread).state == AssetState.READING
    assert upload_of(unread).read_bytes() == content
    assert read(unread).state == AssetState.READY


def test_a_refused_film_with_the_same_content_stands_in_nobodys_way(
    town: Town, tmp_path: Path
) -> None:
    clean = kept_film(town, tmp_path)
    with within_organisation(town.organisation.pk):
        Asset.objects.filter(pk=clean.pk).update(
            state=AssetState.REFUSED, reason="Dreimal nicht gelesen.", uploaded_sha256=clean.sha256
        )
        made = uploaded(film(tmp_path / "b.mp4", told={"comment": "Kamera 2"}))
        other = add_film(member=town.anna, upload=made, file_name="b.mp4").asset
    found = read(other)
    assert (found.state, found.sha256, found.reason) == ("ready", clean.sha256, "")
    with within_organisation(town.organisation.pk):
        refused = Asset.objects.get(pk=clean.pk)
    assert (refused.state, refused.uploaded_sha256) == ("refused", clean.sha256)
    assert refused.sha256 != clean.sha256


def test_a_double_read_before_its_message_shows_it_is_shown_as_what_it_was_kept(
    town: Town, message: Announcement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = kept_film(town, tmp_path)

    def read_at_once(**values: Any) -> Any:
        added = add_film(**values)
        read(added.asset)
        return added

    monkeypatch.setattr(attaching, "add_film", read_at_once)
    with within_organisation(town.organisation.pk):
        attach_film(
            member=town.anna,
            announcement=message,
            upload=uploaded(film(tmp_path / "b.mp4", told={"comment": "Kamera 2"})),
            file_name="b.mp4",
            alt_text="Ein Bagger",
        )
        shown = AnnouncementPicture.objects.select_related("asset").get()
    assert (shown.asset, shown.sha256, shown.is_ready) == (known, known.sha256, True)
