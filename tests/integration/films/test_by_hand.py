"""A film that somebody posts by hand: saved from the task, with its captions in the pictures."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ausrufer.channels import registry
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.models import Asset, MadeFile
from ausrufer.library.states import MadeState
from tests.conftest import FAKES, Town, Worker, run_jobs
from tests.integration.films.test_out import brightest_below, released

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _networks(settings: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, "tests.integration.films.cinema.HandCinemaConnector"]
    registry._connectors.cache_clear()


def handed_over(town: Town, worker: Worker, folder: Path) -> Delivery:
    """Return a task with a film; it is there once the film is made."""
    released(town, town.channel("hand", "hand_cinema"), folder, size=(180, 320))
    worker.deliver()
    run_jobs()
    with within_organisation(town.organisation.pk):
        waiting = Delivery.objects.get()
        Delivery.objects.update(due_at=waiting.created_at)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        task = Delivery.objects.get()
    assert task.state == State.BY_HAND
    return task


def test_the_task_hands_out_the_film_with_its_captions(
    town: Town, worker: Worker, anna: Client, tmp_path: Path
) -> None:
    task = handed_over(town, worker, tmp_path)
    page = anna.get(f"/desk/aufgaben/{task.key}/").content.decode()
    assert "Untertitel sind eingebrannt" in page
    address = f"/desk/aufgaben/{task.key}/film/1/"
    assert address in page
    answer = anna.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="film-1.mp4"'
    saved = tmp_path / "saved.mp4"
    saved.write_bytes(b"".join(answer.streaming_content))
    assert brightest_below(saved, 0.5) > 200
    for number in (0, 2):
        assert anna.get(f"/desk/aufgaben/{task.key}/film/{number}/").status_code == 404
    with within_organisation(town.organisation.pk):
        assert MadeFile.objects.get().source_sha256 == Asset.objects.get().sha256


def test_while_the_film_is_made_again_the_page_says_so(
    town: Town, worker: Worker, anna: Client, tmp_path: Path, settings: Any
) -> None:
    task = handed_over(town, worker, tmp_path)
    with within_organisation(town.organisation.pk):
        made = MadeFile.objects.get()
    FileStore(settings.MEDIA_FOLDER).path(made.sha256).unlink()
    address = f"/desk/aufgaben/{task.key}/film/1/"
    waiting = anna.get(address)
    assert (waiting.status_code, waiting.headers["Content-Type"][:9]) == (202, "text/html")
    assert "wird gerade umgewandelt" in waiting.content.decode()
    assert "max-age=0" in waiting.headers["Cache-Control"]
    run_jobs()
    film = anna.get(address)
    assert (film.headers["Content-Type"], film.getvalue()[4:8]) == ("video/mp4", b"ftyp")


def test_why_there_is_no_film_is_said(
    town: Town, worker: Worker, anna: Client, tmp_path: Path, settings: Any
) -> None:
    task = handed_over(town, worker, tmp_path)
    with within_organisation(town.organisation.pk):
        MadeFile.objects.update(state=MadeState.REFUSED, reason="Zu klein.", final=True)
    refused = anna.get(f"/desk/aufgaben/{task.key}/film/1/")
    assert refused.status_code == 404
    assert "Zu klein." in refused.content.decode()


def test_the_file_that_is_handed_out_is_the_one_that_is_checked(
    town: Town, worker: Worker, anna: Client, tmp_path: Path, settings: Any
) -> None:
    task = handed_over(town, worker, tmp_path)
    store, address = FileStore(settings.MEDIA_FOLDER), f"/desk/aufgaben/{task.key}/film/1/"
    with within_organisation(town.organisation.pk):
        made = MadeFile.objects.get()
    store.path(made.source_sha256).write_bytes(b"never read again")
    part = anna.get(address, headers={"Range": "bytes=4-7"})
    assert b"".join(part.streaming_content) == b"ftyp"
    store.path(made.sha256).write_bytes(b"another film")
    assert anna.get(address).status_code == 202  # made again, never handed out
