"""Templates of whole messages: kept per department, begun with, looked at again in time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.blueprints.actions import keep_blueprint
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, Blueprint
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db
LIST = "/desk/vorlagen/"
CLOSURE = Content(
    title="Sperrung der [Straße]",
    body="Die Straße ist gesperrt. #Sperrung",
    topic="Verkehr",
    contact="Tiefbau, 115",
    kind="road_closure",
    details={"place": "Hauptstraße", "starts_at": "2026-12-03T08:00:00+01:00"},
)


def kept(town: Town, **given: Any) -> Blueprint:
    values: dict[str, Any] = {
        "member": town.anna,
        "blueprint": None,
        "name": "Sperrung",
        "content": CLOSURE,
        "channels": [],
        "department": None,
        "review_on": None,
    }
    return keep_blueprint(**{**values, **given})


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def form(page: str) -> Any:
    found = html.document_fromstring(page)
    [one] = [one for one in found.forms if "title" in one.fields]
    return one


def test_a_message_is_kept_as_template_without_its_days_and_begun_again(town: Town) -> None:
    anna = client_of(town.anna)
    with within_organisation(town.organisation.pk):
        channels = [town.channel("Mastodon"), town.channel("Newsletter")]
        source = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(
                **{
                    **{one: getattr(CLOSURE, one) for one in CLOSURE.__dataclass_fields__},
                    "publish_at": datetime(2030, 1, 1, tzinfo=UTC),
                }
            ),
            channels=channels[:1],
        )
    address = f"/desk/mitteilungen/{source.public_id}/als-vorlage/"
    assert address in anna.get(f"/desk/mitteilungen/{source.public_id}/").content.decode()
    shown = form(anna.get(address).content.decode())
    assert "details-starts_at" not in shown.fields
    assert "publish_at" not in shown.fields
    sent = {name: value for name, value in shown.form_values() if name != "csrfmiddlewaretoken"}
    assert anna.post(address, {**sent, "name": "Sperrung"}).status_code == 302
    with within_organisation(town.organisation.pk):
        [one] = Blueprint.objects.all()
        assert (one.name, one.kind, one.details) == (
            "Sperrung",
            "road_closure",
            {"place": "Hauptstraße"},
        )
        assert (one.department, one.channel_ids) == (town.press, [channels[0].pk])
    assert f"?vorlage={one.public_id}" in anna.get("/desk/mitteilungen/neu/").content.decode()
    begun = form(anna.get(f"/desk/mitteilungen/neu/?vorlage={one.public_id}").content.decode())
    assert begun.fields["title"] == "Sperrung der [Straße]"
    assert begun.fields["details-place"] == "Hauptstraße"
    assert begun.fields["body"].strip() == CLOSURE.body
    assert list(begun.inputs["channels"].value) == [str(channels[0].pk)]
    given = dict(begun.form_values())
    anna.post("/desk/mitteilungen/neu/", {**given, "title": "Sperrung der Bahnstraße"})
    with within_organisation(town.organisation.pk):
        made = Announcement.objects.get(title="Sperrung der Bahnstraße")
        assert made.details == {"place": "Hauptstraße"}
        assert Announcement.objects.count() == 2
        said = JournalEntry.objects.filter(kind__startswith="blueprint.")
        assert [one.kind for one in said] == ["blueprint.kept"]


def test_a_template_is_written_anew_changed_found_and_deleted(town: Town) -> None:
    anna = client_of(town.anna)
    page = anna.get(f"{LIST}neu/?art=event").content.decode()
    assert form(page).fields["kind"] == "event"
    assert "details-starts_at" not in page
    values = {
        "kind": "event",
        "name": "Wochenmarkt",
        "title": "Wochenmarkt am [Tag]",
        "details-place": "Marktplatz",
        "language": "de",
        "review_on": "2026-01-31",
        "department": str(town.press.pk),
    }
    anna.post(f"{LIST}neu/", values)
    with within_organisation(town.organisation.pk):
        [one] = Blueprint.objects.all()
        assert (one.review_on, one.details) == (date(2026, 1, 31), {"place": "Marktplatz"})
    assert "überfällig" in anna.get(LIST).content.decode()
    assert "Vorlage „Wochenmarkt“ prüfen" in anna.get("/desk/").content.decode()
    assert "Wochenmarkt" in anna.get("/desk/suche/?q=marktplatz").content.decode()
    anna.post(f"{LIST}{one.public_id}/", {**values, "title": "Markt", "version": "1"})
    late = anna.post(f"{LIST}{one.public_id}/", {**values, "title": "Basar", "version": "1"})
    assert "Inzwischen hat Anna" in late.content.decode()
    differences = html.document_fromstring(late.content.decode()).xpath("//dd//del|//dd//ins")
    assert [one.text_content().split(": ")[-1].strip() for one in differences] == ["Markt", "Basar"]
    anna.post(f"{LIST}{one.public_id}/loeschen/")
    with within_organisation(town.organisation.pk):
        assert Blueprint.objects.count() == 0
        said = JournalEntry.objects.filter(kind__startswith="blueprint.").order_by("sequence")
        assert [one.kind.partition(".")[2] for one in said] == ["kept", "kept", "forgotten"]


@pytest.mark.parametrize(("name", "title"), [("", "x"), ("x", " \u200b"), ("x" * 81, "x")])
def test_what_says_nothing_or_too_much_is_refused(in_town: Town, name: str, title: str) -> None:
    with pytest.raises(Refused):
        kept(in_town, name=name, content=Content(title=title))
    assert Blueprint.objects.count() == 0


def test_only_who_writes_for_a_department_changes_its_templates(
    town: Town, neighbour: Town
) -> None:
    with within_organisation(town.organisation.pk):
        one = kept(town, department=town.roads)
        with pytest.raises(NotForYou):
            kept(town, member=town.carla, blueprint=one, version=1)
    address = f"{LIST}{one.public_id}/"
    for stranger in (town.carla, neighbour.anna):
        client = client_of(stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}loeschen/").status_code == 404
        assert client.post(address, {"name": "x", "title": "x"}).status_code == 404
    dora = client_of(neighbour.anna)
    assert "Sperrung der" not in dora.get(LIST).content.decode()
    assert dora.get(f"/desk/mitteilungen/neu/?vorlage={one.public_id}").status_code == 404
    with within_organisation(town.organisation.pk):
        one.refresh_from_db()
        assert one.name == "Sperrung"


def test_saving_keeps_channels_that_were_not_offered(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        own, other = town.channel("Mastodon"), town.channel("Newsletter")
        one = kept(town, channels=[own, other])
        kept(town, blueprint=one, version=1, channels=[], offered=[own])
        one.refresh_from_db()
        assert one.channel_ids == [other.pk]


def test_channels_of_another_town_in_a_template_choose_nothing(town: Town, neighbour: Town) -> None:
    with within_organisation(neighbour.organisation.pk):
        foreign = neighbour.channel("Nebenan")
    with within_organisation(town.organisation.pk):
        own = town.channel("Mastodon")
        one = kept(town)
        Blueprint.objects.update(channel_ids=[foreign.pk, own.pk])  # planted
    page = client_of(town.anna).get(f"/desk/mitteilungen/neu/?vorlage={one.public_id}")
    assert "Nebenan" not in page.content.decode()
    chosen = form(page.content.decode()).xpath(".//input[@name='channels'][@checked]/@value")
    assert chosen == [str(own.pk)]
