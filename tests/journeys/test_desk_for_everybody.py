"""Every page of the desk for everybody: two readers, both themes, wide and 320 px narrow."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, Response

from ausrufer.announcements.actions.ideas import IdeaDraft, note_idea
from ausrufer.announcements.actions.own_kinds import KindDraft, make_kind
from ausrufer.announcements.actions.plan_import import upload_plan
from ausrufer.announcements.kind_shape import FieldType, KindField
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.planning.rough import Rough
from ausrufer.approval.policy import Verdict
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Worker
from tests.journeys.accessibility import (
    LOOKS,
    Look,
    in_every_look,
    is_wider_than_its_window,
    violations,
)
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 3
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def messages(desk: Desk, transactional_db: None) -> dict[str, Announcement]:
    """One message in every state, the last one with everything that can go wrong."""
    pictured = desk.written("Mit Bild")
    desk.pictured(pictured)
    found = {"draft": pictured, "long": desk.written(LONG[:190], body=LONG * 30, topic=LONG[:60])}
    found["waiting"] = desk.submitted(desk.written("Wartet"))
    asked = desk.submitted(desk.written("Zurück"))
    found["returned"] = desk.decided(asked, Verdict.RETURNED, "Bitte genauer.")
    found["published"] = desk.released("Veröffentlicht")
    _elsewhere(Worker().deliver)
    _refuses("Elefant", PermanentFailure("Der Text ist zu lang."))
    _refuses("Schmetterling", AccessLost("Der Zugang ist abgelaufen."))
    found["troubled"] = desk.released("Braucht Hilfe")
    _elsewhere(Worker().deliver)
    return found


def _refuses(name: str, failure: Exception) -> None:
    FakePlatform.named(name).script("publish", Mishap.refused(failure))


def _elsewhere(work: Any) -> None:
    """Do something with a loop of its own: this thread's belongs to the browser."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()
        pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 - that thread's own


class Visit:
    """Looks at one page after the other and notes what is wrong with it."""

    def __init__(self, page: Page, url: str, looks: tuple[Look, ...] = LOOKS) -> None:
        self.page, self.url, self.looks = page, url, looks
        self.found: dict[str, Any] = {}
        self.titles: list[str] = []

    def look(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(f"{self.url}{path}")
        assert isinstance(answer, Response)
        complaints = self.page.complaints  # type: ignore[attr-defined]
        if status >= 400:
            complaints.pop()  # the browser names the status itself
        self.titles.append(self.page.title())
        self.note(path, answer.status - status)

    def note(self, name: str, wrong: Any = 0) -> None:
        complaints = list(self.page.complaints)  # type: ignore[attr-defined]
        for look in in_every_look(self.page, self.looks):
            sideways, trouble = is_wider_than_its_window(self.page), violations(self.page)
            if wrong or complaints or sideways or trouble:
                self.found[f"{name} {look}"] = (wrong, complaints, sideways, trouble)
        self.page.complaints.clear()  # type: ignore[attr-defined] # the readers' own


@contextmanager
def visit(desk: Desk, who: Any, width: int | None = None, theme: Any = None) -> Iterator[Visit]:
    """Let somebody look at pages: in every look, or in the one that is asked for."""
    looks = LOOKS if width is None else ((width, theme),)
    wishes = {"width": looks[0][0], "color_scheme": looks[0][1]}
    page = desk.page(who, **wishes) if who else desk.guest(**wishes)
    visiting = Visit(page, desk.url, looks)
    yield visiting
    assert visiting.found == {}
    assert len(set(visiting.titles)) == len(visiting.titles)


def test_messages(desk: Desk, messages: dict[str, Announcement]) -> None:
    channel = desk.channels[1].public_id
    with visit(desk, desk.town.anna) as anna:
        for path in ("", "mitteilungen/", "mitteilungen/?q=gibtesnicht", "mitteilungen/neu/"):
            anna.look(f"/desk/{path}")
        for query in ("", "?q=Wartet", "?q=Rindfleisch&in=mitteilungen", "?q=zeppelinlandung"):
            anna.look(f"/desk/suche/{query}")
        for message in messages.values():
            anna.look(f"/desk/mitteilungen/{message.public_id}/")
        draft = f"/desk/mitteilungen/{messages['draft'].public_id}/"
        for path in ("aendern/", f"fassung/{channel}/", "zurueckziehen/", "staende/1/"):
            anna.look(f"{draft}{path}")
        for path in ("sprachen/", "sprachen/leicht/", "sprachen/ar/", "schreibhilfe/"):
            anna.look(f"{draft}{path}")
        anna.look(f"/desk/mitteilungen/{messages['published'].public_id}/zurueckziehen/")
        anna.look("/desk/mitteilungen/neu/?art=event")
        anna.look("/desk/bausteine/neu/")
        for path in ("vorlagen/", "vorlagen/neu/?art=road_closure"):
            anna.look(f"/desk/{path}")
        anna.look(f"{draft}als-vorlage/")
        for path in ("", "kalender/", "netze.matrix/"):
            anna.look(f"/desk/handbuch/{path}")
        anna.page.goto(f"{desk.url}/desk/mitteilungen/neu/")
        anna.page.get_by_role("button", name="Zur Freigabe geben").click()
        anna.page.locator(".aus-errors").wait_for()
        anna.note("a new message with mistakes")
    with visit(desk, desk.town.bekir) as bekir:
        for name in ("waiting", "troubled"):
            bekir.look(f"/desk/mitteilungen/{messages[name].public_id}/")


def test_rooms_around(desk: Desk, messages: dict[str, Announcement]) -> None:
    with visit(desk, desk.town.dirk) as dirk:
        for path in ("", "mitteilungen/einlesen/", "kanaele/", "kanaele/neu/hub/", "menschen/"):
            dirk.look(f"/desk/{path}")
        dirk.look(f"/desk/kanaele/{desk.channels[2].public_id}/")
        dirk.look("/desk/protokoll/")
        dirk.look(f"/desk/protokoll/?zu=announcement:{messages['draft'].public_id}")
        dirk.look("/desk/einstellungen/")
        dirk.look("/desk/einstellungen/matrix/")
        dirk.look("/desk/hinweise/")
        dirk.look("/desk/konto/hinweise/")
        dirk.look("/desk/sprachen-des-hauses/")
        dirk.look("/desk/schreibhilfe/")
        dirk.look("/desk/konto/")
        dirk.page.get_by_label("Wofür?").fill("Fachanwendung")
        dirk.page.get_by_label("Mitteilungen lesen").check()
        dirk.page.get_by_role("button", name="Programmzugang anlegen").click()
        dirk.page.get_by_text("Bitte jetzt kopieren").wait_for()
        dirk.note("a new access for a program")
        dirk.look(f"/desk/mitteilungen/{NOBODY}/", status=404)
    with visit(desk, desk.town.anna) as anna:
        anna.page.goto(f"{desk.url}/desk/mitteilungen/einlesen/")
        anna.page.get_by_role("button", name="Einlesen").click()
        anna.page.locator(".aus-errors").wait_for()
        anna.note("reading a feed with mistakes")


def test_plan_and_kinds(desk: Desk) -> None:
    town = desk.town
    week = Rough(date(2026, 11, 30), date(2026, 12, 6))
    fields = [KindField("", "Abfuhrtag", FieldType.DAY, required=True), KindField("", LONG[:50])]
    with within_organisation(town.organisation.pk):
        draft = IdeaDraft(LONG[:190], town.press, topic="Verkehr", person=town.anna, rough=week)
        idea = note_idea(member=town.anna, draft=draft)
        kind = make_kind(member=town.dirk, draft=KindDraft("Müllabfuhr", fields, skeleton="[Wo]"))
        upload = upload_plan(
            member=town.anna,
            department=town.press,
            content=f"Titel;Datum\nRadweg;KW 49\n{LONG};bald\n".encode(),
            file_name="plan.csv",
            year=2100,
        )
    desk.submitted(desk.written("Wartet"))
    with visit(desk, town.anna) as anna:
        for path in ("", f"idee/{idea.public_id}/", "verworfen/", "einlesen/"):
            anna.look(f"/desk/plan/{path}")
        anna.look(f"/desk/plan/datei/{upload.public_id}/")
        anna.look("/desk/kalender/?tag=2026-12-01")
        anna.look("/desk/mitteilungen/neu/?art=own_muellabfuhr")
    with visit(desk, town.dirk) as dirk:
        for path in ("", "neu/", f"{kind.public_id}/"):
            dirk.look(f"/desk/einstellungen/arten/{path}")


def test_accounts(desk: Desk) -> None:
    with visit(desk, None) as guest:
        guest.look("/accounts/login/")
        guest.look("/accounts/password/reset/")
        guest.look("/accounts/signup/")
        guest.look("/gibt/es/nicht/", status=404)
    with visit(desk, desk.town.anna) as anna:
        for path in ("logout/", "password/change/", "2fa/", "reauthenticate/"):
            anna.look(f"/accounts/{path}")


def test_an_empty_town(desk: Desk) -> None:
    with visit(desk, desk.town.carla) as carla:
        for path in ("", "mitteilungen/", "mitteilungen/einlesen/", "kanaele/", "protokoll/"):
            carla.look(f"/desk/{path}")
