"""Snippets: kept by those who write for a department, offered while writing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.snippets import keep_snippet
from ausrufer.announcements.models import Snippet
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def kept(town: Town, **given: Any) -> Snippet:
    values = {"name": "Hotline", "text": "Sie erreichen uns unter 115.", "review_on": None}
    return keep_snippet(
        member=town.anna, **{"snippet": None, "department": None, **values, **given}
    )


def test_a_snippet_is_written_offered_changed_and_deleted(town: Town, client: Client) -> None:
    client.force_login(town.anna.user)
    values = {"name": "Anfahrt", "text": "Mit der **Linie 3**.", "review_on": "2026-01-31"}
    client.post("/desk/bausteine/neu/", {**values, "department": str(town.press.pk)})
    with within_organisation(town.organisation.pk):
        [one] = Snippet.objects.all()
        assert (one.name, one.review_on, one.department) == (
            "Anfahrt",
            date(2026, 1, 31),
            town.press,
        )
    assert "überfällig" in client.get("/desk/bausteine/").content.decode()
    assert "Textbaustein „Anfahrt“ prüfen" in client.get("/desk/").content.decode()
    page = client.get("/desk/mitteilungen/neu/").content.decode()
    assert "Mit der **Linie 3**." in page
    address = f"/desk/bausteine/{one.public_id}/"
    client.post(address, {**values, "text": "Mit der Linie 4.", "version": "1"})
    client.post(f"{address}loeschen/")
    with within_organisation(town.organisation.pk):
        assert Snippet.objects.count() == 0
        said = JournalEntry.objects.filter(kind__startswith="snippet.").order_by("sequence")
        assert [one.kind for one in said] == ["snippet.kept", "snippet.kept", "snippet.forgotten"]


def test_two_people_never_overwrite_each_other(in_town: Town) -> None:
    one = kept(in_town)
    kept(in_town, snippet=one, text="Von Anna.", version=1)
    with pytest.raises(Refused, match="Anna"):
        kept(in_town, snippet=one, text="Noch einmal.", version=1)
    one.refresh_from_db()
    assert (one.text, one.version) == ("Von Anna.", 2)


@pytest.mark.parametrize(("name", "text"), [("", "x"), ("x", " \u200b"), ("x" * 81, "x")])
def test_what_says_nothing_or_too_much_is_refused(in_town: Town, name: str, text: str) -> None:
    with pytest.raises(Refused):
        kept(in_town, name=name, text=text)
    assert Snippet.objects.count() == 0


def test_only_who_writes_for_a_department_changes_its_snippets(
    town: Town, neighbour: Town, client: Client
) -> None:
    with within_organisation(town.organisation.pk):
        one = kept(town, department=town.roads)
        with pytest.raises(NotForYou):
            keep_snippet(
                member=town.carla,
                snippet=one,
                name="x",
                text="x",
                department=town.roads,
                review_on=None,
                version=1,
            )
    address = f"/desk/bausteine/{one.public_id}/"
    for stranger in (town.carla, neighbour.anna):
        client.force_login(stranger.user)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}loeschen/").status_code == 404
        assert client.post(address, {"name": "x", "text": "x", "version": "1"}).status_code == 404
    assert "unter 115" not in client.get("/desk/bausteine/").content.decode()
    with within_organisation(town.organisation.pk):
        one.refresh_from_db()
        assert one.name == "Hotline"
