"""People in a real browser: from the invitation to the first visit, and everything around."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ausrufer.foundation.clock import now
from ausrufer.foundation.http import HttpPolicy
from ausrufer.organisations.models import Organisation
from tests.integration.people.letters import newest_link
from tests.journeys.desk import Desk
from tests.journeys.elsewhere import elsewhere
from tests.journeys.test_desk_for_everybody import visit
from tests.peers.directory import DirectoryServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

ENDING = re.compile("^Beenden")
EVA = "eva@musterstadt.example"
GOOD = "vier-Wörter-ohne-Zusammenhang"


def invited(desk: Desk, name: str = "Eva Sommer", address: str = EVA) -> str:
    """Let Dirk invite and return the path of the link in the letter."""
    page = desk.page(desk.town.dirk)
    page.goto(f"{desk.url}/desk/menschen/")
    page.get_by_role("link", name="Einladen").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_label("schreibt (Presse)").check()
    page.get_by_label("gibt frei (Tiefbau)").check()
    page.get_by_role("button", name="Einladung schicken").click()
    expect(page.get_by_role("heading", name="Offene Einladungen")).to_be_visible()
    found: str = elsewhere(lambda: newest_link(address))
    return found


def test_an_invitation_leads_to_the_desk(desk: Desk) -> None:
    guest = desk.guest(390)
    guest.goto(f"{desk.url}{invited(desk)}")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Willkommen, Eva Sommer")
    guest.get_by_label("Neues Passwort").fill(GOOD)
    guest.get_by_label("Passwort wiederholen").fill(GOOD)
    guest.get_by_role("button", name="Zugang einrichten").click()
    expect(guest).to_have_url(f"{desk.url}/desk/")
    dirk = desk.page(desk.town.dirk)
    dirk.goto(f"{desk.url}/desk/menschen/")
    dirk.get_by_role("link", name="Eva Sommer").click()
    expect(dirk.get_by_label("schreibt (Presse)")).to_be_checked()
    expect(dirk.get_by_label("schreibt (Tiefbau)")).not_to_be_checked()
    dirk.get_by_role("button", name="Zugang nehmen …").click()
    dirk.get_by_role("dialog").get_by_role("button", name="Zugang nehmen").click()
    expect(dirk.get_by_role("button", name="Zugang wiedergeben")).to_be_visible()
    guest.goto(f"{desk.url}/desk/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_for_everybody(desk: Desk) -> None:
    path = invited(desk, "Donaudampfschifffahrtsgesellschaftskapitänin Eva-Maria")
    with visit(desk, desk.town.dirk) as dirk:
        for place in ("", "einladen/", f"{desk.town.anna.pk}/", "anmeldung/"):
            dirk.look(f"/desk/menschen/{place}")
        dirk.page.goto(f"{desk.url}/desk/menschen/?ansicht=matrix")
        dirk.note("the matrix")
        dirk.page.goto(f"{desk.url}/desk/menschen/einladen/")
        dirk.page.get_by_role("button", name="Einladung schicken").click()
        dirk.page.locator(".aus-errors").wait_for()
        dirk.note("an invitation with mistakes")
    with visit(desk, None) as guest:
        guest.look(path)
        guest.look("/accounts/einladung/falsch/", status=410)


def test_sessions_for_everybody(desk: Desk) -> None:
    """Two devices: one ends the other from the page of the account."""
    other = desk.page(desk.town.anna)
    other.goto(f"{desk.url}/desk/konto/")
    with visit(desk, desk.town.anna) as anna:
        anna.look("/desk/konto/")
        anna.page.get_by_role("button", name=ENDING).click()
        expect(anna.page.get_by_text("Die Sitzung ist beendet.")).to_be_visible()
        expect(anna.page.get_by_role("button", name=ENDING)).to_have_count(0)
    other.goto(f"{desk.url}/desk/")
    expect(other.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_set_up_for_everybody(desk: Desk) -> None:
    Organisation.objects.filter(pk=desk.town.organisation.pk).update(second_factor_from=now())
    with visit(desk, desk.town.anna) as anna:
        anna.look("/desk/mitteilungen/")
        expect(anna.page).to_have_url(f"{desk.url}/desk/konto/zweiter-schritt/")
        anna.page.get_by_role("link", name="App auf dem Telefon einrichten").click()
        expect(anna.page.get_by_role("heading", level=1)).to_contain_text("Bitte bestätigen Sie")
        anna.note("confirm")


PEOPLE = {
    "anna": {"email": "anna@musterstadt.example", "email_verified": True, "name": "Anna"},
    "fremd": {"email": "fremd@anderswo.example", "email_verified": True, "name": "Fremd"},
}


@pytest.mark.peers
def test_the_directory_from_set_up_to_the_desk(desk: Desk, settings: Any) -> None:
    settings.BASE_URL = desk.url
    with DirectoryServer(PEOPLE) as directory:
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({directory.place}))
        with visit(desk, desk.town.dirk) as dirk:
            dirk.look("/desk/menschen/anmeldung/verzeichnis/")
            stored(dirk.page, directory.url, "vorerst", "vorerst")
            back = dirk.page.locator("[data-copyable] code").inner_text()
            client = directory.client(back)
            stored(dirk.page, directory.url, client.client_id, client.secret)
            dirk.note("the directory is set up")
            dirk.page.get_by_role("link", name="Regeln der Anmeldung").click()
            dirk.note("rules with a directory")
        with visit(desk, None) as anna:
            anna.look("/accounts/login/?next=/desk/protokoll/")
            recognise(anna.page, "anna")
            expect(anna.page).to_have_url(f"{desk.url}/desk/protokoll/")
            anna.page.complaints.clear()  # type: ignore[attr-defined]  # the directory's own pages
            anna.look("/desk/konto/")
        with visit(desk, None) as stranger:
            stranger.page.goto(f"{desk.url}/accounts/login/")
            recognise(stranger.page, "fremd")
            expect(stranger.page.get_by_role("heading", level=1)).to_have_text(
                "Die Anmeldung hat nicht geklappt"
            )
            stranger.page.complaints.clear()  # type: ignore[attr-defined]
            stranger.note("nobody has invited them")


def stored(page: Page, issuer: str, client_id: str, secret: str) -> None:
    """Fill in the page of the directory."""
    page.get_by_label("Adresse des Verzeichnisses").fill(issuer)
    page.get_by_label("Kennung").fill(client_id)
    page.get_by_label("Geheimnis").fill(secret)
    page.get_by_role("button", name="Prüfen und speichern").click()
    expect(page.get_by_text("Das Verzeichnis antwortet")).to_be_visible()


def recognise(page: Page, name: str) -> None:
    """Go to the directory and say there who one is."""
    page.get_by_role("link", name="Musterstadt").click()
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("egal")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
