"""Ideas on the plan: noted, moved, dropped, written."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.ideas import IdeaDraft, begin_draft, drop_idea, note_idea
from ausrufer.announcements.models import Announcement, Idea
from ausrufer.announcements.planning.rough import Rough
from ausrufer.foundation.clock import pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = Rough(date(2026, 12, 3), date(2026, 12, 3), time(10))
WEEK = Rough(date(2026, 11, 30), date(2026, 12, 6))


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def noted(town: Town, title: str = "Radweg", rough: Rough = WEEK, **more: Any) -> Idea:
    with within_organisation(town.organisation.pk):
        draft = IdeaDraft(title=title, department=town.press, rough=rough, **more)
        return note_idea(member=town.anna, draft=draft)


def again(idea: Idea) -> Idea:
    with within_organisation(idea.organisation_id):
        return Idea.objects.get(pk=idea.pk)


def column(page: str, key: str) -> str:
    return page.partition(f'<section class="plan-column" id="{key}"')[2].partition("</section>")[0]


def test_an_idea_is_noted_on_the_board(town: Town) -> None:
    anna = logged_in(town.anna)
    given = {
        "title": "Weihnachtsmarkt",
        "when": "KW 49",
        "department": town.press.pk,
        "person": town.bekir.pk,
    }
    with pretending(NOW):
        answer = anna.post("/desk/plan/?zeit=vier-wochen", given)
        assert (answer.status_code, answer["Location"]) == (302, "/desk/plan/?zeit=vier-wochen")
        page = anna.get("/desk/plan/").content.decode()
    with within_organisation(town.organisation.pk):
        idea = Idea.objects.get()
        entry = JournalEntry.objects.latest("sequence")
    assert (idea.rough, idea.person_id, idea.created_by_id) == (WEEK, town.bekir.pk, town.anna.pk)
    assert (entry.kind, entry.details["title"]) == ("idea.noted", "Weihnachtsmarkt")
    assert "Weihnachtsmarkt" in column(page, "ideen")
    assert "KW 49 (30.11. bis 6.12.2026)" in column(page, "ideen")


def test_a_day_nobody_understands_is_told_and_nothing_is_lost(town: Town) -> None:
    given = {"title": "Radweg", "when": "bald", "department": town.press.pk, "person": ""}
    page = logged_in(town.anna).post("/desk/plan/", given).content.decode()
    assert "„bald“ ist kein Tag, keine Kalenderwoche und kein Monat." in page
    assert 'value="Radweg"' in page
    assert '<details class="plan-note" open>' in page
    with within_organisation(town.organisation.pk):
        assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("rough", "at"),
    [
        (DAY, datetime(2026, 12, 3, 9, tzinfo=UTC)),
        (Rough(DAY.first, DAY.last), datetime(2026, 12, 3, 8, tzinfo=UTC)),
        (WEEK, None),
        (Rough(date(2026, 11, 1), date(2026, 11, 1)), None),  # over
        (Rough(), None),
    ],
)
def test_an_idea_becomes_a_draft_once(town: Town, rough: Rough, at: datetime | None) -> None:
    idea = noted(town, rough=rough, note="Erste Worte", topic="Verkehr", kind="event")
    with within_organisation(town.organisation.pk), pretending(NOW):
        town.channel("netz")
        draft = begin_draft(member=town.anna, idea=idea)
        assert (draft.title, draft.body, draft.topic, draft.kind) == (
            *("Radweg", "Erste Worte", "Verkehr", "event"),
        )
        assert (draft.publish_at, draft.state) == (at, "draft")
        assert draft.placements.count() == 1
        with pytest.raises(Refused, match="ein Entwurf geworden"):
            begin_draft(member=town.anna, idea=idea)
        assert Announcement.objects.count() == 1


def test_the_draft_takes_the_place_of_the_idea(town: Town) -> None:
    idea, anna = noted(town), logged_in(town.anna)
    answer = anna.post(f"/desk/plan/idee/{idea.public_id}/entwurf/")
    draft = again(idea).announcement
    assert draft is not None
    assert answer["Location"] == f"/desk/mitteilungen/{draft.public_id}/aendern/"
    page = anna.get("/desk/plan/").content.decode()
    assert "Radweg" not in column(page, "ideen")
    assert "Radweg" in column(page, "entwurf")


@pytest.mark.parametrize(
    ("rough", "weeks", "moved"),
    [
        (WEEK, "1", Rough(date(2026, 12, 7), date(2026, 12, 13))),
        (DAY, "-1", Rough(date(2026, 11, 26), date(2026, 11, 26), time(10))),
        (
            Rough(date(2026, 12, 1), date(2026, 12, 31)),
            "1",
            Rough(date(2027, 1, 1), date(2027, 1, 31)),
        ),
        (
            Rough(date(2026, 3, 21), date(2026, 3, 31)),
            "-1",
            Rough(date(2026, 2, 21), date(2026, 2, 28)),
        ),
        (WEEK, "7", WEEK),
        (Rough(), "1", Rough()),
    ],
)
def test_an_idea_is_moved_by_buttons(town: Town, rough: Rough, weeks: str, moved: Rough) -> None:
    idea = noted(town, rough=rough)
    answer = logged_in(town.anna).post(
        f"/desk/plan/idee/{idea.public_id}/verschieben/?amt=3", {"weeks": weeks}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/desk/plan/?amt=3")
    assert again(idea).rough == moved


def test_what_is_dropped_can_be_picked_up(town: Town) -> None:
    idea, anna = noted(town), logged_in(town.anna)
    anna.post(f"/desk/plan/idee/{idea.public_id}/verwerfen/")
    assert "Radweg" not in column(anna.get("/desk/plan/").content.decode(), "ideen")
    assert "Radweg" in anna.get("/desk/plan/verworfen/").content.decode()
    with within_organisation(town.organisation.pk), pytest.raises(Refused, match="verworfen"):
        begin_draft(member=town.anna, idea=idea)
    anna.post(f"/desk/plan/idee/{idea.public_id}/aufnehmen/")
    assert "Radweg" in column(anna.get("/desk/plan/").content.decode(), "ideen")


def test_who_saves_later_is_told(town: Town) -> None:
    idea, anna = noted(town), logged_in(town.anna)
    given = {"title": "Neu", "when": "", "department": town.press.pk, "kind": "news", "version": 1}
    page = f"/desk/plan/idee/{idea.public_id}/"
    assert anna.post(page, given).status_code == 302
    answer = anna.post(page, {**given, "title": "Noch neuer"}).content.decode()
    assert "Inzwischen hat jemand diese Idee geändert." in answer
    assert 'value="Noch neuer"' in answer
    assert again(idea).title == "Neu"
    assert anna.post(page, {**given, "title": "Noch neuer", "version": 2}).status_code == 302


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Radweg", "Bad", "Kita"}),
        ("thema=Verkehr", {"Radweg"}),
        ("zeit=ohne", {"Kita"}),
        ("zeit=folgemonat", {"Radweg", "Bad"}),
        ("zeit=woche", set()),
        ("amt={roads}", set()),
        ("wer={bekir}", {"Bad"}),
        ("wer={anna}", {"Radweg", "Kita"}),
        ("zeit=unsinn&amt=x&wer=-1", {"Radweg", "Bad", "Kita"}),
    ],
)
def test_the_board_is_filtered(town: Town, query: str, shown: set[str]) -> None:
    noted(town, "Radweg", WEEK, topic="Verkehr")
    noted(town, "Bad", DAY, person=town.bekir)
    noted(town, "Kita", Rough())
    ids = {"roads": town.roads.pk, "bekir": town.bekir.pk, "anna": town.anna.pk}
    with pretending(NOW):
        page = logged_in(town.anna).get(f"/desk/plan/?{query.format(**ids)}").content.decode()
    ideas = column(page, "ideen")
    assert {one for one in ("Radweg", "Bad", "Kita") if one in ideas} == shown
    assert f'<span class="plan-count">{len(shown)}</span>' in ideas


def test_the_calendar_shows_ideas_as_ideas(town: Town) -> None:
    noted(town, "Radweg", WEEK)
    noted(town, "Bad", DAY)
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    anna = logged_in(town.anna)
    page = anna.get("/desk/kalender/?tag=2026-12-03").content.decode()
    monday = page.partition('data-day="2026-11-30"')[2].partition('data-day="2026-12-01"')[0]
    assert "cal-entry--idea" in monday
    assert "Idee · KW 49" in monday
    assert "Idee · 10:00" in page
    alone = anna.get(f"/desk/kalender/?tag=2026-12-03&kanal={channel.public_id}").content.decode()
    assert "Radweg" not in alone


def test_rights_and_walls(town: Town, neighbour: Town) -> None:
    idea = noted(town)
    page = f"/desk/plan/idee/{idea.public_id}/"
    # Carla reads and writes nothing
    board = logged_in(town.carla).get("/desk/plan/").content.decode()
    assert "Radweg" in board
    assert "Idee notieren" not in board
    assert page not in board
    for member in (town.carla, neighbour.anna):
        client = logged_in(member)
        assert client.get(page).status_code == 404
        for way in ("entwurf", "verschieben", "verwerfen", "aufnehmen"):
            assert client.post(f"{page}{way}/", {"weeks": "1"}).status_code == 404
    assert "Radweg" not in logged_in(neighbour.anna).get("/desk/plan/").content.decode()
    assert again(idea).version == 1
    with within_organisation(town.organisation.pk):
        foreign = IdeaDraft(title="x", department=town.press)
        for act in (lambda: note_idea(member=town.carla, draft=foreign),):
            with pytest.raises(NotForYou):
                act()
        with pytest.raises(NotForYou):
            drop_idea(member=town.carla, idea=idea)
    with within_organisation(neighbour.organisation.pk):
        given = {"title": "x", "when": "", "department": town.press.pk, "person": town.anna.pk}
        logged_in(neighbour.anna).post("/desk/plan/", given)
        assert Idea.objects.count() == 0
