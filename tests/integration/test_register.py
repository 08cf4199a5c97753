"""The register of channels: who keeps it, what it refuses, reviews that are due."""

from datetime import date
from queue import Queue
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from ausrufer.channels.actions import keep_register, review_channel, take_out_of_use
from ausrufer.channels.models import Channel, RegisterEntry
from ausrufer.channels.queries import register_entry, reviews_due
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = (
    "purpose",
    "reason",
    "target_groups",
    "contents",
    "legal_basis",
    "data_protection",
    "alternative",
    "cost",
    "terms",
)
HOSTILE = "<script>alert('1')</script> {{ 7*7 }} %(name)s {actor} \u202eumgekehrt\x00\x07 – ß 🚒"
CLEANED = "<script>alert('1')</script> {{ 7*7 }} %(name)s {actor} umgekehrt – ß 🚒"


def kept(town: Town, channel: Channel, **changes: object) -> RegisterEntry:
    with within_organisation(town.organisation.pk):
        version = register_entry(channel).version
        keep_register(member=town.dirk, channel=channel, version=version, changes=changes)
        return register_entry(channel)


def entry_of(town: Town, channel: Channel) -> RegisterEntry:
    with within_organisation(town.organisation.pk):
        return register_entry(channel)


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def place(channel: Channel, rest: str = "register/") -> str:
    return f"/desk/kanaele/{channel.public_id}/{rest}"


def entered(**values: Any) -> dict[str, Any]:
    return {"version": 0, "review_months": 12, **values}


def said(town: Town) -> list[str]:
    kinds = ["channel.register_changed", "channel.reviewed", "channel.concept_changed"]
    with within_organisation(town.organisation.pk):
        told = JournalEntry.objects.filter(kind__in=kinds).order_by("sequence")
        return [sentence(one) for one in told]


def today() -> date:
    return in_town_time(now()).date()


def test_an_administrator_lays_down_everything(town: Town) -> None:
    netz = town.channel("netz")
    answer = logged_in(town.dirk).post(
        place(netz, "register/aendern/"),
        entered(
            **dict.fromkeys(TEXTS, "Weil.\r\nDarum."),
            department=town.press.pk,
            responsible=town.anna.pk,
            deputy=town.bekir.pk,
            hours_per_week="4,5",
            imprint_url="stadt.example/impressum",
            privacy_url="https://stadt.example/datenschutz",
            next_review_on="2035-05-01",
        ),
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, place(netz))
    entry = entry_of(town, netz)
    assert [getattr(entry, name) for name in TEXTS] == ["Weil.\nDarum."] * len(TEXTS)
    assert (entry.department, entry.responsible, entry.deputy) == (
        town.press,
        town.anna,
        town.bekir,
    )
    assert (str(entry.hours_per_week), entry.imprint_url) == (
        "4.5",
        "https://stadt.example/impressum",
    )
    assert (entry.next_review_on, entry.version) == (date(2035, 5, 1), 1)
    assert len(said(town)) == 1
    assert said(town)[0].startswith("Dirk hat das Register des Kanals „netz“ geändert: Zweck, ")


def test_nothing_changed_is_nothing_written(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, purpose="Weil.")
    assert kept(town, netz, purpose="Weil.").version == 1
    assert said(town) == ["Dirk hat das Register des Kanals „netz“ geändert: Zweck."]


def test_the_responsible_and_the_deputy_keep_it_nobody_else_does(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna, deputy=town.carla)
    change = place(netz, "register/aendern/")
    people = (town.anna, town.bekir, town.carla, town.dirk)
    assert [logged_in(one).get(change).status_code for one in people] == [200, 404, 200, 200]
    assert [logged_in(one).get(place(netz)).status_code for one in people] == [200] * 4
    refused = logged_in(town.bekir).post(change, entered(version=1, purpose="Gekapert"))
    assert (refused.status_code, entry_of(town, netz).purpose) == (404, "")
    review = {"version": 1, "note": "Gekapert", "next_on": "2035-05-01"}
    assert logged_in(town.bekir).post(place(netz, "ueberpruefen/"), review).status_code == 404
    assert entry_of(town, netz).reviewed_on is None


def test_who_lost_their_roles_keeps_nothing(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna)
    with within_organisation(town.organisation.pk):
        town.anna.assignments.all().delete()
    assert logged_in(town.anna).get(place(netz, "register/aendern/")).status_code == 404


def test_the_next_town_sees_nothing_and_gives_us_nobody(town: Town, neighbour: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, purpose="Geheimer Zweck")
    dora = logged_in(neighbour.dirk)
    for rest in ("register/", "register/aendern/"):
        assert dora.get(place(netz, rest)).status_code == 404
    for rest in ("register/aendern/", "ueberpruefen/"):
        sent = dora.post(
            place(netz, rest), {**entered(version=1), "note": "x", "next_on": "2035-1-1"}
        )
        assert sent.status_code == 404
    theirs = entered(
        version=1, department=neighbour.press.pk, responsible=neighbour.anna.pk, purpose="Neu"
    )
    answer = logged_in(town.dirk).post(place(netz, "register/aendern/"), theirs)
    assert answer.status_code == 200
    assert entry_of(town, netz).purpose == "Geheimer Zweck"
    for page in ("kanaele/", "kanaele/nutzungskonzept/", ""):
        assert "Geheimer Zweck" not in dora.get(f"/desk/{page}").content.decode()
    at_home = logged_in(town.carla).get("/desk/kanaele/nutzungskonzept/").content.decode()
    assert "Geheimer Zweck" in at_home


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_only_text(town: Town, name: str) -> None:
    netz = town.channel("netz")
    dirk = logged_in(town.dirk)
    sent = dirk.post(place(netz, "register/aendern/"), entered(**{name: HOSTILE}))
    assert (sent.status_code, getattr(entry_of(town, netz), name)) == (302, CLEANED)
    for page in (place(netz), "/desk/kanaele/nutzungskonzept/", "/desk/protokoll/"):
        assert "<script>alert" not in dirk.get(page).content.decode()
    assert "&lt;script&gt;alert(" in dirk.get(place(netz)).content.decode()


@pytest.mark.parametrize("name", TEXTS)
def test_too_long_is_said_not_cut(town: Town, name: str) -> None:
    netz = town.channel("netz")
    dirk = logged_in(town.dirk)
    answer = dirk.post(place(netz, "register/aendern/"), entered(**{name: "ü" * 10_000}))
    assert (answer.status_code, entry_of(town, netz).version) == (200, 0)
    assert answer.context["form"].errors.get(name) is not None
    dirk.post(place(netz, "register/aendern/"), entered(**{name: "\x00 ü" * 1000 + "\u200b"}))
    assert len(getattr(entry_of(town, netz), name)) == 2000


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://stadt.example", "nicht\nda", "h" * 10_000]
)
@pytest.mark.parametrize("name", ["imprint_url", "privacy_url"])
def test_only_addresses_of_the_web(town: Town, name: str, address: str) -> None:
    netz = town.channel("netz")
    answer = logged_in(town.dirk).post(place(netz, "register/aendern/"), entered(**{name: address}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours_per_week", "169"),
        ("hours_per_week", "-1"),
        ("hours_per_week", "NaN"),
        ("hours_per_week", "1e9"),
        ("department", "0"),
        ("responsible", "x" * 10_000),
        ("deputy", "-1"),
        ("next_review_on", "gestern"),
        ("next_review_on", "2020-01-01"),
        ("next_review_on", "9999-12-31"),
        ("review_months", "0"),
        ("version", "9" * 400),
    ],
)
def test_slips_are_said(town: Town, name: str, value: str) -> None:
    netz = town.channel("netz")
    answer = logged_in(town.dirk).post(
        place(netz, "register/aendern/"), entered(purpose="Weil.", **{name: value})
    )
    assert (answer.status_code, entry_of(town, netz).purpose) == (200, "")


def test_the_deputy_is_somebody_else(town: Town) -> None:
    netz = town.channel("netz")
    both = {"responsible": town.anna.pk, "deputy": town.anna.pk}
    answer = logged_in(town.dirk).post(place(netz, "register/aendern/"), entered(**both))
    assert list(answer.context["form"].errors) == ["deputy"]


def test_nobody_is_overwritten_silently(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, purpose="Erste")
    answer = logged_in(town.dirk).post(
        place(netz, "register/aendern/"), entered(version=0, purpose="Zweite")
    )
    assert (answer.status_code, entry_of(town, netz).purpose) == (200, "Erste")
    assert "Inzwischen hat jemand anderes hier gespeichert." in answer.content.decode()


def test_a_review_is_one_deed(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna, next_review_on=date(2026, 1, 1))
    answer = logged_in(town.anna).post(
        place(netz, "ueberpruefen/"),
        {"version": 1, "note": "Wird noch gebraucht.", "next_on": "2030-06-01"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, place(netz))
    entry = entry_of(town, netz)
    assert (entry.reviewed_on, entry.reviewed_by) == (today(), town.anna)
    assert (entry.review_note, entry.next_review_on) == (
        "Wird noch gebraucht.",
        date(2030, 6, 1),
    )
    assert said(town)[-1] == (
        "Anna hat den Kanal „netz“ überprüft (nächstes Mal am 01.06.2030): Wird noch gebraucht."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": " \u200b"},
        {"note": "ü" * 10_000},
        {"next_on": "2026-01-01"},
        {"next_on": "9999-12-31"},
        {"next_on": ""},
        {"version": 7},
    ],
)
def test_a_review_without_what_it_needs_is_none(town: Town, wrong: dict[str, Any]) -> None:
    netz = town.channel("netz")
    sent = {"version": 0, "note": "Gut.", "next_on": "2030-06-01", **wrong}
    answer = logged_in(town.dirk).post(place(netz, "ueberpruefen/"), sent)
    assert (answer.status_code, entry_of(town, netz).pk) == (200, None)
    assert said(town) == []


def test_the_action_itself_refuses(town: Town) -> None:
    netz = town.channel("netz")
    later = date(2090, 1, 1)
    with within_organisation(town.organisation.pk):
        for note, next_on, version in (("", later, 0), ("Gut.", today(), 0), ("Gut.", later, 3)):
            with pytest.raises(Refused):
                review_channel(
                    member=town.dirk, channel=netz, version=version, note=note, next_on=next_on
                )
    assert entry_of(town, netz).pk is None


def test_due_on_its_day_and_only_in_use(town: Town) -> None:
    netz, other = town.channel("netz"), town.channel("zweites")
    kept(town, netz, next_review_on=date(2026, 5, 1))
    kept(town, other, next_review_on=date(2026, 5, 2))
    with within_organisation(town.organisation.pk):
        due = [
            [one.channel.name for one in reviews_due(date(2026, month, day))]
            for month, day in ((4, 30), (5, 1), (5, 2))
        ]
        assert due == [[], ["netz"], ["netz", "zweites"]]
        take_out_of_use(actor=town.dirk.actor, channel=netz, reason="Ende.")
        assert [one.channel.name for one in reviews_due(date(2026, 5, 2))] == ["zweites"]


def test_today_reminds_those_who_keep_it(town: Town, neighbour: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna, deputy=town.carla, next_review_on=date(2026, 1, 1))
    people = (town.anna, town.bekir, town.carla, town.dirk, neighbour.dirk)
    told = [place(netz) in logged_in(one).get("/desk/").content.decode() for one in people]
    assert told == [True, False, True, True, False]


def test_the_overview_shows_who_and_when(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna, next_review_on=date(2026, 1, 1))
    page = logged_in(town.bekir).get("/desk/kanaele/").content.decode()
    assert [word in page for word in ("Anna", "01.01.2026", "fällig", place(netz))] == [True] * 4


def test_a_channel_that_is_not_there(town: Town) -> None:
    answer = logged_in(town.dirk).get(f"/desk/kanaele/{uuid4()}/register/")
    assert answer.status_code == 404


def test_people_who_left_stay_named(town: Town) -> None:
    netz = town.channel("netz")
    kept(town, netz, responsible=town.anna)
    with within_organisation(town.organisation.pk):
        Member.objects.filter(pk=town.anna.pk).update(active=False)
    page = logged_in(town.dirk).get(place(netz)).content.decode()
    assert "Anna (arbeitet hier nicht mehr mit)" in page


def test_of_two_at_once_one_is_told(town: Town) -> None:
    """Both had the same version before them; whoever comes second loses nothing silently."""
    netz = town.channel("netz")
    start, told = Barrier(2), Queue[str]()

    def save(purpose: str) -> None:
        with within_organisation(town.organisation.pk):
            start.wait()
            try:
                keep_register(
                    member=town.dirk, channel=netz, version=0, changes={"purpose": purpose}
                )
                told.put(purpose)
            except Refused:
                told.put("refused")
            finally:
                connection.close()

    both = [Thread(target=save, args=(word,)) for word in ("Erste", "Zweite")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    answers = {told.get(), told.get()}
    assert answers == {"refused", entry_of(town, netz).purpose}
    assert len(said(town)) == 1
