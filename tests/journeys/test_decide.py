"""Deciding in a real browser: two steps, a deputy on the phone, the fast lane, the second look."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ausrufer.announcements.actions.approve import release_fast
from ausrufer.announcements.models import Announcement
from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.queries import open_request
from ausrufer.approval.requirements import Way
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.actions.absences import enter_absence
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role
from tests.conftest import build_town
from tests.journeys.desk import TITLE, Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def erika(desk: Desk) -> Member:
    """A second person who approves."""
    with within_organisation(desk.town.organisation.pk):
        return add_member(
            actor=desk.town.dirk.actor,
            name="Erika",
            email="erika@musterstadt.example",
            password=None,
            assignments=[(Role.APPROVER, None)],
        )


def two_steps(desk: Desk) -> None:
    with within_organisation(desk.town.organisation.pk):
        draft = RuleDraft(name="Immer zu dritt", way=Way.TWO)
        make_rule(actor=desk.town.dirk.actor, draft=draft, said="…")


def away(desk: Desk, member: Member, deputy: Member) -> None:
    with within_organisation(desk.town.organisation.pk):
        enter_absence(
            member=member, begins_at=now(), ends_at=now() + timedelta(days=3), deputy=deputy
        )


def released_fast(desk: Desk, message: Announcement, by: Member) -> None:
    with within_organisation(desk.town.organisation.pk):
        asked = open_request(message.subject)
        assert asked is not None
        reason = "Das Wasser steigt."
        release_fast(member=by, request=asked, fingerprint=asked.fingerprint, reason=reason)


def test_a_rule_by_keyboard_two_steps_and_a_deputy_on_the_phone(desk: Desk, erika: Member) -> None:
    dirk = desk.page(desk.town.dirk)
    dirk.goto(f"{desk.url}/desk/freigaberegeln/neu/")
    dirk.locator("#id_name").focus()
    dirk.keyboard.type("Immer zu dritt")
    dirk.keyboard.press("Tab")
    dirk.keyboard.press("Space")
    dirk.keyboard.press("ArrowDown")
    dirk.keyboard.press("Enter")
    expect(dirk.get_by_text("Regel 1 gilt ab der nächsten Einreichung.")).to_be_visible()
    expect(dirk.locator(".rule-list")).to_contain_text("zwei weitere Personen")

    away(desk, erika, desk.town.carla)
    message = desk.submitted(desk.written())
    for who, said in (
        (desk.town.bekir, "Ihr Schritt ist getan. Benachrichtigt: Carla in Vertretung für Erika."),
        (desk.town.carla, "Freigegeben."),
    ):
        phone = desk.page(who, 390, has_touch=True)
        phone.goto(f"{desk.url}/desk/")
        phone.get_by_role("link", name=TITLE).tap()
        phone.get_by_role("button", name="Freigeben", exact=True).tap()
        expect(phone.get_by_text(said, exact=True)).to_be_visible()
    expect(phone.locator("#stand")).to_contain_text("Bekir, Carla in Vertretung für Erika")
    message.refresh_from_db()
    assert message.state == "scheduled"


def test_in_haste_without_scripts_and_read_afterwards(desk: Desk, erika: Member) -> None:
    two_steps(desk)
    message = desk.submitted(desk.written())
    fast = desk.page(erika, java_script_enabled=False)
    fast.goto(desk.address(message))
    fast.locator("#eilfreigabe summary").click()
    fast.get_by_label("Warum eilt es?").fill("Das Wasser steigt.")
    fast.get_by_role("button", name="In Eile freigeben").click()
    expect(fast.get_by_text("Um den zweiten Blick ist gebeten.")).to_be_visible()

    bekir = desk.page(desk.town.bekir, java_script_enabled=False)
    bekir.goto(f"{desk.url}/desk/")
    expect(bekir.get_by_text("nachträglich lesen")).to_be_visible()
    bekir.get_by_role("link", name=TITLE).first.click()
    expect(bekir.locator("#zweiter-blick")).to_contain_text("Das Wasser steigt.")
    bekir.get_by_role("button", name="In Ordnung").click()
    expect(bekir.get_by_text("Ihr zweiter Blick steht im Protokoll.")).to_be_visible()
    expect(bekir.locator("#zweiter-blick")).to_have_count(0)


def test_dora_decides_nothing_here(desk: Desk, erika: Member) -> None:
    two_steps(desk)
    message = desk.submitted(desk.written())
    released_fast(desk, message, by=erika)
    dora = desk.page(build_town("Nachbarstadt", "nachbarstadt").bekir)
    for rest in ("eilfreigabe/", "zweiter-blick/"):
        answer = dora.request.post(desk.address(message, rest))
        assert answer.status in {403, 404}  # without a token of the form, or nothing there
    dora.goto(f"{desk.url}/desk/freigaberegeln/")
    expect(dora.get_by_text("Immer zu dritt")).to_have_count(0)


def test_for_everybody(desk: Desk, erika: Member) -> None:
    two_steps(desk)
    away(desk, desk.town.dirk, desk.town.carla)
    waiting, fast = desk.submitted(desk.written("Wartet")), desk.submitted(desk.written("Eilt"))
    released_fast(desk, fast, by=erika)
    with visit(desk, desk.town.dirk) as dirk:
        dirk.look("/desk/freigaberegeln/neu/")
        dirk.look("/desk/konto/abwesenheit/")
        question = f"department={desk.town.press.pk}&kind=news&author={desk.town.anna.pk}"
        dirk.look(f"/desk/freigaberegeln/?{question}")
        dirk.page.locator(".rule-list a").first.click()
        dirk.note("rule")
    with visit(desk, desk.town.bekir) as bekir:
        bekir.look("/desk/")
        bekir.look(f"/desk/mitteilungen/{waiting.public_id}/")
        bekir.page.locator("#eilfreigabe summary").click()
        bekir.note("fast lane")
        bekir.look(f"/desk/mitteilungen/{fast.public_id}/")
    with visit(desk, desk.town.anna) as anna:
        anna.look(f"/desk/mitteilungen/{waiting.public_id}/")
        anna.look(f"/desk/mitteilungen/{fast.public_id}/")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_the_phone_text_and_both_buttons_are_there_at_once(desk: Desk, *, scripts: bool) -> None:
    message = desk.submitted(desk.written())
    phone = desk.page(desk.town.bekir, 390, has_touch=True, java_script_enabled=scripts)
    phone.set_viewport_size({"width": 390, "height": 800})
    phone.goto(desk.address(message))
    panel, text = phone.locator("#freigabe"), phone.locator(".msg-body p").first
    expect(text).to_be_in_viewport(ratio=1)
    box, words = panel.bounding_box(), text.bounding_box()
    assert box is not None
    assert words is not None
    assert (box["y"] + box["height"], box["height"] < 200) == (800, True)
    assert words["y"] + words["height"] <= box["y"]
    for name in ("Freigeben", "Zurückgeben"):
        button = phone.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        assert button.bounding_box()["height"] >= 44  # type: ignore[index]
    change = phone.get_by_role("link", name="Selbst ändern").bounding_box()
    assert change is not None
    assert change["y"] > words["y"] + words["height"]
    word = phone.get_by_label("Ein Wort zurück")
    expect(word).to_be_hidden()
    phone.get_by_role("button", name="Zurückgeben").tap()
    expect(word).to_be_visible()  # it was missing
    phone.goto(desk.address(message))
    phone.get_by_text("Ein Wort dazu schreiben").tap()
    word.fill("Bis wann?")
    phone.get_by_role("button", name="Zurückgeben").tap()
    expect(phone.get_by_text("Zurückgegeben an Anna.")).to_be_visible()
