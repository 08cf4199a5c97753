"""Every version of a message is kept, can be compared and taken back; pages save by themselves."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from ausrufer.announcements.actions.pictures import attach_picture, remove_picture
from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, AnnouncementVersion
from ausrufer.channels.testing import example_picture
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def written(town: Town, title: str = "Brücke gesperrt") -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=title, body="Bis Freitag."),
        channels=[town.channel("netz")],
    )


def changed(town: Town, announcement: Announcement, member: Member, **texts: Any) -> Announcement:
    page = texts.pop("page", None)
    version = texts.pop("version", announcement.version)
    content = Content(**{"title": announcement.title, "body": announcement.body} | texts)
    return change_announcement(
        member=member, announcement=announcement, version=version, content=content, page=page
    )


def numbers(announcement: Announcement) -> list[tuple[int, int]]:
    kept = announcement.versions.order_by("number")
    return list(kept.values_list("first_number", "number"))


def test_every_change_is_kept_and_can_be_taken_back(in_town: Town, settings: Any) -> None:
    first = written(in_town)
    second = changed(in_town, first, in_town.anna, title="Brücke offen", body="Ab sofort.")
    attach_picture(
        member=in_town.anna,
        announcement=second,
        content=example_picture(1).content,
        file_name="bild.png",
        alt_text="Eine Brücke",
        decorative=False,
    )
    second.refresh_from_db()
    remove_picture(member=in_town.anna, picture=second.pictures.get())
    second.refresh_from_db()
    assert numbers(second) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    back = restore_version(member=in_town.anna, announcement=second, number=3, version=4)
    assert (back.title, back.version) == ("Brücke offen", 5)
    assert [one.alt_text for one in back.pictures.all()] == ["Eine Brücke"]
    back = restore_version(member=in_town.anna, announcement=back, number=1, version=5)
    assert (back.title, back.body, back.pictures.count()) == ("Brücke gesperrt", "Bis Freitag.", 0)
    assert [one.channel.name for one in back.placements.all()] == ["netz"]
    said = JournalEntry.objects.filter(kind="announcement.restored").order_by("sequence")
    assert [one.details["number"] for one in said] == ["3", "1"]


def test_what_a_page_saves_by_itself_is_one_entry(in_town: Town) -> None:
    page = uuid4()
    first = written(in_town)
    for text in ("Bis Frei", "Bis Freitag,", "Bis Freitag, 12 Uhr."):
        first = changed(in_town, first, in_town.anna, body=text, page=page)
    first = changed(in_town, first, in_town.anna, title="Brücke zu", page=page)
    assert numbers(first) == [(1, 1), (2, 5)]
    said = JournalEntry.objects.filter(kind="announcement.changed").order_by("sequence")
    assert [one.details["fields"] for one in said] == ["Text", "Überschrift"]


def test_a_page_is_not_overtaken_by_itself_but_by_others(in_town: Town) -> None:
    page = uuid4()
    first = written(in_town)
    first = changed(in_town, first, in_town.anna, body="Eins", page=page)
    # the page was sent before it knew of its own last saving
    first = changed(in_town, first, in_town.anna, body="Zwei", page=page, version=1)
    assert first.version == 3
    first = changed(in_town, first, in_town.bekir, body="Drei")
    with pytest.raises(Refused, match="geändert"):
        changed(in_town, first, in_town.anna, body="Vier", page=page, version=3)
    first.refresh_from_db()
    assert first.body == "Drei"


def test_whoever_wrote_the_restored_words_is_their_author(in_town: Town) -> None:
    first = written(in_town)
    by_bekir = changed(in_town, first, in_town.bekir, body="Von Bekir.")
    Announcement.objects.filter(pk=first.pk).update(author_ids=[])  # as after a publication
    by_bekir = changed(in_town, by_bekir, in_town.anna, body="Von Anna.", version=2)
    by_bekir.author_ids = [in_town.anna.pk]
    by_bekir.save()
    back = restore_version(member=in_town.anna, announcement=by_bekir, number=2, version=3)
    assert back.author_ids == sorted([in_town.anna.pk, in_town.bekir.pk])


def test_nobody_restores_over_somebody_else_or_what_is_not_there(in_town: Town) -> None:
    first = written(in_town)
    changed(in_town, first, in_town.bekir, body="Neu.")
    with pytest.raises(Refused, match="Bekir"):
        restore_version(member=in_town.anna, announcement=first, number=1, version=1)
    with pytest.raises(Refused, match="gibt es nicht"):
        restore_version(member=in_town.anna, announcement=first, number=9, version=2)


FORM = {"title": "Neu", "body": "Text", "language": "de", "version": "", "then": "keep"}


def page_of(town: Town, page: UUID, **given: str) -> dict[str, str]:
    return FORM | {"department": str(town.press.pk), "page": str(page)} | given


def test_a_new_message_saves_itself_once(town: Town, client: Client) -> None:
    client.force_login(town.anna.user)
    page = uuid4()
    for body in ("Te", "Text", "Text, länger"):
        answer = client.post(
            "/desk/mitteilungen/neu/",
            page_of(town, page, body=body),
            headers={"hx-request": "true"},
        )
        assert answer.status_code == 200
    with within_organisation(town.organisation.pk):
        [one] = Announcement.objects.all()
        assert (one.body, one.version) == ("Text, länger", 3)
        assert numbers(one) == [(1, 3)]
    assert answer.headers["HX-Replace-Url"] == f"/desk/mitteilungen/{one.public_id}/aendern/"


def test_a_page_says_why_it_did_not_save_itself(town: Town, client: Client) -> None:
    client.force_login(town.anna.user)
    answer = client.post(
        "/desk/mitteilungen/neu/", page_of(town, uuid4(), title=""), headers={"hx-request": "true"}
    )
    assert "Bitte füllen Sie dieses Feld aus." in answer.content.decode()
    with within_organisation(town.organisation.pk):
        assert Announcement.objects.count() == 0


def test_whoever_was_overtaken_sees_both_texts_and_chooses(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        one = written(town)
        changed(town, one, town.bekir, body="Bis Samstag.")
    client.force_login(town.anna.user)
    address = f"/desk/mitteilungen/{one.public_id}/aendern/"
    mine = page_of(town, uuid4(), body="Bis Sonntag.", version="1")
    for fields, headers in ((mine, {"hx-request": "true"}), ({**mine, "then": ""}, {})):
        told = client.post(address, fields, headers=headers).content.decode()
        assert "Inzwischen hat Bekir diese Mitteilung geändert" in told
        assert re.search(r"<del>.*Samstag\.</del><ins>.*Sonntag\.</ins>", told)
        assert f'href="{address}"' in told
        assert "{&quot;version&quot;: 2}" in told
    kept = client.post(address, {**mine, "version": "2"}, headers={"hx-request": "true"})
    assert '<div id="vergleich" hx-swap-oob="true"></div>' in kept.content.decode()
    with within_organisation(town.organisation.pk):
        one.refresh_from_db()
    assert (one.body, one.version) == ("Bis Sonntag.", 3)


def test_a_person_is_not_told_of_themselves_as_of_another(in_town: Town) -> None:
    first = written(in_town)
    changed(in_town, first, in_town.bekir, body="Von Bekir.")
    first.refresh_from_db()
    changed(in_town, first, in_town.anna, body="Eins")
    with pytest.raises(
        Refused, match=r"^Sie haben diese Mitteilung in einem anderen Fenster geändert"
    ):
        changed(in_town, first, in_town.anna, body="Zwei", version=2)
    with pytest.raises(Refused, match=r"^Inzwischen hat Anna diese Mitteilung geändert"):
        changed(in_town, first, in_town.bekir, body="Drei", version=2)


@pytest.mark.parametrize("state", ["in_approval", "published", "scheduled"])
def test_nothing_saves_itself_where_that_would_void_an_approval(
    town: Town, client: Client, state: str
) -> None:
    client.force_login(town.anna.user)
    with within_organisation(town.organisation.pk):
        one = written(town)
        Announcement.objects.filter(pk=one.pk).update(state=state)
    address = f"/desk/mitteilungen/{one.public_id}/aendern/"
    answer = client.post(
        address, page_of(town, uuid4(), version="1"), headers={"hx-request": "true"}
    )
    assert "macht eine Freigabe ungültig" in answer.content.decode()
    assert "data-keeps" not in client.get(address).content.decode()
    with within_organisation(town.organisation.pk):
        one.refresh_from_db()
        assert (one.state, one.version, one.body) == (state, 1, "Bis Freitag.")


def test_people_at_one_message_are_told_of_each_other(
    town: Town, neighbour: Town, client: Client
) -> None:
    with within_organisation(town.organisation.pk):
        one = written(town)
    address = f"/desk/mitteilungen/{one.public_id}"
    bekir = Client()
    bekir.force_login(town.bekir.user)
    bekir.get(f"{address}/aendern/")
    client.force_login(town.anna.user)
    page = client.get(f"{address}/aendern/").content.decode()
    assert "Bekir hat diese Mitteilung auch zum Schreiben geöffnet" in page
    with within_organisation(town.organisation.pk):
        changed(town, one, town.bekir, body="Von Bekir.")
    told = client.post(f"{address}/anwesend/", {"version": "1"}).content.decode()
    assert "Bekir hat um" in told
    dora = Client()
    dora.force_login(neighbour.anna.user)
    assert dora.post(f"{address}/anwesend/", {"version": "1"}).status_code == 404
    assert dora.get(f"{address}/staende/").status_code == 404
    assert dora.post(f"{address}/staende/1/wiederherstellen/").status_code == 404


def test_versions_are_compared_and_restored_on_their_page(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        one = written(town)
        changed(town, one, town.bekir, body="Bis Samstag.")
    address = f"/desk/mitteilungen/{one.public_id}/staende/"
    client.force_login(town.anna.user)
    page = client.get(f"{address}1/").content.decode()
    assert "Was sich seit Stand 1 geändert hat" in page
    assert "Freitag.</del>" in page
    assert "Samstag.</ins>" in page
    assert client.get(f"{address}7/").status_code == 404
    answer = client.post(f"{address}1/wiederherstellen/", {"version": "2"}, follow=True)
    assert "Stand 1 ist wiederhergestellt." in answer.content.decode()
    with within_organisation(town.organisation.pk):
        one.refresh_from_db()
        assert (one.body, one.version) == ("Bis Freitag.", 3)
    client.force_login(town.carla.user)
    assert "wiederherstellen/" not in client.get(f"{address}1/").content.decode()
    assert client.post(f"{address}1/wiederherstellen/", {"version": "3"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_page_sent_twice_at_once_creates_one_message(town: Town) -> None:
    page = uuid4()

    def send(body: str) -> int:
        client = Client()
        client.force_login(town.anna.user)
        values = page_of(town, page, body=body, then="")
        try:
            return client.post("/desk/mitteilungen/neu/", values).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(send, ("Eins", "Zwei"))) == [302, 302]
    with within_organisation(town.organisation.pk):
        [one] = Announcement.objects.all()
        assert one.version == 2
        assert AnnouncementVersion.objects.filter(page=page).count() == 1
