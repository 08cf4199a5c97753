"""A plan from a file: looked at, read in once, and never over what people did."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ausrufer.announcements.actions.ideas import begin_draft, drop_idea, move_idea
from ausrufer.announcements.actions.plan_import import (
    Fate,
    forget_uploads,
    outcomes,
    read_in,
    table_of,
    upload_plan,
)
from ausrufer.announcements.models import Announcement, Idea, PlanUpload
from ausrufer.foundation.clock import pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAN = """Titel;Datum;Amt;Wer;Text
Radweg;KW 49;;Anna;Erste Worte
Weihnachtsmarkt;3.12., 10 Uhr;Tiefbau;;
Bad;bald;;;
Kita;;Nixamt;;
Vorbei;3.1.2026;;;
radweg;KW 49;;;
"""


@pytest.fixture(autouse=True)
def _november() -> Any:
    with pretending(NOW):
        yield


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def uploaded(town: Town, text: str = PLAN, member: Member | None = None) -> PlanUpload:
    return upload_plan(
        member=member or town.anna,
        department=town.press,
        content=text.encode(),
        file_name="plan.csv",
        year=2026,
    )


def fates(town: Town, upload: PlanUpload) -> list[str]:
    judged = outcomes(member=town.anna, upload=upload, table=table_of(upload))
    return [str(one.fate) for one in judged]


def test_what_would_happen_is_what_happens(in_town: Town) -> None:
    upload = uploaded(in_town)
    assert fates(in_town, upload) == ["new", "new", "trouble", "trouble", "past", "twice"]
    assert Idea.objects.count() == 0
    counted = read_in(member=in_town.anna, upload=upload)
    assert (counted[Fate.NEW], counted[Fate.CHANGED]) == (2, 0)
    bike, market = Idea.objects.order_by("pk")
    assert (bike.title, bike.first_on, bike.last_on, bike.note, bike.person_id) == (
        *("Radweg", date(2026, 11, 30), date(2026, 12, 6), "Erste Worte", in_town.anna.pk),
    )
    assert (market.department, f"{market.at:%H:%M}") == (in_town.roads, "10:00")
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.kind, entry.details["created"]) == ("plan.read", "2")
    assert PlanUpload.objects.count() == 0
    with pytest.raises(Refused, match="bereits eingelesen"):
        read_in(member=in_town.anna, upload=upload)


def test_a_second_reading_changes_only_what_nobody_touched(in_town: Town) -> None:
    def plan(note: str) -> str:
        rows = (f"{number};{title};{note}" for number, title in enumerate("ABCDE"))
        return "\n".join(["ID;Titel;Text", *rows])

    read_in(member=in_town.anna, upload=uploaded(in_town, plan("alt")))
    a, b, c, _d, _e = Idea.objects.order_by("pk")
    Idea.objects.filter(pk=a.pk).update(first_on=date(2026, 12, 3), last_on=date(2026, 12, 3))
    move_idea(member=in_town.anna, idea=Idea.objects.get(pk=a.pk), weeks=1)
    drop_idea(member=in_town.anna, idea=b)
    begin_draft(member=in_town.anna, idea=c)
    upload = uploaded(in_town, plan("neu"))
    assert fates(in_town, upload) == ["touched", "dropped", "touched", "changed", "changed"]
    read_in(member=in_town.anna, upload=upload)
    notes = Idea.objects.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["alt", "alt", "alt", "neu", "neu"]
    assert Announcement.objects.get().body == "alt"
    assert fates(in_town, uploaded(in_town, plan("neu")))[3:] == ["same", "same"]
    # what was changed by a reading is still untouched by people
    assert fates(in_town, uploaded(in_town, plan("ganz neu")))[3:] == ["changed", "changed"]


WORDS = st.text("abcäß ;\"'=,|", min_size=1, max_size=12)
DAYS = st.sampled_from(["", "KW 49", "3.12.", "Mitte Januar 2027", "bald", "2026-12-03T10:00"])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(WORDS, DAYS, st.sampled_from(["", "Presse", "Dora"])), max_size=6))
def test_reading_again_changes_nothing(in_town: Town, rows: list[tuple[str, str, str]]) -> None:
    Idea.objects.all().delete()
    quoted = [[cell.replace('"', '""') for cell in row] for row in rows] or [["x", "", ""]]
    lines = ['"{}";"{}";"{}"'.format(*row) for row in quoted]
    text = "\r\n".join(["Titel;Datum;Amt", *lines])
    try:
        upload = uploaded(in_town, text)
    except Refused:
        return  # nothing stands in it
    judged = fates(in_town, upload)
    read_in(member=in_town.anna, upload=upload)
    once = list(Idea.objects.order_by("pk").values())
    assert len(once) == judged.count("new")
    again = uploaded(in_town, text)
    assert [one for one in fates(in_town, again) if one in {"new", "changed"}] == []
    read_in(member=in_town.anna, upload=again)
    assert list(Idea.objects.order_by("pk").values()) == once


def test_the_pages_lead_from_file_to_plan(town: Town) -> None:
    anna = logged_in(town.anna)
    file = SimpleUploadedFile("../../etc/Plan <b>.csv", PLAN.encode("cp1252"))
    given_form = {"file": file, "department": town.press.pk, "year": 2026}
    answer = anna.post("/desk/plan/einlesen/", given_form)
    assert answer.status_code == 302
    page = anna.get(answer["Location"]).content.decode()
    assert "Plan &lt;b&gt;.csv" in page
    assert "etc/" not in page
    assert "Spalte „Datum“:" in page
    assert "„bald“ ist kein Tag" in page
    assert "2 Ideen einlesen" in page
    # another column is the title: the choice is kept, and what would happen changes
    chosen = {"department": town.press.pk, "year": 2026, "spalte-title": "4"}
    assert anna.post(answer["Location"], chosen).status_code == 302
    page = anna.get(answer["Location"]).content.decode()
    assert "1 Idee einlesen" in page
    assert anna.post(f"{answer['Location']}ausfuehren/").status_code == 302
    with within_organisation(town.organisation.pk):
        assert [one.title for one in Idea.objects.all()] == ["Erste Worte"]
    assert anna.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + bytes(60), "keine lesbare Tabelle"),
        (b"a" * 5_000_001, "höchstens 5 MB"),
        (b"", "leer"),
        (b"\x00\x01", "keine Tabelle"),
    ],
)
def test_what_is_no_plan_is_told_at_the_file(town: Town, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("plan.csv", content)
    given_form = {"file": file, "department": town.press.pk, "year": 2026}
    answer = logged_in(town.anna).post("/desk/plan/einlesen/", given_form)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    with within_organisation(town.organisation.pk):
        assert PlanUpload.objects.count() == 0


def test_nobody_else_gets_at_an_uploaded_plan(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        upload = uploaded(town)
        assert b"Radweg" not in bytes(upload.sealed_rows)
        with pytest.raises(NotForYou):
            uploaded(town, member=town.carla)
    page = f"/desk/plan/datei/{upload.public_id}/"
    for member in (town.bekir, town.carla, town.dirk, neighbour.anna):
        client = logged_in(member)
        assert client.get(page).status_code == 404
        assert client.post(f"{page}ausfuehren/").status_code == 404
    assert logged_in(town.anna).get(page).status_code == 200
    with pretending(NOW + timedelta(hours=25)):
        assert logged_in(town.anna).get(page).status_code == 404
        forget_uploads()
    with within_organisation(town.organisation.pk):
        assert PlanUpload.objects.count() == 0
        assert Idea.objects.count() == 0


def test_a_department_of_others_is_no_way_around(in_town: Town) -> None:
    from ausrufer.organisations.models import Assignment

    Assignment.objects.filter(member=in_town.anna).update(department=in_town.press)
    anna = Member.objects.get(pk=in_town.anna.pk)
    upload = uploaded(in_town, "Titel;Amt\nA;Tiefbau\nB;Presse\n", member=anna)
    judged = outcomes(member=anna, upload=upload, table=table_of(upload))
    assert [one.found.trouble for one in judged] == ["Für „Tiefbau“ schreiben Sie nicht.", ""]
