"""A film is read by a job: crashes, refusals, doubles, lost jobs; nothing unread goes out."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.films import attach_film, show_as_read
from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.foundation.films.facts import NotFinished
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.library.actions import (
    READ_FILM,
    add_captions,
    add_film,
    queue_lost_readings,
    read_film,
    reading,
)
from ausrufer.library.actions.incoming import upload_of
from ausrufer.library.models import Asset
from ausrufer.library.states import AssetState
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town
from tests.filming import film
from tests.integration.films.conftest import SPOKEN, kept_film, read_in, uploaded
from tests.integration.tenancy.planted import everything, token_of

pytestmark = pytest.mark.django_db


def attached(town: Town, message: Announcement, made: Path) -> AnnouncementPicture:
    with within_organisation(town.organisation.pk):
        return attach_film(
            member=town.anna,
            announcement=message,
            upload=uploaded(made),
            file_name="freibad.mp4",
            alt_text="Ein Bagger",
        )


def again(asset: Asset) -> Asset:
    with across_organisations(reason="a test looks at its row"):
        return Asset.objects.get(pk=asset.pk)


def waiting_jobs() -> list[Any]:
    found = ProcrastinateJob.objects.filter(task_name=READ_FILM, status="todo")
    return [(one.queue_name, one.args["asset_id"]) for one in found]


def read(asset: Asset) -> None:
    """Do what the job does; that one closes its connection, and the test with it."""
    with across_organisations(reason="as the job"):
        read_film(asset=Asset.objects.get(pk=asset.pk))


def sweep() -> None:
    with across_organisations(reason="as the job"):
        queue_lost_readings()


def dies(monkeypatch: pytest.MonkeyPatch, broken: BaseException) -> None:
    monkeypatch.setattr(reading, "take_film", Mock(side_effect=broken))


def test_an_upload_waits_with_its_job_and_is_read_once(unread: Asset, town: Town) -> None:
    assert waiting_jobs() == [("reading", unread.pk)]
    assert (unread.state, unread.seconds, upload_of(unread).exists()) == ("reading", None, True)
    uploaded_as = unread.sha256
    read(unread)
    asset = again(unread)
    assert (asset.state, asset.seconds, asset.rate) == ("ready", 2.0, 10.0)
    assert (asset.uploaded_sha256, asset.tries) == (uploaded_as, 1)
    assert not upload_of(asset).exists()
    before = everything()
    read(unread)
    sweep()
    assert everything() == before
    with within_organisation(town.organisation.pk):
        told = JournalEntry.objects.filter(subject=asset.subject).order_by("sequence")
        assert [one.kind for one in told] == ["asset.film_added", "asset.film_read"]


def test_a_worker_that_dies_leaves_the_film_to_the_next_and_three_deaths_refuse_it(
    unread: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        dies(broken, SystemExit())
        for tries in (1, 2, 3):
            with pytest.raises(SystemExit):
                read(unread)
            assert (again(unread).state, again(unread).tries) == ("reading", tries)
            assert upload_of(unread).exists()
    # nobody tries a fourth time, however well the decoder is now
    read(unread)
    asset = again(unread)
    assert asset.state == AssetState.REFUSED
    assert "dreimal nicht zu Ende lesen" in asset.reason
    assert not upload_of(asset).exists()


def test_after_a_death_the_film_is_read_as_if_nothing_had_been(
    unread: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        dies(broken, SystemExit())
        with pytest.raises(SystemExit):
            read(unread)
    read(unread)
    assert (again(unread).state, again(unread).tries) == ("ready", 2)


def test_a_killed_decoder_is_tried_again_by_the_sweep(
    unread: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies(monkeypatch, NotFinished("abgebrochen"))
    for _ in range(3):
        ProcrastinateJob.objects.all().delete()  # as done
        sweep()
        assert waiting_jobs() == [("reading", unread.pk)]
        read(unread)
    assert again(unread).state == AssetState.REFUSED
    ProcrastinateJob.objects.all().delete()
    sweep()
    assert waiting_jobs() == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_counts_for_nothing(
    unread: Asset, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with monkeypatch.context() as full:
        dies(full, OSError(code, "No space left on device"))
        for _ in range(5):
            with pytest.raises(OSError, match="No space"):
                read(unread)
    assert (again(unread).state, again(unread).tries) == ("reading", 0)
    read(unread)
    assert again(unread).state == AssetState.READY


def test_a_file_that_cannot_be_read_is_not_tried_for_ever(
    unread: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies(monkeypatch, OSError(errno.EIO, "Input/output error"))
    for _ in range(3):
        with pytest.raises(OSError, match="Input/output"):
            read(unread)
    read(unread)
    assert again(unread).state == AssetState.REFUSED


def test_a_film_whose_job_waits_gets_no_second_one(unread: Asset) -> None:
    sweep()
    sweep()
    assert waiting_jobs() == [("reading", unread.pk)]


@pytest.mark.parametrize(
    "harm", [Path.unlink, lambda path: path.write_bytes(b"x")], ids=["lost", "changed"]
)
def test_an_upload_that_is_not_what_came_is_asked_for_again(
    unread: Asset, town: Town, tmp_path: Path, harm: Callable[[Path], Any]
) -> None:
    harm(upload_of(unread))
    read(unread)
    assert (again(unread).state, "erneut hoch" in again(unread).reason) == ("refused", True)
    with within_organisation(town.organisation.pk):
        content = uploaded(film(tmp_path / "b.mp4"))  # the same bytes
        added = add_film(member=town.anna, upload=content, file_name="freibad.mp4")
    assert (added.asset.pk, added.new, added.asset.state) == (unread.pk, True, "reading")
    assert (again(unread).reason, again(unread).tries) == ("", 0)
    read(unread)
    assert again(unread).state == AssetState.READY


def submitted(town: Town, message: Announcement) -> str:
    """Submit the message; returns why it cannot be, or nothing."""
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get(pk=message.pk)
        try:
            submit_for_approval(member=town.anna, announcement=message)
        except Refused as refused:
            return refused.for_staff
    return ""


def test_nothing_with_an_unread_film_is_submitted(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    shown = attached(town, message, film(tmp_path / "a.mp4", sound=""))
    assert shown.asset is not None
    here = f"/desk/mitteilungen/{message.public_id}/"
    for page in (here, f"{here}aendern/", f"{here}film/", f"{here}ueberall/"):
        answer = anna.get(page)
        assert answer.status_code == 200
        assert "Der Film wird noch gelesen." in answer.content.decode() or page.endswith(
            ("film/", "ueberall/")
        )
    assert "Der Film ist sicher angekommen" in anna.get(f"{here}film/").content.decode()
    assert anna.get(f"/desk/bilder/{shown.public_id}/").status_code == 404
    assert submitted(town, message).startswith("Der Film wird noch gelesen.")
    with within_organisation(town.organisation.pk):
        read_film(asset=shown.asset)
    # until its message knows what the film is by now, nothing goes out either
    assert submitted(town, message).startswith("Der Film wird noch gelesen.")
    with within_organisation(town.organisation.pk):
        show_as_read(asset_id=shown.asset.pk, kept_as=shown.asset.pk)
    assert submitted(town, message) == ""
    assert "Der Film wird noch gelesen." not in anna.get(here).content.decode()


def test_a_refused_film_says_why_and_makes_room_for_another(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    shown = attached(town, message, film(tmp_path / "a.mp4", size=(8, 8)))
    assert shown.asset is not None
    read_in(shown.asset)
    here = f"/desk/mitteilungen/{message.public_id}/"
    assert "8 × 8 Bildpunkte" in anna.get(here).content.decode()
    assert "8 × 8 Bildpunkte" in submitted(town, message)
    page = anna.get(f"{here}film/")
    assert page.context["new"]["alt_text"].value() == "Ein Bagger"  # nothing typed is lost
    other = {"then": "add", "film": uploaded(film(tmp_path / "b.mp4", sound="")), "alt_text": "b"}
    assert anna.post(f"{here}film/", other).status_code == 302
    with within_organisation(town.organisation.pk):
        (film_now,) = AnnouncementPicture.objects.select_related("asset")
    assert film_now.asset is not None
    assert (film_now.alt_text, film_now.asset == shown.asset) == ("b", False)
    read_in(film_now.asset)
    assert submitted(town, message) == ""


def test_a_refused_film_is_taken_out(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    shown = attached(town, message, film(tmp_path / "a.mp4", size=(8, 8)))
    assert shown.asset is not None
    read_in(shown.asset)
    anna.post(f"/desk/mitteilungen/{message.public_id}/film/", {"then": "remove"})
    assert submitted(town, message) == ""


def test_the_same_film_with_other_remarks_is_one_and_its_message_shows_it(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    known = kept_film(town, tmp_path)
    shown = attached(town, message, film(tmp_path / "b.mp4", told={"comment": "Kamera 2"}))
    assert shown.asset is not None
    assert shown.asset != known
    with within_organisation(town.organisation.pk):
        add_captions(member=town.anna, asset=shown.asset, language="de", content=SPOKEN)
        read_film(asset=shown.asset)
        told = ProcrastinateJob.objects.filter(task_name__endswith="film_read").latest("id")
        show_as_read(asset_id=told.args["asset_id"], kept_as=told.args["kept_as"])
        film_now = AnnouncementPicture.objects.select_related("asset").get()
        double = again(shown.asset)
    assert (film_now.asset, film_now.sha256, film_now.is_ready) == (known, known.sha256, True)
    assert (double.state, double.retired_at is None) == ("refused", False)
    assert double.reason == "Diesen Film gibt es schon: „freibad.mp4“. Er bleibt einmal abgelegt."
    with within_organisation(town.organisation.pk):
        assert [one.language for one in known.captions.all()] == ["de"]


def test_an_earlier_version_shows_the_film_that_was_not_read_then(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    shown = attached(town, message, film(tmp_path / "a.mp4"))
    assert shown.asset is not None
    asset = read_in(shown.asset)
    with within_organisation(town.organisation.pk):
        AnnouncementPicture.objects.all().delete()
        now_at = Announcement.objects.get(pk=message.pk)
        versions = now_at.versions.order_by("number")
        restore_version(
            member=town.anna,
            announcement=now_at,
            number=versions.last().number,
            version=now_at.version,
        )
        film_now = AnnouncementPicture.objects.select_related("asset").get()
    assert (film_now.asset, film_now.sha256, film_now.is_ready) == (asset, asset.sha256, True)


def test_two_towns_with_the_same_upload_each_have_their_own(
    neighbour: Town, dora: Client, anna: Client, unread: Asset, tmp_path: Path
) -> None:
    with within_organisation(neighbour.organisation.pk):
        made = uploaded(film(tmp_path / "b.mp4"))
        theirs = add_film(member=neighbour.anna, upload=made, file_name="b.mp4")
    assert (theirs.new, theirs.asset.sha256) == (True, unread.sha256)
    state = f"/desk/bilder/eintrag/{unread.public_id}/stand/"
    assert (anna.get(state).status_code, dora.get(state).status_code) == (204, 404)
    read(unread)
    assert b"bereit" in anna.get(state).content
    assert dora.get(state).status_code == 404
    # one town is done: the other's upload is still there
    assert again(theirs.asset).state == AssetState.READING
    read(theirs.asset)
    assert again(theirs.asset).state == AssetState.READY


def test_nobody_gets_the_file_of_an_unread_film(unread: Asset, anna: Client) -> None:
    here = f"/desk/bilder/eintrag/{unread.public_id}/"
    assert anna.get(here).status_code == 200
    for part in ("datei/", "film/", "standbild/", "klein/"):
        assert anna.get(here + part).status_code == 404


def test_an_unread_film_is_not_offered(
    unread: Asset, anna: Client, message: Announcement, town: Town
) -> None:
    posted = {"then": "add", "chosen": str(unread.public_id)}
    anna.post(f"/desk/mitteilungen/{message.public_id}/film/", posted)
    with within_organisation(town.organisation.pk):
        assert not AnnouncementPicture.objects.exists()


def test_films_of_old_get_their_rate_counted_once(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = kept_film(town, tmp_path)
    ProcrastinateJob.objects.all().delete()
    with within_organisation(town.organisation.pk):
        Asset.objects.update(rate=None, tries=0)  # as those taken in before
    before = again(asset).sha256
    sweep()
    assert waiting_jobs() == [("reading", asset.pk)]
    read(asset)
    assert (again(asset).rate, again(asset).sha256, again(asset).state) == (10.0, before, "ready")
    ProcrastinateJob.objects.all().delete()
    sweep()
    assert waiting_jobs() == []


def test_a_film_of_old_that_cannot_be_read_stays_as_it_is(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = kept_film(town, tmp_path)
    with within_organisation(town.organisation.pk):
        Asset.objects.update(rate=None, tries=0)
    dies(monkeypatch, NotFinished("abgebrochen"))
    for expected in (None, None, 0.0):
        read(asset)
        assert (again(asset).rate, again(asset).state) == (expected, "ready")


def test_an_upload_that_is_refused_leaves_nothing(town: Town, anna: Client) -> None:
    before = everything()
    file = uploaded(Path(__file__), "kein.mp4")
    answer = anna.post("/desk/bilder/film-ablegen/", {"film-film": file})
    assert "kein Film" in str(answer.context["film_form"].errors["film"])
    assert everything() == before
    assert [one for one in settings.MEDIA_FOLDER.rglob("*") if one.is_file()] == []


def test_who_may_not_write_stores_nothing(town: Town, tmp_path: Path) -> None:
    with within_organisation(town.organisation.pk):
        town.anna.assignments.all().delete()
    before = everything()
    made = uploaded(film(tmp_path / "a.mp4"))
    with within_organisation(town.organisation.pk):
        nobody = Member.objects.get(pk=town.anna.pk)
        with pytest.raises(NotForYou):
            add_film(member=nobody, upload=made, file_name="a.mp4")
    assert everything() == before
    assert not settings.MEDIA_FOLDER.exists()


def test_the_interface_tells_how_far_a_film_is(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    bearer = {"Authorization": f"Bearer {token_of(town.anna)}"}
    here = f"/api/v1/announcements/{message.public_id}"
    answer = Client().post(
        f"{here}/films", {"file": uploaded(film(tmp_path / "a.mp4", size=(8, 8)))}, headers=bearer
    )
    assert (answer.status_code, answer.json()["state"]) == (201, "reading")
    assert (answer.json()["seconds"], answer.json()["width"]) == (0, 0)
    with within_organisation(town.organisation.pk):
        asset = Asset.objects.get()
    read_in(asset)
    (told,) = Client().get(here, headers=bearer).json()["films"]
    assert (told["state"], told["reason"][:14]) == ("refused", "Der Film hat 8")
    other = {"file": uploaded(film(tmp_path / "b.mp4"))}
    assert Client().post(f"{here}/films", other, headers=bearer).status_code == 201
    with within_organisation(town.organisation.pk):
        read_in(Asset.objects.get(state=AssetState.READING))
    (told,) = Client().get(here, headers=bearer).json()["films"]
    assert (told["state"], told["reason"], told["seconds"]) == ("ready", "", 2.0)
