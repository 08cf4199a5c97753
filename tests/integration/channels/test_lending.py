"""Files lent to platforms: exactly what was lent, for a day, and nothing else."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client
from django.utils import timezone

from ausrufer.channels import lending
from ausrufer.channels.lending import lend, take_back
from ausrufer.channels.surroundings import surroundings
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from tests.conftest import PASSWORD, Town

CONTENT = b"\x89PNG not quite a picture"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.LENT_FOLDER = tmp_path / "lent"
    return tmp_path / "lent"


def path_of(address: str) -> str:
    assert address.startswith("http://testserver/geliehen/")
    return address.removeprefix("http://testserver")


@pytest.mark.django_db
def test_exactly_what_was_lent() -> None:
    path = path_of(lend(CONTENT, "image/png"))
    answer = Client().get(path)
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies
    assert path.endswith("/datei.png")


@pytest.mark.django_db
def test_a_file_is_lent_as_a_copy(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(CONTENT)
    answer = Client().get(path_of(lend(film, "video/mp4")))
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer.headers["Content-Type"] == "video/mp4"
    assert film.read_bytes() == CONTENT
    assert lend(film, "video/mp4").rsplit("/", 1)[1] == "datei.mp4"


@pytest.mark.django_db
def test_who_is_logged_in_makes_no_difference(town: Town) -> None:
    client = Client()
    client.login(username=town.dirk.user.email, email=town.dirk.user.email, password=PASSWORD)
    answer = client.get(path_of(lend(CONTENT, "image/png")))
    assert b"".join(answer.streaming_content) == CONTENT
    assert not answer.cookies


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xml", "", "x"])
def test_nothing_a_browser_would_run_is_lent(media_type: str) -> None:
    with pytest.raises(ValueError, match="is not lent"):
        lend(b"<script>alert(1)</script>", media_type)


@pytest.mark.django_db
def test_anything_else_is_not_there(folder: Path, settings: LazySettings) -> None:
    path = path_of(lend(CONTENT, "image/png"))
    token = path.split("/")[2]
    (stored,) = folder.glob("*/*")
    other = signing.dumps([stored.name, "image/png"], salt="another purpose")
    html = signing.dumps([stored.name, "text/html"], salt=lending._SALT)
    odd = signing.dumps("../../etc/passwd", salt=lending._SALT)
    climbing = signing.dumps(["../../../etc/passwd", "image/png"], salt=lending._SALT)
    wrong = [
        "/geliehen/x",
        f"/geliehen/{stored.name}",
        f"/geliehen/{stored.parent.name}/{stored.name}",
        f"/geliehen/{token}",
        f"/geliehen/{token}/",
        f"/geliehen/{token}/datei.html",
        f"/geliehen/{token}/datei.jpg",
        f"/geliehen/{token}/../datei.png",
        f"/geliehen/{token[:-1]}/datei.png",
        f"/geliehen/{token[1:]}/datei.png",
        f"/geliehen/{other}/datei.png",
        f"/geliehen/{html}/datei.html",
        f"/geliehen/{html}/datei.None",
        f"/geliehen/{odd}/datei.png",
        f"/geliehen/{climbing}/datei.png",
        "/geliehen/%00/datei.png",
    ]
    answers = [Client().get(one) for one in wrong]
    assert [one.status_code for one in answers] == [404] * len(wrong)
    assert len({one.content for one in answers}) == 1
    stored.unlink()
    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code in {403, 405}


@pytest.mark.django_db
def test_after_a_day_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(lend(CONTENT, "image/png"))
    started = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: started + 24 * 3600 - 5)
    assert b"".join(Client().get(path).streaming_content) == CONTENT
    monkeypatch.setattr(signing.time, "time", lambda: started + 24 * 3600 + 5)
    assert Client().get(path).status_code == 404


def test_files_are_swept_two_days_after_they_were_lent_last(folder: Path) -> None:
    lend(CONTENT, "image/png")
    lend(b"another", "image/png")
    lend(b"a third", "image/png")
    files = sorted(folder.glob("*/*"))
    long_ago = (timezone.now() - timedelta(days=2, minutes=1)).timestamp()
    lately = (timezone.now() - timedelta(days=1, hours=23)).timestamp()
    for path, moment in zip(files, (long_ago, lately, long_ago), strict=True):
        os.utime(path, (moment, moment))
    again = files[2].read_bytes()
    lend(again, "image/png")
    take_back()
    assert sorted(folder.glob("*/*")) == files[1:]
    inside = folder / "work-x" / "folder"
    inside.mkdir(parents=True)
    os.utime(inside, (long_ago, long_ago))
    take_back()
    assert inside.is_dir()


def test_nothing_to_sweep(folder: Path) -> None:
    take_back()
    assert not folder.exists()


def test_connectors_get_it() -> None:
    assert surroundings(GuardedClient(HttpPolicy())).lend is lend
