"""Films made anew: in a queue of their own, tried again where the machine was in the way."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.facts import FilmRefused, NotFinished
from ausrufer.foundation.films.plans import Wanted
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import film_made_for, make_film, making
from ausrufer.library.models import MadeFile
from ausrufer.library.states import MadeState
from tests.conftest import Town
from tests.integration.films.conftest import captioned, kept_film

pytestmark = pytest.mark.django_db


def test_a_killed_decoder_refuses_nothing_before_the_last_try(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise NotFinished("Der Film ist beschädigt.")

    monkeypatch.setattr(making, "remake_film", killed)
    asset, wanted = kept_film(town, tmp_path), Wanted()
    with within_organisation(town.organisation.pk):
        made = film_made_for(asset, wanted)
        assert ProcrastinateJob.objects.get(task_name=making.MAKE_FILM).queue_name == "films"
        with pytest.raises(NotFinished):
            make_film(made=made, asset=asset, wanted=wanted, last_try=False)
        assert MadeFile.objects.get().state == MadeState.MAKING
        make_film(made=made, asset=asset, wanted=wanted)
        assert MadeFile.objects.get().state == MadeState.REFUSED


def test_a_refusal_for_the_machines_sake_is_asked_again_one_for_the_films_is_not(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = kept_film(town, tmp_path)
    said = {Wanted(): NotFinished("abgebrochen"), Wanted(most_bytes=9): FilmRefused("defekt")}
    with within_organisation(town.organisation.pk):
        for asked, refusal in said.items():
            monkeypatch.setattr(making, "_remade", Mock(side_effect=refusal))
            make_film(made=film_made_for(asset, asked), asset=asset, wanted=asked)
        before = ProcrastinateJob.objects.filter(task_name=making.MAKE_FILM).count()
        for asked in said:  # who waited for it reads why
            since = now() - timedelta(hours=1)
            assert film_made_for(asset, asked, since=since).state == MadeState.REFUSED
        again, refused = (film_made_for(asset, asked) for asked in said)
        assert (again.state, again.reason) == (MadeState.MAKING, "")
        assert (refused.state, refused.reason) == (MadeState.REFUSED, "defekt")
        assert ProcrastinateJob.objects.filter(task_name=making.MAKE_FILM).count() == before + 1


def test_a_film_whose_job_is_gone_is_made_all_the_same(town: Town, tmp_path: Path) -> None:
    asset, wanted = kept_film(town, tmp_path), Wanted()
    with within_organisation(town.organisation.pk):
        film_made_for(asset, wanted)
        later = now() + timedelta(minutes=3)
        jobs = ProcrastinateJob.objects.filter(task_name=making.MAKE_FILM)
        with pretending(later):
            film_made_for(asset, wanted)
            assert jobs.count() == 1  # it waits for its turn, or is being done
            _fail(jobs.get().pk)  # as when the database restarts while the outcome is written
            film_made_for(asset, wanted)
            assert jobs.filter(status="todo").count() == 1
            _fail(jobs.get(status="todo").pk)
            film_made_for(asset, wanted)
            assert jobs.filter(status="todo").count() == 0  # one that always fails gets its pauses


def _fail(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])


@pytest.mark.parametrize("gone", [False, True])
def test_uploading_both_again_helps_as_the_sentence_says(
    town: Town, tmp_path: Path, settings: Any, *, gone: bool
) -> None:
    asset = kept_film(town, tmp_path)
    captioned(town, asset)
    store = FileStore(settings.MEDIA_FOLDER)
    with within_organisation(town.organisation.pk):
        asked = Wanted(burnt=asset.captions.get().sha256)
        for one in (asset.sha256, asked.burnt):
            if gone:
                store.path(one).unlink()
            else:
                store.path(one).write_bytes(b"damaged")
        make_film(made=film_made_for(asset, asked), asset=asset, wanted=asked)
        refused = film_made_for(asset, asked)  # nothing was mended
        assert refused.state == MadeState.REFUSED
        assert "erneut hoch" in refused.reason
    assert kept_film(town, tmp_path) == asset
    captioned(town, asset)
    with within_organisation(town.organisation.pk):
        make_film(made=film_made_for(asset, asked), asset=asset, wanted=asked)
        assert film_made_for(asset, asked).state == MadeState.MADE


@pytest.mark.parametrize("lost", [False, True])
def test_what_was_made_and_is_damaged_or_lost_is_made_again(
    town: Town, tmp_path: Path, settings: Any, *, lost: bool
) -> None:
    asset = kept_film(town, tmp_path)
    with within_organisation(town.organisation.pk):
        make_film(made=film_made_for(asset, Wanted()), asset=asset, wanted=Wanted())
        made = film_made_for(asset, Wanted())
        path = FileStore(settings.MEDIA_FOLDER).path(made.sha256)
        if lost:
            path.unlink()
        else:
            path.write_bytes(b"damaged")
        make_film(made=film_made_for(asset, Wanted()), asset=asset, wanted=Wanted())
        assert FileStore(settings.MEDIA_FOLDER).is_sound(made.sha256)
