"""The film of a message on the desk: added, described, captioned, checked, shown, taken out."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ausrufer.announcements.actions.films import attach_film
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.renditions import fingerprint_of, renditions
from ausrufer.channels import registry
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.models import Asset
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.policy import Role
from tests.conftest import FAKES, PASSWORD, Town
from tests.filming import film
from tests.integration.films.conftest import SPOKEN, captioned, filmed, kept_film, read_in, uploaded
from tests.integration.tenancy.planted import everything, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _networks(settings: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, "tests.integration.films.cinema.CinemaConnector"]
    registry._connectors.cache_clear()


@pytest.fixture
def message(town: Town) -> Announcement:
    channel = town.channel("kino", "cinema")
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Freibad im Umbau", body="Der Bagger ist da."),
            channels=[channel],
        )


def address(message: Announcement) -> str:
    return f"/desk/mitteilungen/{message.public_id}/film/"


def shown(town: Town, message: Announcement) -> AnnouncementPicture:
    with within_organisation(town.organisation.pk):
        return AnnouncementPicture.objects.select_related("asset").get(announcement=message)


def said(town: Town, message: Announcement) -> set[tuple[str, str]]:
    """Return the findings about films, each with its severity."""
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get(pk=message.pk)
        listed = checklist(message, renditions(message), list(message.pictures.all()))
    found = (one.finding for one in listed)
    return {(one.severity.value, one.code) for one in found if one.place == "films"}


def test_a_film_comes_with_its_description_and_captions(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    made = film(tmp_path / "a.mp4").read_bytes()
    answer = anna.post(
        address(message),
        {
            "then": "add",
            "film": SimpleUploadedFile("freibad.mp4", made),
            "alt_text": "Ein Bagger im Becken",
            "captions": SimpleUploadedFile("freibad.vtt", SPOKEN),
            "language": "de",
        },
        follow=True,
    )
    assert answer.redirect_chain == [(address(message), 302)]
    asset = shown(town, message).asset
    assert asset is not None
    assert (asset.is_film, shown(town, message).alt_text) == (True, "Ein Bagger im Becken")
    assert "Der Film ist sicher angekommen" in answer.content.decode()
    read_in(asset)
    assert '/untertitel/de/" srclang="de"' in anna.get(address(message)).content.decode()
    with within_organisation(town.organisation.pk):
        assert [one.language for one in asset.captions.all()] == ["de"]


def test_a_film_of_the_house_is_chosen(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    asset = kept_film(town, tmp_path)
    anna.post(address(message), {"then": "add", "chosen": str(asset.public_id)})
    assert shown(town, message).asset == asset


def test_captions_of_another_departments_film_are_not_ours_to_change(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    asset = kept_film(town, tmp_path)
    with within_organisation(town.organisation.pk):
        Asset.objects.update(department=town.roads)
        emil = add_member(
            actor=town.dirk.actor,
            name="Emil",
            email="emil@musterstadt.example",
            password=PASSWORD,
            assignments=[(Role.AUTHOR, town.press)],
        )
    captions = SimpleUploadedFile("freibad.vtt", SPOKEN)
    posted = {"then": "add", "chosen": str(asset.public_id), "language": "de"}
    answer = logged_in(emil).post(address(message), {**posted, "captions": captions}, follow=True)
    assert "kümmern sich andere" in answer.content.decode()
    assert shown(town, message).asset == asset
    with within_organisation(town.organisation.pk):
        assert not asset.captions.exists()


@pytest.mark.parametrize("posted", [{}, {"chosen": "00000000-0000-4000-8000-000000000000"}])
def test_without_a_film_there_is_a_sentence(
    town: Town, anna: Client, message: Announcement, posted: dict[str, str]
) -> None:
    before = everything()
    answer = anna.post(address(message), {"then": "add", **posted})
    assert answer.status_code == 200
    assert answer.context["new"].errors
    assert everything() == before


def test_a_faulty_film_leaves_the_message_as_it_is(
    town: Town, anna: Client, message: Announcement
) -> None:
    before = everything()
    file = SimpleUploadedFile("freibad.mp4", b"PK\x03\x04" + bytes(2000))
    answer = anna.post(address(message), {"then": "add", "film": file, "alt_text": "Ein Bagger"})
    assert "kein Film" in str(answer.context["new"].errors["film"])
    assert "Ein Bagger" in answer.content.decode()  # nothing of what was typed is lost
    assert everything() == before


def test_there_is_one_film_at_most(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    filmed(town, message, tmp_path)
    before = shown(town, message)
    other = SimpleUploadedFile("b.mp4", film(tmp_path / "b.mp4", tint=99).read_bytes())
    anna.post(address(message), {"then": "add", "film": other})
    assert shown(town, message) == before


def test_described_captioned_and_taken_out(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    filmed(town, message, tmp_path)
    anna.post(address(message), {"then": "describe", "alt_text": "Zwei Bagger"})
    assert shown(town, message).alt_text == "Zwei Bagger"
    file = SimpleUploadedFile("x.srt", b"1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    anna.post(address(message), {"then": "captions", "captions": file, "language": "en"})
    with within_organisation(town.organisation.pk):
        asset = Asset.objects.get()
        assert [one.language for one in asset.captions.all()] == ["de", "en"]
    anna.post(address(message), {"then": "remove"})
    with within_organisation(town.organisation.pk):
        assert not AnnouncementPicture.objects.exists()
        assert Asset.objects.exists()


def test_saving_the_text_leaves_the_film(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    filmed(town, message, tmp_path)
    page = anna.get(f"/desk/mitteilungen/{message.public_id}/aendern/")
    form = page.context["form"]
    posted = {
        name: form[name].value()
        for name in ("title", "body", "version", "page", "kind", "language")
    }
    posted |= {"department": town.press.pk, "channels": form["channels"].value(), "body": "Neu."}
    anna.post(f"/desk/mitteilungen/{message.public_id}/aendern/", posted)
    with within_organisation(town.organisation.pk):
        assert Announcement.objects.get().body == "Neu."
    assert shown(town, message).alt_text == "Ein Bagger hebt das alte Becken aus."


def test_every_page_of_the_message_shows_the_film(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    filmed(town, message, tmp_path)
    picture = f"/desk/bilder/{shown(town, message).public_id}/"
    for page in ("", "aendern/", "ueberall/"):
        answer = anna.get(f"/desk/mitteilungen/{message.public_id}/{page}")
        assert (answer.status_code, picture in answer.content.decode()) == (200, True)
    answer = anna.get(picture)
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


CHECKS = [
    ({}, set()),
    ({"seconds": 70}, {("stops", "film_too_long")}),
    ({"size": (320, 180)}, {("warns", "film_gets_bars")}),
    ({"video": "libx265"}, {("hints", "film_converted")}),
]


@pytest.mark.parametrize(("shape", "expected"), CHECKS)
def test_a_network_says_what_it_will_not_take(
    town: Town,
    message: Announcement,
    tmp_path: Path,
    shape: dict[str, Any],
    expected: set[tuple[str, str]],
) -> None:
    filmed(town, message, tmp_path, **{"size": (180, 320), **shape})
    always = {
        ("hints", "captions_burnt_in"),
        ("warns", "film_rights_open"),
        ("warns", "film_consent_open"),
    }
    left_out = {("hints", "captions_burnt_in")} if shape.get("seconds") else set()
    assert said(town, message) == (always - left_out) | expected


ARABIC = "WEBVTT\n\n00:00.000 --> 00:01.500\nسيتم تجديد المسبح\n".encode()


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (("de", SPOKEN), ("hints", "captions_burnt_in")),
        (("en", SPOKEN), ("warns", "captions_stay_behind")),  # the message is German
        (("de", ARABIC), ("warns", "captions_unburnable")),
    ],
)
def test_the_check_says_whether_captions_are_burnt_in(
    town: Town,
    message: Announcement,
    tmp_path: Path,
    captions: tuple[str, bytes],
    expected: tuple[str, str],
) -> None:
    asset = filmed(town, message, tmp_path, spoken=b"", size=(180, 320))
    captioned(town, asset, *captions)
    found = {one for one in said(town, message) if one[1].startswith("captions_")}
    assert found == {expected}
    with within_organisation(town.organisation.pk):
        (rendition,) = renditions(message)
        spoken = asset.captions.get().sha256
    (film,) = rendition.outgoing.films
    assert film.burnt == (spoken if expected[1] == "captions_burnt_in" else "")


def test_captions_nobody_looked_at_yet_are_read(
    town: Town, message: Announcement, tmp_path: Path, settings: Any
) -> None:
    asset = filmed(town, message, tmp_path, spoken=ARABIC, size=(180, 320))
    with within_organisation(town.organisation.pk):
        asset.captions.update(burnable=None)  # as those taken in before
    assert ("warns", "captions_unburnable") in said(town, message)
    captioned(town, asset)
    with within_organisation(town.organisation.pk):
        asset.captions.update(burnable=None)
        kept = FileStore(settings.MEDIA_FOLDER).path(asset.captions.get().sha256)
    assert ("hints", "captions_burnt_in") in said(town, message)
    kept.unlink()
    assert ("warns", "captions_unburnable") in said(town, message)


def test_captions_are_asked_for_where_somebody_speaks(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    with within_organisation(town.organisation.pk):
        attach_film(
            member=town.anna,
            announcement=message,
            upload=uploaded(film(tmp_path / "a.mp4", size=(180, 320))),
            file_name="a.mp4",
            alt_text="",
        )
        read_in(Asset.objects.get())
    found = said(town, message)
    assert ("stops", "film_without_captions") in found
    assert ("warns", "film_not_described") in found
    asset = shown(town, message).asset
    assert asset is not None
    captioned(town, asset)
    assert "film_without_captions" not in {code for _, code in said(town, message)}


def test_a_silent_film_needs_no_captions(
    town: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    made = film(tmp_path / "a.mp4", sound="").read_bytes()
    anna.post(
        address(message),
        {"then": "add", "film": SimpleUploadedFile("a.mp4", made), "alt_text": "x"},
    )
    assert "film_without_captions" not in {code for _, code in said(town, message)}


def test_a_network_of_films_wants_one(town: Town, message: Announcement) -> None:
    with within_organisation(town.organisation.pk):
        (rendition,) = renditions(message)
    assert "film_needed" in {one.code for one in rendition.findings if one.stops}


def test_an_approval_binds_to_film_and_captions(
    town: Town, message: Announcement, tmp_path: Path
) -> None:
    def now() -> str:
        with within_organisation(town.organisation.pk):
            return fingerprint_of(renditions(Announcement.objects.get(pk=message.pk)))

    without = now()
    asset = filmed(town, message, tmp_path, size=(180, 320))
    german = now()
    captioned(town, asset, "en")
    assert len({without, german, now()}) == 3


def test_dora_finds_no_page_and_no_film(
    town: Town, dora: Client, message: Announcement, tmp_path: Path
) -> None:
    asset = filmed(town, message, tmp_path)
    before = everything()
    assert dora.get(address(message)).status_code == 404
    for then in ("add", "describe", "captions", "remove"):
        posted = {"then": then, "chosen": str(asset.public_id), "alt_text": "x"}
        assert dora.post(address(message), posted).status_code == 404
    assert everything() == before


def test_a_film_of_the_next_town_cannot_be_chosen(
    town: Town, neighbour: Town, anna: Client, message: Announcement, tmp_path: Path
) -> None:
    theirs = kept_film(neighbour, tmp_path)
    anna.post(address(message), {"then": "add", "chosen": str(theirs.public_id)})
    with within_organisation(town.organisation.pk):
        assert not AnnouncementPicture.objects.exists()
