"""The register of channels and the usage concept in a real browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from ausrufer.channels.actions import change_concept_frame, keep_register
from ausrufer.channels.queries import concept_frame, register_entry
from ausrufer.channels.words import CONCEPT_FIELDS
from ausrufer.foundation.scope import within_organisation
from tests.integration.test_register import TEXTS
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3 + "\nZweite Zeile"


def laid_down(desk: Desk, **changes: object) -> str:
    """Write into the register of the first network and return its address."""
    channel, dirk = desk.channels[1], desk.town.dirk
    with within_organisation(desk.town.organisation.pk):
        version = register_entry(channel).version
        keep_register(member=dirk, channel=channel, version=version, changes=changes)
    return f"/desk/kanaele/{channel.public_id}/"


def test_from_today_to_the_next_review(desk: Desk) -> None:
    """Anna is responsible: she is reminded, keeps the entry, and is done in one deed."""
    laid_down(desk, responsible=desk.town.anna, next_review_on=date(2026, 1, 5))
    anna = desk.page(desk.town.anna, 390)
    anna.goto(f"{desk.url}/desk/")
    anna.get_by_role("link", name="Kanal „Elefant“ überprüfen").click()
    expect(anna.get_by_text("seit Montag, 5. Januar 2026")).to_be_visible()
    anna.get_by_role("link", name="Angaben ändern").click()
    anna.get_by_label("Zweck").fill("Aktuelles aus dem Rathaus")
    anna.get_by_label("Stunden je Woche").fill("2,5")
    anna.get_by_role("button", name="Speichern").click()
    expect(anna.get_by_text("Das Register ist gespeichert.")).to_be_visible()
    anna.get_by_role("button", name="Überprüfung festhalten").click()
    expect(anna.locator(".aus-errors")).to_be_visible()
    anna.get_by_label("Was hat die Überprüfung ergeben?").fill("Wird gebraucht.")
    anna.get_by_role("button", name="Überprüfung festhalten").click()
    expect(anna.get_by_text("Die Überprüfung ist festgehalten.")).to_be_visible()
    expect(anna.get_by_text("Wird gebraucht.")).to_be_visible()
    anna.goto(f"{desk.url}/desk/")
    expect(anna.get_by_role("link", name="Kanal „Elefant“ überprüfen")).to_have_count(0)
    assert desk.complaints() == []


def test_the_concept_is_taken_along_without_scripts(desk: Desk) -> None:
    carla = desk.page(desk.town.carla, java_script_enabled=False)
    carla.goto(f"{desk.url}/desk/kanaele/")
    carla.get_by_role("link", name="Nutzungskonzept").click()
    for kind in ("PDF", "ODT"):
        with carla.expect_download() as waiting:
            carla.get_by_role("link", name=f"Als {kind} herunterladen").click()
        assert waiting.value.suggested_filename.endswith(f".{kind.lower()}")


def test_for_everybody(desk: Desk) -> None:
    place = laid_down(
        desk,
        **dict.fromkeys(TEXTS, LONG),
        responsible=desk.town.anna,
        imprint_url="https://stadt.example/" + "x" * 200,
        next_review_on=date(2026, 1, 5),
    )
    with within_organisation(desk.town.organisation.pk):
        frame = concept_frame(desk.town.organisation)
        rules = {name: LONG for name in CONCEPT_FIELDS if name != "rights"}
        change_concept_frame(member=desk.town.dirk, version=frame.version, changes=rules)
    with visit(desk, desk.town.dirk) as dirk:
        for path in (
            "",
            "kanaele/",
            "kanaele/nutzungskonzept/",
            "kanaele/nutzungskonzept/angaben/",
        ):
            dirk.look(f"/desk/{path}")
        for path in ("", "register/", "register/aendern/"):
            dirk.look(f"{place}{path}")
        dirk.page.get_by_label("Impressum").fill("keine Adresse")
        dirk.page.get_by_role("button", name="Speichern").click()
        dirk.page.locator(".aus-errors").wait_for()
        dirk.note("a register with mistakes")
    with visit(desk, desk.town.bekir) as bekir:
        for path in ("/desk/kanaele/", "/desk/kanaele/nutzungskonzept/", f"{place}register/"):
            bekir.look(path)
