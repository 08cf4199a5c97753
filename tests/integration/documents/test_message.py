"""The document of a message on the desk: added, called, checked, shown, saved, taken out."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.renditions import fingerprint_of, renditions
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import documents as reading
from ausrufer.library.models import Asset
from tests import papers
from tests.conftest import Town
from tests.integration.documents.conftest import PLAN, documented

pytestmark = pytest.mark.django_db


def address(message: Announcement) -> str:
    return f"/desk/mitteilungen/{message.public_id}/dokument/"


def shown(town: Town, message: Announcement) -> AnnouncementPicture | None:
    with within_organisation(town.organisation.pk):
        found = AnnouncementPicture.objects.select_related("asset").filter(announcement=message)
        return found.first()


def added(client: Client, message: Announcement, content: bytes = PLAN, title: str = "") -> Any:
    file = SimpleUploadedFile("plan.pdf", content, content_type="application/pdf")
    posted = {"then": "add", "document": file, "title": title}
    return client.post(address(message), posted, follow=True)


def print_of(town: Town, message: Announcement) -> str:
    with within_organisation(town.organisation.pk):
        return fingerprint_of(renditions(Announcement.objects.get(pk=message.pk)))


def test_a_document_comes_with_the_title_it_has_itself(
    town: Town, anna: Client, message: Announcement
) -> None:
    before = print_of(town, message)
    answer = added(anna, message)
    assert answer.redirect_chain == [(address(message), 302)]
    document = shown(town, message)
    assert document is not None
    assert document.asset is not None
    assert (document.is_document, document.alt_text) == (True, "Haushaltsplan 2027")
    asset = document.asset
    assert (asset.pages, asset.tagged, asset.language, asset.size) == (3, True, "de", len(PLAN))
    assert "PDF, 3 Seiten" in answer.content.decode()
    assert print_of(town, message) != before


def test_it_is_called_otherwise_and_taken_out(
    town: Town, anna: Client, message: Announcement
) -> None:
    added(anna, message, title="Der Haushalt")
    before = print_of(town, message)
    anna.post(address(message), {"then": "call", "title": "  Haushalt der Stadt  "})
    document = shown(town, message)
    assert document is not None
    assert document.alt_text == "Haushalt der Stadt"
    assert print_of(town, message) != before
    empty = anna.post(address(message), {"then": "call", "title": " "})
    assert empty.status_code == 200
    anna.post(address(message), {"then": "remove"})
    assert shown(town, message) is None
    with within_organisation(town.organisation.pk):
        assert Asset.objects.get().is_document  # the house keeps it


def test_a_document_of_the_house_is_chosen_and_only_one(
    town: Town, anna: Client, message: Announcement
) -> None:
    documented(town, message)
    with within_organisation(town.organisation.pk):
        asset = Asset.objects.get()
    anna.post(address(message), {"then": "remove"})
    anna.post(address(message), {"then": "add", "chosen": str(asset.public_id)})
    document = shown(town, message)
    assert document is not None
    assert (document.asset, document.alt_text) == (asset, "Haushaltsplan 2027")
    added(anna, message, papers.pdf("Zweiter"))
    with within_organisation(town.organisation.pk):
        assert AnnouncementPicture.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\nkaputt\n%%EOF", "beschädigt"),
        (b"MZ\x00", "kein PDF"),
        (papers.locked(), "geschützt"),
        (papers.attached(), "weitere Dateien"),
        (papers.acting({"/S": "/JavaScript", "/JS": "app.alert(1)"}), "JavaScript"),
        (papers.untagged(), "geben Sie dem Dokument einen Titel"),
    ],
)
def test_a_bad_document_has_its_sentence_and_leaves_nothing(
    town: Town, anna: Client, message: Announcement, content: bytes, said: str
) -> None:
    answer = added(anna, message, content)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert shown(town, message) is None
    with within_organisation(town.organisation.pk):
        assert not Asset.objects.exists()


def test_one_document_at_a_time_is_read_and_the_next_is_told_to_come_again(
    town: Town, anna: Client, message: Announcement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LONGEST_WAIT", 0)
    with reading._READING:
        answer = added(anna, message)
    assert "Gerade wird ein anderes Dokument geprüft." in answer.content.decode()
    with within_organisation(town.organisation.pk):
        assert not Asset.objects.exists()
    added(anna, message, papers.locked())  # what is refused is read to its end as well
    added(anna, message)
    assert shown(town, message) is not None


def test_nothing_and_both_are_answered_on_the_page(anna: Client, message: Announcement) -> None:
    answer = anna.post(address(message), {"then": "add"})
    assert "laden Sie ein Dokument hoch" in answer.content.decode()


def test_what_many_cannot_read_is_said_before_it_goes_out(
    town: Town, message: Announcement
) -> None:
    documented(town, message, papers.untagged(), title="Scan")
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get(pk=message.pk)
        listed = checklist(message, renditions(message), list(message.pictures.all()))
    found = {one.finding.code for one in listed if one.finding.place == "documents"}
    assert {"document_untagged", "document_without_language", "document_rights_open"} <= found


def test_desk_and_library_offer_it_for_saving_and_show_no_picture_of_it(
    town: Town, anna: Client, message: Announcement
) -> None:
    documented(town, message)
    document = shown(town, message)
    assert document is not None
    assert document.asset is not None
    key = document.asset.public_id
    page = anna.get(f"/desk/mitteilungen/{message.public_id}/").content.decode()
    assert "Haushaltsplan 2027 (PDF, 3 Seiten" in page
    for path in (f"/desk/bilder/{document.public_id}/", f"/desk/bilder/eintrag/{key}/datei/"):
        answer = anna.get(path)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content) == PLAN
    for path in (
        "/desk/bilder/",
        "/desk/bilder/?nur=dokumente",
        f"/desk/bilder/eintrag/{key}/",
        f"/desk/mitteilungen/{message.public_id}/aendern/",
        f"/desk/mitteilungen/{message.public_id}/ueberall/",
    ):
        answer = anna.get(path)
        assert answer.status_code == 200, path
        assert f'src="/desk/bilder/{document.public_id}/"' not in answer.content.decode()
    assert anna.get(f"/desk/bilder/eintrag/{key}/klein/").status_code == 404


def test_the_library_calls_no_document_a_picture(
    town: Town, anna: Client, message: Announcement
) -> None:
    documented(town, message)
    with within_organisation(town.organisation.pk):
        page = f"/desk/bilder/eintrag/{Asset.objects.get().public_id}/"
    for step in ("aussortieren/", "wieder-aufnehmen/"):
        answer = anna.post(f"{page}{step}", {"reason": "Veraltet"}, follow=True)
        said = html.fromstring(answer.content).find(".//main").text_content()
        assert "Der Eintrag" in said
        assert "Das Bild" not in said


def test_an_earlier_version_brings_the_document_back(
    town: Town, anna: Client, message: Announcement
) -> None:
    documented(town, message)
    with within_organisation(town.organisation.pk):
        kept = Announcement.objects.get(pk=message.pk).versions.order_by("-number").first()
    anna.post(address(message), {"then": "remove"})
    with within_organisation(town.organisation.pk):
        assert kept is not None
        now = Announcement.objects.get(pk=message.pk)
        restore_version(member=town.anna, announcement=now, number=kept.number, version=now.version)
    document = shown(town, message)
    assert document is not None
    assert (document.is_document, document.alt_text) == (True, "Haushaltsplan 2027")


def test_the_next_town_sees_and_changes_nothing(
    town: Town, dora: Client, message: Announcement
) -> None:
    documented(town, message)
    document = shown(town, message)
    assert document is not None
    assert document.asset is not None
    assert dora.get(address(message)).status_code == 404
    assert added(dora, message).status_code == 404
    for then in ("call", "remove"):
        posted = {"then": then, "title": "Geändert"}
        assert dora.post(address(message), posted).status_code == 404
    key = document.asset.public_id
    for path in (f"/desk/bilder/{document.public_id}/", f"/desk/bilder/eintrag/{key}/datei/"):
        assert dora.get(path).status_code == 404
    after = shown(town, message)
    assert after is not None
    assert after.alt_text == "Haushaltsplan 2027"


def test_a_lost_file_is_not_found_rather_than_a_fault(
    town: Town, anna: Client, message: Announcement, settings: Any
) -> None:
    documented(town, message)
    document = shown(town, message)
    assert document is not None
    assert document.asset is not None
    FileStore(settings.MEDIA_FOLDER).path(document.sha256).unlink()
    assert anna.get(f"/desk/bilder/eintrag/{document.asset.public_id}/datei/").status_code == 404
