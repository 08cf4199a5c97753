"""Rights, channels kept for some, and houses, for everybody and in a real browser."""

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.actions.snippets import keep_snippet
from ausrufer.announcements.offered.actions import set_offered
from ausrufer.announcements.offered.offering import SNIPPETS
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions.people import change_roles
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import Grant, Role
from tests.conftest import Town, build_town
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def county(desk: Desk) -> Town:
    """A host of the desk's town with one offer, and a town nobody has come to yet."""
    built = build_town("Landkreis Musterland", "musterland")
    Organisation.objects.filter(pk=built.organisation.pk).update(hosts_others=True)
    Organisation.objects.filter(pk=desk.town.organisation.pk).update(host=built.organisation)
    with within_organisation(built.organisation.pk):
        both = [Grant(Role.ADMINISTRATOR, None), Grant(Role.AUTHOR, None)]
        change_roles(member=built.dirk, colleague=built.dirk, grants=both)
        dirk = Member.objects.select_related("organisation").get(pk=built.dirk.pk)
        snippet = keep_snippet(
            member=dirk,
            snippet=None,
            name="Warnung",
            text="Meiden Sie das Gebiet.",
            department=None,
            review_on=None,
        )
        set_offered(SNIPPETS, member=dirk, thing=snippet, offered=True)
    return built


def test_a_county_creates_a_town_and_a_role_changes_at_once(desk: Desk, county: Town) -> None:
    dora = desk.page(county.dirk)
    dora.goto(f"{desk.url}/desk/haeuser/")
    dora.get_by_role("link", name="Haus anlegen").click()
    dora.get_by_role("textbox", name="Name des Hauses").fill("Gemeinde Auental")
    dora.get_by_role("textbox", name="Kürzel").fill("auental")
    dora.get_by_role("textbox", name="Ämter").fill("Presse")
    dora.get_by_role("textbox", name="Wer wird es verwalten?").fill("Greta Grün")
    dora.get_by_role("textbox", name="E-Mail-Adresse dieser Person").fill("greta@auental.example")
    dora.get_by_role("button", name="Anlegen und einladen").click()
    expect(dora.get_by_role("rowheader", name="Gemeinde Auental")).to_be_visible()

    anna, dirk = desk.page(desk.town.anna), desk.page(desk.town.dirk)
    anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    expect(anna.get_by_text("Meiden Sie das Gebiet.")).to_be_attached()
    dirk.goto(f"{desk.url}/desk/menschen/rollen/")
    dirk.get_by_label("schreibt: Mitteilungen schreiben und ändern").uncheck()
    dirk.get_by_label("Warum ändern Sie das?").fill("Umbau")
    dirk.get_by_role("button", name="Rechte speichern").click()
    expect(dirk.get_by_text("Die Rechte sind gespeichert")).to_be_visible()
    answer = anna.goto(f"{desk.url}/desk/mitteilungen/neu/")
    assert answer is not None
    assert answer.status == 404
    anna.complaints.clear()  # type: ignore[attr-defined]  # the browser names the status itself


def test_for_everybody(desk: Desk, county: Town) -> None:
    channel = desk.channels[1].public_id
    with visit(desk, desk.town.dirk) as dirk:
        for path in ("menschen/rollen/", "menschen/rollen/neu/", "haeuser/"):
            dirk.look(f"/desk/{path}")
        dirk.look(f"/desk/kanaele/{channel}/nutzung/")
    with visit(desk, county.dirk) as dora:
        for path in ("haeuser/", "haeuser/neu/"):
            dora.look(f"/desk/{path}")
    with visit(desk, desk.town.anna) as anna:
        for path in ("menschen/rollen/", "bausteine/"):
            anna.look(f"/desk/{path}")
