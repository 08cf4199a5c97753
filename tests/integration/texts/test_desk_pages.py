"""The pages of languages on the desk, and the same through the API."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html

from ausrufer.announcements.models import Announcement, AnnouncementText, Placement
from ausrufer.announcements.text_states import Standing, Step
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town
from tests.integration.tenancy.planted import token_of
from tests.integration.texts.told import checked, message, standing, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(in_town: Town) -> Announcement:
    return message(in_town)


@pytest.fixture
def anna(in_town: Town, client: Client) -> Client:
    client.force_login(in_town.anna.user)
    return client


def address(written: Announcement, key: str = "") -> str:
    return f"/desk/mitteilungen/{written.public_id}/sprachen/{f'{key}/' if key else ''}"


def posted(then: str = "keep", **given: Any) -> dict[str, Any]:
    return {"title": "Bridge closed", "body": "Until Friday.", "version": 0, "then": then, **given}


def said(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


def test_a_text_is_written_and_checked_on_its_page(anna: Client, written: Announcement) -> None:
    assert "Bis Freitag." in said(anna.get(address(written, "en")))
    anna.post(address(written, "en"), posted())
    assert standing(written) is Standing.DRAFT
    version = AnnouncementText.objects.get().version
    answer = anna.post(address(written, "en"), posted("check", version=version), follow=True)
    assert "Geprüft. Diese Sprachfassung geht mit hinaus" in said(answer)
    assert standing(written) is Standing.CHECKED
    version = AnnouncementText.objects.get().version
    anna.post(address(written, "en"), posted("doubt", version=version))
    assert standing(written) is Standing.DRAFT
    version = AnnouncementText.objects.get().version
    anna.post(address(written, "en"), posted("remove", version=version))
    assert standing(written) is Standing.MISSING


def test_whoever_was_overtaken_sees_both_and_decides(
    anna: Client, written: Announcement, in_town: Town
) -> None:
    told(in_town.dirk, written)
    answer = anna.post(address(written, "en"), posted())
    assert "Inzwischen hat Dirk diese Sprachfassung geändert." in said(answer)
    [differs] = html.fromstring(answer.content).find_class("msg-differences")
    assert [one.text_content() for one in differs.findall(".//dt")] == ["Text"]
    version = html.fromstring(answer.content).xpath("//input[@name='version']/@value")[0]
    anna.post(address(written, "en"), posted(version=version))
    assert AnnouncementText.objects.get().body == "Until Friday."


def test_a_refused_check_loses_nothing_and_stores_nothing(
    anna: Client, written: Announcement
) -> None:
    answer = anna.post(address(written, "leicht"), posted("check", title="Die Brücke ist zu"))
    assert "Menschen aus der Zielgruppe" in said(answer)
    kept = html.fromstring(answer.content).xpath("//input[@name='title']/@value")
    assert kept == ["Die Brücke ist zu"]
    assert AnnouncementText.objects.count() == 0


def test_nothing_unchecked_is_called_leichte_sprache(
    anna: Client, written: Announcement, in_town: Town
) -> None:
    told(in_town.anna, written, "leicht")
    for path in (address(written), address(written, "leicht"), address(written)[:-9]):
        page = said(anna.get(path))
        assert "Entwurf in einfacher Sprache" in page
        assert "Leichte Sprache" not in page.replace("„Leichte Sprache“ heißen", "")
    checked(in_town.anna, written, "leicht", "Prüfgruppe")
    assert "Leichte Sprache" in said(anna.get(address(written)))


def test_what_a_machine_wrote_says_so(anna: Client, written: Announcement, in_town: Town) -> None:
    told(in_town.anna, written, step=Step.MAKE)
    assert "noch von niemandem gelesen" in said(anna.get(address(written, "en")))
    assert "maschinell, ungelesen" in said(anna.get(address(written)))


@pytest.mark.parametrize("key", ["de", "xx", "EN", "leichte-sprache"])
def test_what_is_no_language_is_not_there(anna: Client, written: Announcement, key: str) -> None:
    assert anna.get(address(written, key)).status_code == 404
    assert anna.post(address(written, key), posted()).status_code == 404


def test_whoever_may_only_read_sees_the_table_alone(
    in_town: Town, client: Client, written: Announcement
) -> None:
    client.force_login(in_town.carla.user)
    page = client.get(address(written))
    assert page.status_code == 200
    assert b"sprachen/en/" not in page.content
    assert client.get(address(written, "en")).status_code in (403, 404)


def test_whoever_approves_reads_every_text_that_goes_out(
    in_town: Town, client: Client, written: Announcement
) -> None:
    told(in_town.anna, written)
    checked(in_town.anna, written)
    told(in_town.anna, written, "tr")
    client.force_login(in_town.anna.user)
    client.post(f"/desk/mitteilungen/{written.public_id}/einreichen/")
    client.force_login(in_town.bekir.user)
    page = html.fromstring(client.get(f"/desk/mitteilungen/{written.public_id}/").content)
    shown = page.xpath("//section[starts-with(@id, 'text-') or .//h2[starts-with(@id, 'text-')]]")
    assert [one.xpath(".//*[@lang]/@lang")[0] for one in shown if one.find_class("msg-source")] == [
        "en"
    ]


def test_a_channel_speaks_the_language_chosen_on_its_page(
    anna: Client, written: Announcement, in_town: Town
) -> None:
    told(in_town.anna, written)
    channel = written.placements.get().channel.public_id
    path = f"/desk/mitteilungen/{written.public_id}/fassung/{channel}/"
    assert "Sprache auf diesem Kanal" in said(anna.get(path))
    version = Announcement.objects.get().version
    anna.post(path, {"speak": "1", "version": version, "text_key": "en"})
    assert Placement.objects.get().text_key == "en"
    assert "ist nicht geprüft und kann so nicht hinaus" in said(anna.get(path))
    assert anna.post(path, {"speak": "1", "version": "x", "text_key": "fr"}).status_code == 404


def test_the_house_chooses_on_a_page_of_the_settings(in_town: Town, client: Client) -> None:
    client.force_login(in_town.dirk.user)
    client.post("/desk/sprachen-des-hauses/", {"keys": ["tr", "leicht"], "whole": "1"})
    page = html.fromstring(client.get("/desk/sprachen-des-hauses/").content)
    assert page.xpath("//input[@checked]/@value") == ["leicht", "tr"]
    assert (
        client.post("/desk/sprachen-des-hauses/", {"keys": ["xx"], "whole": "1"}).status_code == 200
    )
    client.force_login(in_town.anna.user)
    assert client.get("/desk/sprachen-des-hauses/").status_code in (403, 404)


def test_a_program_writes_checks_and_removes(in_town: Town, written: Announcement) -> None:
    with within_organisation(in_town.organisation.pk):
        headers = {"Authorization": f"Bearer {token_of(in_town.anna)}"}
    base = f"/api/v1/announcements/{written.public_id}/texts"

    def call(method: str, path: str, given: Any = None) -> Any:
        body = {"data": json.dumps(given), "content_type": "application/json"} if given else {}
        return Client().generic(method, path, headers=headers, **body)

    words = {"title": "Bridge closed", "body": "Until Friday."}
    made = call("PUT", f"{base}/en", {"version": 0, **words}).json()
    assert (made["state"], made["language"], made["checked_by"]) == ("draft", "en", None)
    assert call("PUT", f"{base}/en", {"version": 0, **words, "title": "x"}).status_code == 409
    done = call("POST", f"{base}/en/check", {"version": made["version"]}).json()
    assert (done["state"], done["checked_by"]) == ("checked", "Anna")
    assert [one["key"] for one in call("GET", base).json()] == ["en"]
    assert call("DELETE", f"{base}/en?version={done['version']}").status_code == 204
    assert call("GET", base).json() == []
    assert call("PUT", f"{base}/xx", {"version": 0, **words}).status_code == 422
