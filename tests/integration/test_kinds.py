"""Kinds of messages on the desk, in the API, and on the channels."""

from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import renditions
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.policy import Scope
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def form_of(town: Town, channel: Any, **given: str) -> dict[str, Any]:
    values = {"title": "Stadtfest", "body": "Für alle.", "language": "de", "kind": "event"}
    return {
        **values,
        "department": str(town.press.pk),
        "channels": [str(channel.pk)],
        "details-starts_at": "2027-06-05T15:00",
        "details-place": "Marktplatz",
        **given,
    }


def newest(town: Town) -> Announcement:
    with within_organisation(town.organisation.pk):
        return Announcement.objects.latest("pk")


def test_an_event_is_written_with_its_own_fields(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    client.force_login(town.anna.user)
    page = client.get("/desk/mitteilungen/neu/?art=event").content.decode()
    assert page.count('name="details-') == 5
    assert "Was erwartet die Gäste?" in page
    client.post("/desk/mitteilungen/neu/", form_of(town, channel))
    event = newest(town)
    assert (event.kind, event.details) == (
        "event",
        {"starts_at": "2027-06-05T13:00:00+00:00", "place": "Marktplatz"},
    )
    with within_organisation(town.organisation.pk):
        [form] = renditions(event)
    assert form.outgoing.parts[0].startswith(
        "Stadtfest\n\n– Beginn: Sa., 5. Juni 2027, 15:00 Uhr\n– Ort: Marktplatz\n\nFür alle."
    )
    shown = client.get(f"/desk/mitteilungen/{event.public_id}/").content.decode()
    assert "<strong>Ort:</strong> Marktplatz" in shown
    again = client.get(f"/desk/mitteilungen/{event.public_id}/aendern/").content.decode()
    assert 'value="2027-06-05T15:00"' in again


def test_an_end_before_the_beginning_is_told_at_its_field(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    client.force_login(town.anna.user)
    values = form_of(town, channel, **{"details-ends_at": "2027-06-05T14:00"})
    page = client.post("/desk/mitteilungen/neu/", values).content.decode()
    assert "„Ende“ liegt vor dem Anfang." in page
    assert 'href="#id_details-ends_at"' in page
    with within_organisation(town.organisation.pk):
        assert Announcement.objects.count() == 0


def test_another_kind_brings_its_fields_and_keeps_what_they_share(
    town: Town, client: Client
) -> None:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    client.force_login(town.anna.user)
    client.post("/desk/mitteilungen/neu/", form_of(town, channel))
    event = newest(town)
    values = form_of(town, channel, kind="road_closure", version=str(event.version))
    client.post(f"/desk/mitteilungen/{event.public_id}/aendern/", values)
    closure = newest(town)
    assert (closure.kind, sorted(closure.details)) == ("road_closure", ["place", "starts_at"])
    page = client.get(f"/desk/mitteilungen/{event.public_id}/aendern/").content.decode()
    assert 'name="details-diversion"' in page


def test_the_api_knows_kinds(town: Town, client: Client) -> None:
    with within_organisation(town.organisation.pk):
        town.channel("netz")
        token = create_token(
            actor=town.anna.actor, member=town.anna, label="Probe", scopes=list(Scope)
        )
    options: dict[str, Any] = {
        "content_type": "application/json",
        "headers": {"authorization": f"Bearer {token}"},
    }
    kinds = client.get("/api/v1/kinds", **options).json()
    assert [one["key"] for one in kinds][:3] == ["news", "event", "road_closure"]
    new = {"title": "Sperrung", "department": town.press.pk, "kind": "road_closure"}
    answer = client.post("/api/v1/announcements", {**new, "details": {"place": "Ring"}}, **options)
    assert (answer.status_code, answer.json()["details"]) == (201, {"place": "Ring"})
    address = f"/api/v1/announcements/{answer.json()['id']}"
    changed = client.patch(address, {"version": 1, "details": {"diversion": "B 1"}}, **options)
    assert changed.json()["details"] == {"diversion": "B 1"}
    wrong = client.patch(address, {"version": 2, "details": {"starts_at": "morgen"}}, **options)
    assert (wrong.status_code, wrong.json()["detail"]) == (
        422,
        "Im Feld „Von“ steht kein Zeitpunkt.",
    )
    misspelt = client.post(
        "/api/v1/announcements", {**new, "details": {"plaze": "Ring"}}, **options
    )
    assert (misspelt.status_code, misspelt.json()["field"]) == (422, "details.plaze")
    spoken = client.post("/api/v1/announcements", {**new, "language": "xx"}, **options)
    assert (spoken.status_code, spoken.json()["field"]) == (422, "language")
    unknown = client.post("/api/v1/announcements", {**new, "kind": "gibtesnicht"}, **options)
    assert unknown.status_code == 422
