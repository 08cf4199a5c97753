"""What processes that were killed leave of films goes by itself, and nothing else does."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import across_organisations
from ausrufer.library.actions.incoming import forget_uploads, upload_of
from ausrufer.library.models import Asset

pytestmark = pytest.mark.django_db


def forgotten() -> None:
    with across_organisations(reason="as the job"):
        forget_uploads()


def grown_old(*places: Path) -> None:
    long_ago = (now() - timedelta(days=3)).timestamp()
    for one in places:
        os.utime(one, (long_ago, long_ago))


def test_what_a_crash_left_behind_is_cleared_away_and_what_waits_is_not(unread: Asset) -> None:
    left, fresh = upload_of(unread).with_name("alt"), upload_of(unread).with_name("neu")
    for one in (left, fresh):
        one.write_bytes(b"x")
    grown_old(left, upload_of(unread))
    forgotten()
    assert (left.exists(), fresh.exists(), upload_of(unread).exists()) == (False, True, True)


@pytest.mark.parametrize("where", ["", "incoming"], ids=["at work", "on its way in"])
def test_folders_of_killed_processes_go_with_the_film_in_them(where: str) -> None:
    store = settings.MEDIA_FOLDER / where
    left, fresh = store / "work-alt", store / "work-neu"
    for one in (left, fresh):
        one.mkdir(parents=True)
        (one / "film").write_bytes(b"with the place where it was taken")
    grown_old(left / "film", left)
    kept = FileStore(settings.MEDIA_FOLDER).keep(b"a film")
    file = FileStore(settings.MEDIA_FOLDER).path(kept)
    grown_old(file, file.parent)
    forgotten()
    assert (left.exists(), fresh.exists(), file.exists()) == (False, True, True)
