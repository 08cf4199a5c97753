"""Passkeys in a real Chromium with its virtual authenticator."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, expect

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member
from tests.conftest import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit
from tests.journeys.test_people import EVA, invited

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OLD_KEY = {"protocol": "u2f", "transport": "usb", "automaticPresenceSimulation": True}


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(transactional_db: None) -> None:
    cache.clear()


def with_authenticator(page: Page, options: dict[str, Any]) -> tuple[Any, str]:
    """Plug an authenticator into the browser; return the session that governs it and its id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


def log_in(page: Page, url: str, member: Member, path: str = "/accounts/login/") -> None:
    page.goto(f"{url}{path}")
    page.get_by_label("E-Mail").fill(member.user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def set_up(desk: Desk, page: Page, name: str = "Diensttelefon") -> None:
    """Log in with a password and make a passkey."""
    log_in(page, desk.url, desk.town.anna)
    page.wait_for_url(f"{desk.url}/desk/")
    page.goto(f"{desk.url}/accounts/2fa/")
    page.get_by_role("link", name="Passkey einrichten").click()
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen", exact=True).click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Passkey einrichten").click()


def log_out(page: Page) -> None:
    page.goto(page.url.split("/accounts/")[0].split("/desk/")[0] + "/accounts/logout/")
    page.locator("main").get_by_role("button", name="Abmelden").click()


def test_set_up_and_log_in_without_a_password(desk: Desk) -> None:
    page = desk.guest()
    with_authenticator(page, PLATFORM)
    set_up(desk, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
    log_out(page)
    page.goto(f"{desk.url}/desk/mitteilungen/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(f"{desk.url}/desk/mitteilungen/")


def test_as_second_factor(desk: Desk) -> None:
    page = desk.guest(390)
    with_authenticator(page, PLATFORM)
    set_up(desk, page)
    page.wait_for_url("**/recovery-codes/")
    log_out(page)
    log_in(page, desk.url, desk.town.anna)
    page.wait_for_url("**/2fa/authenticate/")
    page.goto(f"{desk.url}/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt")  # half is none
    page.get_by_role("button", name="Mit Passkey bestätigen").click()
    expect(page).to_have_url(f"{desk.url}/desk/")


def test_an_old_key_is_a_second_factor_only(desk: Desk) -> None:
    page = desk.guest()
    with_authenticator(page, OLD_KEY)
    set_up(desk, page, "Alter Schlüssel")
    expect(page.get_by_text("Manche älteren Sicherheitsschlüssel")).to_be_visible()
    page.get_by_label("Damit auch ohne Passwort anmelden").uncheck()
    page.get_by_role("button", name="Passkey einrichten").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{desk.url}/accounts/2fa/webauthn/")
    expect(page.locator(".aus-lines").get_by_text("zweiter Schritt")).to_be_visible()


def test_whoever_is_not_verified_does_not_come_in(desk: Desk) -> None:
    page = desk.guest()
    session, key = with_authenticator(page, PLATFORM)
    set_up(desk, page)
    page.wait_for_url("**/recovery-codes/")
    log_out(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{desk.url}/accounts/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text("Das hat nicht geklappt, oder Sie haben abgebrochen.")).to_be_visible()
    page.goto(f"{desk.url}/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_what_was_said_once_opens_nothing_again(desk: Desk) -> None:
    """Somebody who has overheard an answer cannot say it again, here or elsewhere."""
    page = desk.guest()
    with_authenticator(page, PLATFORM)
    set_up(desk, page)
    page.wait_for_url("**/recovery-codes/")
    log_out(page)
    heard: list[str] = []
    page.on("request", lambda asked: heard.append(asked.post_data or ""))
    page.goto(f"{desk.url}/accounts/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(f"{desk.url}/desk/")
    credential = next(parse_qs(one)["credential"][0] for one in heard if "credential=" in one)
    thief = desk.guest()
    thief.goto(f"{desk.url}/accounts/login/")
    thief.request.get(
        f"{desk.url}/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"}
    )
    token = thief.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    answer = thief.request.post(
        f"{desk.url}/accounts/2fa/webauthn/login/",
        form={"csrfmiddlewaretoken": token, "credential": credential},
    )
    assert answer.url == f"{desk.url}/accounts/login/"
    thief.goto(f"{desk.url}/desk/")
    expect(thief.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_an_invitation_accepted_with_a_passkey(desk: Desk) -> None:
    page = desk.guest(390)
    with_authenticator(page, PLATFORM)
    page.goto(f"{desk.url}{invited(desk)}")
    page.get_by_role("button", name="Mit Passkey einrichten").click()
    page.get_by_role("button", name="Passkey einrichten").click()
    page.wait_for_url("**/recovery-codes/")
    with within_organisation(desk.town.organisation.pk):
        eva = Member.objects.select_related("user").get(user__email=EVA)
    assert not eva.user.has_usable_password()
    log_out(page)
    page.goto(f"{desk.url}/accounts/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(f"{desk.url}/desk/")


def test_nobody_touches_the_passkeys_of_others(desk: Desk) -> None:
    page = desk.guest()
    with_authenticator(page, PLATFORM)
    set_up(desk, page)
    page.wait_for_url("**/recovery-codes/")
    key = Authenticator.objects.get(type="webauthn")
    other = desk.guest()
    log_in(other, desk.url, desk.town.bekir)
    other.wait_for_url(f"{desk.url}/desk/")
    for verb in ("edit", "remove"):
        other.goto(f"{desk.url}/accounts/2fa/webauthn/keys/{key.pk}/{verb}/")
        if other.get_by_label("Passwort").count():
            other.get_by_label("Passwort").fill(PASSWORD)
            other.get_by_role("button", name="Bestätigen", exact=True).click()
        expect(other.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")
    other.complaints.clear()  # type: ignore[attr-defined]  # the browser names the 404 itself
    assert Authenticator.objects.filter(pk=key.pk).count() == 1


def test_for_everybody(desk: Desk) -> None:
    with visit(desk, None) as anna:
        anna.look("/accounts/login/")
        with_authenticator(anna.page, PLATFORM)
        set_up(desk, anna.page, "Sehr-langer-Name-" * 4)
        anna.page.wait_for_url("**/recovery-codes/")
        key = Authenticator.objects.get(type="webauthn")
        for path in ("", "webauthn/", "webauthn/add/", *_of(key)):
            anna.look(f"/accounts/2fa/{path}")
        log_out(anna.page)
        log_in(anna.page, desk.url, desk.town.anna)
        anna.page.wait_for_url("**/2fa/authenticate/")
        anna.note("the second step")


def _of(key: Authenticator) -> tuple[str, str]:
    return f"webauthn/keys/{key.pk}/edit/", f"webauthn/keys/{key.pk}/remove/"
