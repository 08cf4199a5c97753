"""Putting pictures into the library, looking after them, and who may."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ausrufer.foundation.scope import within_organisation
from ausrufer.library.models import Asset
from ausrufer.records.models import JournalEntry
from tests.conftest import Town
from tests.integration.library.conftest import added, picture
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db


def stored(town: Town) -> list[Asset]:
    with within_organisation(town.organisation.pk):
        return list(Asset.objects.order_by("pk"))


def entries(town: Town, kind: str) -> list[dict[str, Any]]:
    with within_organisation(town.organisation.pk):
        found = JournalEntry.objects.filter(kind=kind).order_by("pk")
        return [one.details for one in found]


def upload(client: Client, *contents: bytes, **more: Any) -> Any:
    files = [
        SimpleUploadedFile(f"{number}.jpg", content, "image/jpeg")
        for number, content in enumerate(contents, start=1)
    ]
    return client.post("/desk/bilder/ablegen/", {"pictures": files, **more}, follow=True)


def said(answer: Any) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def test_many_at_once_each_by_itself(town: Town, anna: Client) -> None:
    answer = upload(anna, picture(1), b"kein Bild", picture(2), picture(1))
    assert [one.file_name for one in stored(town)] == ["1.jpg", "3.jpg"]
    assert said(answer) == [
        "2.jpg: Die Datei ist kein vollständiges Bild im Format JPEG, PNG, WebP oder GIF.",
        "2 Bilder abgelegt.",
        "Dieses Bild gibt es schon: „1.jpg“. Es bleibt einmal abgelegt.",
    ]
    assert [one["title"] for one in entries(town, "asset.added")] == ["1.jpg", "3.jpg"]


def test_one_leads_to_its_page(town: Town, anna: Client) -> None:
    answer = upload(anna, picture(1), department=town.press.pk)
    (asset,) = stored(town)
    assert answer.redirect_chain[-1][0] == f"/desk/bilder/eintrag/{asset.public_id}/"
    assert asset.department_id == town.press.pk
    assert asset.uploaded_by_id == town.anna.pk


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Bitte wählen Sie mindestens ein Bild."),
        (
            {"pictures": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(31)]},
            "Bitte laden Sie höchstens 30 Bilder auf einmal hoch.",
        ),
    ],
)
def test_nothing_and_too_much(town: Town, anna: Client, given: dict[str, Any], reason: str) -> None:
    answer = anna.post("/desk/bilder/ablegen/", given)
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert stored(town) == []


DETAILS = {
    "title": "Rathaus",
    "alt_text": "Das Rathaus im Schnee",
    "author": "Erika Muster",
    "licence": "cc_by",
    "rights_until": "2027-01-31",
    "consent": "not_needed",
}


def test_details_are_kept_and_told(town: Town, anna: Client) -> None:
    asset = added(town.anna)
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    answer = anna.post(f"{page}angaben/", {**DETAILS, "version": asset.version}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    (kept,) = stored(town)
    assert (kept.title, kept.licence, kept.rights_until) == ("Rathaus", "cc_by", date(2027, 1, 31))
    assert entries(town, "asset.changed") == [
        {
            "actor": "Anna",
            "title": "Rathaus",
            "fields": "Titel, Alternativtext, Urheber, Nutzungsrecht, Nutzungsrecht bis, "
            "Einwilligung",
        }
    ]
    # whoever had the page open before does not overwrite it
    answer = anna.post(f"{page}angaben/", {"title": "Anders", "version": asset.version})
    assert "Inzwischen hat jemand" in answer.content.decode()
    assert stored(town)[0].title == "Rathaus"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"consent": "missing", "consent_until": "2027-01-01"}, "„Einwilligung bis“ gilt nur"),
        ({"licence": "other"}, "welches Nutzungsrecht gilt"),
        ({"licence": "gestohlen"}, "aus-errors"),
        ({"rights_until": "gestern"}, "aus-errors"),
        ({"title": "x" * 201}, "aus-errors"),
    ],
)
def test_contradictions_are_named(
    town: Town, anna: Client, given: dict[str, str], reason: str
) -> None:
    asset = added(town.anna)
    page = f"/desk/bilder/eintrag/{asset.public_id}/angaben/"
    answer = anna.post(page, {"author": "Erika", **given, "version": asset.version})
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert "Erika" in answer.content.decode()
    assert stored(town)[0].author == ""
    assert entries(town, "asset.changed") == []


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        ({"x": "20", "y": "90"}, (0.2, 0.9)),
        ({"x": "0", "y": "100"}, (0.0, 1.0)),
        ({"x": "101", "y": "5"}, (0.5, 0.5)),
        ({"x": "-1", "y": "5"}, (0.5, 0.5)),
        ({"x": "links", "y": ""}, (0.5, 0.5)),
        ({"x": "NaN", "y": "1e400"}, (0.5, 0.5)),
    ],
)
def test_the_focal_point(
    town: Town, anna: Client, point: dict[str, str], kept: tuple[float, float]
) -> None:
    asset = added(town.anna)
    answer = anna.post(f"/desk/bilder/eintrag/{asset.public_id}/bildmittelpunkt/", point)
    assert answer.status_code == (302 if kept != (0.5, 0.5) else 200)
    (now,) = stored(town)
    assert (now.focus_x, now.focus_y) == kept
    assert len(entries(town, "asset.focused")) == (kept != (0.5, 0.5))


def test_sorted_out_and_back(town: Town, anna: Client) -> None:
    asset = added(town.anna)
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    anna.post(f"{page}aussortieren/", {"reason": "Unscharf"})
    assert [one["reason"] for one in entries(town, "asset.retired")] == ["Unscharf"]
    assert "bild-1.jpg" not in anna.get("/desk/bilder/").content.decode()
    assert "bild-1.jpg" in anna.get("/desk/bilder/?nur=aussortiert").content.decode()
    anna.post(f"{page}wieder-aufnehmen/")
    assert len(entries(town, "asset.put_back")) == 1
    assert "bild-1.jpg" in anna.get("/desk/bilder/").content.decode()


def test_found_by_words_and_by_what_is_open(town: Town, anna: Client) -> None:
    asset = added(town.anna)
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    anna.post(f"{page}angaben/", {**DETAILS, "version": asset.version})
    shown = {
        query: "Rathaus</a>" in anna.get(f"/desk/bilder/?{query}").content.decode()
        for query in ("q=schnee+rathaus", "q=sommer", "nur=offen", "nur=ende", "nur=quatsch")
    }
    assert shown == {
        "q=schnee+rathaus": True,
        "q=sommer": False,
        "nur=offen": False,
        "nur=ende": False,
        "nur=quatsch": True,
    }


@pytest.mark.parametrize(
    "path",
    [
        "", "angaben/", "bildmittelpunkt/", "aussortieren/", "wieder-aufnehmen/", "datei/",
        "klein/",
    ],
)  # fmt: skip
def test_the_next_town_sees_nothing(town: Town, dora: Client, path: str) -> None:
    asset = added(town.anna)
    page = f"/desk/bilder/eintrag/{asset.public_id}/{path}"
    asked = dora.post if path and path not in ("datei/", "klein/") else dora.get
    given = {"x": 1, "y": 1, "reason": "x", "version": 1, "title": "Gekapert"}
    assert asked(page, given).status_code == 404
    assert "bild-1.jpg" not in dora.get("/desk/bilder/").content.decode()
    (left,) = stored(town)
    assert (left.title, left.focus_x, left.retired_at) == ("", 0.5, None)


def test_the_same_file_in_two_towns_is_two_pictures(
    town: Town, neighbour: Town, anna: Client, dora: Client
) -> None:
    assert said(upload(anna, picture(7))) == ["1 Bild abgelegt."]
    assert said(upload(dora, picture(7))) == ["1 Bild abgelegt."]
    assert [len(stored(one)) for one in (town, neighbour)] == [1, 1]


def test_who_only_reads_changes_nothing(town: Town) -> None:

    asset = added(town.anna)
    carla = logged_in(town.carla)
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    assert carla.get(page).status_code == 200
    assert "angaben/" not in carla.get(page).content.decode()
    assert carla.post(f"{page}angaben/", {"title": "x"}).status_code == 404
    assert upload(carla, picture(3)).status_code == 404
    assert len(stored(town)) == 1


def test_files_are_what_they_are(town: Town, anna: Client) -> None:
    asset = added(town.anna, content=picture(1, (1600, 1200)))
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    whole, small = anna.get(f"{page}datei/"), anna.get(f"{page}klein/")
    sizes = [len(b"".join(one.streaming_content)) for one in (whole, small)]
    assert sizes[0] == asset.size > sizes[1] > 0
    for answer in (whole, small):
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
