"""The checks at work: what stops, what an organisation decides about them, who may decide."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions import rulings
from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import (
    Announcement,
    ElectionQuiet,
    HouseStyle,
    LinkReport,
    PreflightRule,
)
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.renditions import renditions
from ausrufer.announcements.rulings import Style, severities, style
from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.foundation.clock import TOWN_TIME, now, pretending
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.policy import Scope
from ausrufer.records.queries import entries_matching
from ausrufer.records.sentences import sentence
from tests.conftest import FAKES, Town, run_jobs

pytestmark = pytest.mark.django_db
MOBILE = "Rufen Sie uns an: 0171 2345678."
PAGE = "/desk/pruefregeln/"


def written(town: Town, body: str, **content: Any) -> Announcement:
    channel = town.channel("Elefant")
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title="Aus dem Rathaus", body=body, contact="Tel. 45-1", **content),
        channels=[channel],
    )


def said(announcement: Announcement) -> list[tuple[str, str]]:
    found = renditions(announcement)
    listed = checklist(announcement, found, list(announcement.pictures.all()))
    return [(one.finding.severity.value, one.finding.code) for one in listed]


def tune(town: Town, code: str, severity: str, who: str = "dirk") -> None:
    member = getattr(town, who)
    rulings.tune_check(member=member, code=code, severity=severity, reason="So beschlossen.")


def logged_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def test_a_warning_lets_pass_and_a_stop_does_not(in_town: Town) -> None:
    message = written(in_town, MOBILE)
    assert said(message) == [("warns", "mobile_number")]
    tune(in_town, "mobile_number", "stops")
    assert said(message) == [("stops", "mobile_number")]
    with pytest.raises(Refused, match="„0171 2345678“ ist eine Mobilnummer"):
        submit_for_approval(member=in_town.anna, announcement=message)
    message.refresh_from_db()
    assert message.state == "draft"
    tune(in_town, "mobile_number", "warns")
    submit_for_approval(member=in_town.anna, announcement=message)
    message.refresh_from_db()
    assert message.state == "in_approval"


def test_a_check_of_the_forms_can_be_tuned_as_well(in_town: Town) -> None:
    message = written(in_town, "Kommen Sie zum #stadtradeln.")
    assert said(message) == [("hints", "hashtag_hard_to_read")]
    tune(in_town, "hashtag_hard_to_read", "off")
    assert said(message) == []


def test_what_a_network_refuses_cannot_be_tuned(in_town: Town) -> None:
    with pytest.raises(Refused):
        tune(in_town, "text_too_long", "off")
    with pytest.raises(Refused):
        tune(in_town, "mobile_number", "vielleicht")
    assert PreflightRule.objects.count() == 0


def test_a_decision_is_in_the_journal_with_its_reason(in_town: Town) -> None:
    tune(in_town, "mobile_number", "off")
    rulings.decide_style(
        member=in_town.dirk, style=Style(Gendering.PAIRS, 20), reason="Dienstanweisung 3."
    )
    quiet = rulings.hold_back(
        member=in_town.dirk,
        election="Kommunalwahl",
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 2, 14),
        reason="Wahl am 14. Februar.",
    )
    rulings.hold_back_no_more(member=in_town.dirk, quiet=quiet, reason="Verschoben.")
    told = [sentence(one) for one in entries_matching(kinds_of="preflight")]
    assert sorted(told) == [
        "Dirk hat Zurückhaltung vor „Kommunalwahl“ eingetragen: 04.01.2027 bis 14.02.2027. "
        "Grund: Wahl am 14. Februar.",
        "Dirk hat die Prüfung „Mobilnummer“ eingestellt: ist abgeschaltet. Grund: So beschlossen.",
        "Dirk hat die Schreibweise festgelegt: Doppelnennung: Bürgerinnen und Bürger, Sätze bis "
        "20 Wörter. Grund: Dienstanweisung 3.",
        "Dirk hat die Zurückhaltung vor „Kommunalwahl“ (04.01.2027 bis 14.02.2027) gelöscht. "
        "Grund: Verschoben.",
    ]
    assert (severities(), style()) == ({"mobile_number": None}, Style(Gendering.PAIRS, 20))
    with pytest.raises(Refused):
        rulings.hold_back_no_more(member=in_town.dirk, quiet=quiet, reason="Noch einmal.")


def test_no_reason_no_decision(in_town: Town) -> None:
    for reason in ("", "  ", "\u200b"):
        with pytest.raises(Refused, match="warum"):
            rulings.tune_check(
                member=in_town.dirk, code="mobile_number", severity="off", reason=reason
            )
    assert severities() == {}


def test_back_to_the_usual_leaves_no_row(in_town: Town) -> None:
    tune(in_town, "mobile_number", "off")
    tune(in_town, "mobile_number", "warns")
    assert PreflightRule.objects.count() == 0


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_administrators_decide(in_town: Town, who: str) -> None:
    with pytest.raises(NotForYou):
        tune(in_town, "mobile_number", "off", who)
    client = logged_in(getattr(in_town, who))
    for path in ("", "pruefung/mobile_number/", "schreibweise/", "wahl/"):
        given = {"severity": "off", "reason": "x"}
        assert client.get(f"{PAGE}{path}").status_code == 404
        assert client.post(f"{PAGE}{path}", given).status_code in (404, 405)
    assert severities() == {}


def test_the_next_town_keeps_its_own_rules(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        tune(town, "mobile_number", "off")
        quiet = rulings.hold_back(
            member=town.dirk,
            election="Wahl in Musterstadt",
            starts_on=date(2027, 1, 4),
            ends_on=date(2027, 2, 14),
            reason="Wahl.",
        )
        message = written(town, MOBILE)
        assert said(message) == []
    with within_organisation(neighbour.organisation.pk):
        assert said(written(neighbour, MOBILE)) == [("warns", "mobile_number")]
    dora = logged_in(neighbour.dirk)
    assert "Wahl in Musterstadt" not in dora.get(PAGE).content.decode()
    path = f"{PAGE}wahl/{quiet.public_id}/loeschen/"
    assert dora.post(path, {"reason": "x"}).status_code == 404
    with within_organisation(town.organisation.pk):
        assert ElectionQuiet.objects.count() == 1
    assert "Wahl in Musterstadt" in logged_in(town.dirk).get(PAGE).content.decode()


def test_an_administrator_decides_on_the_pages(town: Town) -> None:
    dirk = logged_in(town.dirk)
    assert "Prüfregeln" in dirk.get(PAGE).content.decode()
    path = f"{PAGE}pruefung/mobile_number/"
    faulty = dirk.post(path, {"severity": "off", "reason": " "})
    assert faulty.status_code == 200
    stored = dirk.post(path, {"severity": "off", "reason": "Alle sind dienstlich."})
    assert stored["Location"] == PAGE
    assert "Alle sind dienstlich." in dirk.get(PAGE).content.decode()
    given = {"gendering": "star", "longest_sentence": "18", "reason": "Beschluss"}
    assert dirk.post(f"{PAGE}schreibweise/", given).status_code == 302
    days = {"election": "Wahl", "starts_on": "2027-02-14", "ends_on": "2027-01-04", "reason": "x"}
    assert "liegt vor dem ersten" in dirk.post(f"{PAGE}wahl/", days).content.decode()
    days["starts_on"] = "2027-01-01"
    assert dirk.post(f"{PAGE}wahl/", days).status_code == 302
    with within_organisation(town.organisation.pk):
        quiet = ElectionQuiet.objects.get()
        written_style = HouseStyle.objects.get()
        assert (written_style.gendering, written_style.longest_sentence) == ("star", 18)
    path = f"{PAGE}wahl/{quiet.public_id}/loeschen/"
    assert dirk.post(path, {"reason": "Verschoben"}).status_code == 302
    with within_organisation(town.organisation.pk):
        assert ElectionQuiet.objects.count() == 0
    assert dirk.get(f"{PAGE}pruefung/gibt-es-nicht/").status_code == 404


def test_the_day_of_sending_counts(in_town: Town) -> None:
    rulings.hold_back(
        member=in_town.dirk,
        election="Kommunalwahl",
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 2, 14),
        reason="Wahl.",
    )
    with pretending(datetime(2026, 12, 1, 12, tzinfo=TOWN_TIME)):
        message = written(in_town, "Ein Meilenstein für die Stadt.")
        assert said(message) == []
        message.publish_at = datetime(2027, 1, 4, 0, 30, tzinfo=TOWN_TIME)
        assert said(message) == [("warns", "quiet_period")]


def test_own_ground_is_missed_where_there_is_one(in_town: Town, settings: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, "ausrufer.connectors.hub.HubConnector"]
    registry._connectors.cache_clear()
    message = written(in_town, "Text")
    assert said(message) == []
    values = {
        "base_url": "https://aktuell.musterstadt.example",
        "folder": "musterstadt",
        "town_name": "Musterstadt",
        "claim": "Aktuelles",
        "contact_email": "presse@musterstadt.example",
    }
    site = set_up_channel(
        actor=in_town.dirk.actor, kind="hub", name="Webseite", settings=values, secrets={}
    )
    assert said(message) == [("warns", "own_ground_missed")]
    change_announcement(
        member=in_town.anna,
        announcement=message,
        version=message.version,
        content=message.content,
        channels=[site],
    )
    assert said(message) == []


@pytest.mark.django_db(transaction=True)
def test_a_link_that_leads_nowhere_is_found_by_a_job(town: Town, settings: Any) -> None:
    settings.HTTP_POLICY = HttpPolicy(connect_seconds=1)
    link = "https://gibt-es-nicht.musterstadt-presseamt-2026.de/termine"
    with within_organisation(town.organisation.pk):
        message = written(town, "Text", link=link)
        assert said(message) == []
    run_jobs()
    with within_organisation(town.organisation.pk):
        assert said(message) == [("warns", "link_dead")]
        report = LinkReport.objects.get()
        assert (report.address, report.answers) == (link, False)
        changed = change_announcement(
            member=town.anna,
            announcement=message,
            version=message.version,
            content=replace(message.content, body="Neuer Text"),
        )
        assert LinkReport.objects.get().wanted_at == report.wanted_at
        with pretending(now() + timedelta(days=2)):
            submit_for_approval(member=town.anna, announcement=changed)
        assert LinkReport.objects.get().wanted_at > report.wanted_at


@pytest.mark.django_db(transaction=True)
def test_links_in_the_fields_are_asked_as_those_in_the_text(town: Town) -> None:
    link = "https://www.musterstadt-presseamt-2026.de/stelle"
    with within_organisation(town.organisation.pk):
        message = written(town, "Text", kind="job", details={"where": link})
        LinkReport.objects.update(asked_at=now(), answers=False)
        assert [one.address for one in LinkReport.objects.all()] == [link]
        assert said(message) == [("warns", "link_dead")]


@pytest.mark.django_db(transaction=True)
def test_what_nobody_can_ask_is_left_alone(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        written(town, "http://intranet/a https://www.musterstadt.example/b http://10.0.0.7/c")
        assert LinkReport.objects.count() == 0


def test_the_api_tells_every_finding_with_its_place(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        message = written(town, f"Kommen Sie zum #stadtradeln. {MOBILE}")
        token = create_token(
            actor=town.anna.actor,
            member=town.anna,
            label="Test",
            scopes=[Scope.ANNOUNCEMENTS_READ],
        )
    client = Client(headers={"Authorization": f"Bearer {token}"})
    path = f"/api/v1/announcements/{message.public_id}"
    found = client.get(f"{path}/findings").json()
    assert [(one["code"], one["severity"], one["place"], one["channels"]) for one in found] == [
        ("mobile_number", "warns", "body", []),
        ("hashtag_hard_to_read", "hints", "body", []),
    ]
    assert message.body[found[0]["start"] : found[0]["end"]] == "0171 2345678"
    with within_organisation(town.organisation.pk):
        tune(town, "hashtag_hard_to_read", "off")
    assert [one["code"] for one in client.get(f"{path}/findings").json()] == ["mobile_number"]
    assert [one["findings"] for one in client.get(f"{path}/renditions").json()] == [[]]
