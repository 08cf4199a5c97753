"""Messages that come again: made once, approved each for itself, changed alone or together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.series import (
    begin_series,
    end_series,
    follow,
    make_all_drafts,
    make_drafts,
)
from ausrufer.announcements.actions.texts import Words, check_text
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.calendar.recurrence import Rhythm, Wish
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, Occurrence, Series
from ausrufer.announcements.recurring import occurrence_of
from ausrufer.announcements.states import State
from ausrufer.announcements.telling import telling_of
from ausrufer.announcements.varieties import variety
from ausrufer.approval.policy import Verdict
from ausrufer.channels.testing import example_picture
from ausrufer.foundation.clock import TOWN_TIME, from_town_time, in_town_time, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.queries import entries_about
from ausrufer.records.sentences import sentence
from tests.conftest import Town

pytestmark = pytest.mark.django_db
FIRST_OF_OCTOBER = datetime(2026, 10, 1, 9, tzinfo=TOWN_TIME)
WEEKLY = Wish(Rhythm.WEEKLY, times=8)


@pytest.fixture(autouse=True)
def _the_first_of_october() -> Iterator[None]:
    with pretending(FIRST_OF_OCTOBER):
        yield


def at(text: str) -> datetime:
    return from_town_time(datetime.fromisoformat(text))


def market(town: Town, name: str = "netz", **more: Any) -> Announcement:
    values = {"publish_at": at("2026-10-07T10:00"), "not_after": at("2026-10-07T18:00"), **more}
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title="Wochenmarkt", body="Heute ist Markt.", **values),
        channels=[town.channel(name)],
    )


def begun(town: Town, wish: Wish = WEEKLY) -> Announcement:
    message = market(town)
    begin_series(member=town.anna, announcement=message, wish=wish)
    return message


def messages() -> list[tuple[str, str]]:
    found = Announcement.objects.order_by("publish_at")
    return [
        (one.title, f"{in_town_time(one.publish_at):%d.%m. %H:%M %z}")
        for one in found
        if one.publish_at and one.state != State.WITHDRAWN
    ]


def change(member: Member, message: Announcement, **values: Any) -> Announcement:
    current = Announcement.objects.get(pk=message.pk)
    content = {name: getattr(current, name) for name in Content.__dataclass_fields__} | values
    return change_announcement(
        member=member,
        announcement=current,
        version=current.version,
        content=Content(**content),
    )


def test_drafts_lie_ready_three_weeks_ahead_at_the_same_local_time(in_town: Town) -> None:
    begun(in_town)
    assert messages() == [
        ("Wochenmarkt", "07.10. 10:00 +0200"),
        ("Wochenmarkt", "14.10. 10:00 +0200"),
        ("Wochenmarkt", "21.10. 10:00 +0200"),
    ]
    with pretending(FIRST_OF_OCTOBER + timedelta(days=8)):
        assert make_all_drafts() == 1
        assert make_all_drafts() == 0
    assert messages()[-1] == ("Wochenmarkt", "28.10. 10:00 +0100")  # the clocks went back
    ends = [one.not_after for one in Announcement.objects.order_by("publish_at")]
    assert [f"{in_town_time(one):%d. %H:%M}" for one in ends if one] == [
        *("07. 18:00", "14. 18:00", "21. 18:00", "28. 18:00")
    ]


def test_what_is_over_is_not_made_afterwards(in_town: Town) -> None:
    begun(in_town)
    with pretending(at("2026-11-30T00:00")):
        make_all_drafts()
    assert [when for _title, when in messages()][3:] == []


def test_each_message_is_a_draft_with_its_own_approval(in_town: Town) -> None:
    message = begun(in_town)
    request = submit_for_approval(member=in_town.anna, announcement=message)
    decide(
        member=in_town.bekir,
        request=request,
        verdict=Verdict.APPROVED,
        fingerprint=request.fingerprint,
        comment="",
    )
    states = Announcement.objects.order_by("publish_at").values_list("state", flat=True)
    assert list(states) == [State.SCHEDULED, State.DRAFT, State.DRAFT]


def test_who_wrote_the_text_approves_none_of_its_repetitions(in_town: Town) -> None:
    message = market(in_town)
    changed = change(in_town.bekir, message, body="Heute ist Markt, sagt Bekir.")
    begin_series(member=in_town.anna, announcement=changed, wish=WEEKLY)
    second = Announcement.objects.order_by("publish_at")[1]
    request = submit_for_approval(member=in_town.anna, announcement=second)
    with pytest.raises(Refused, match="mitgeschrieben"):
        decide(
            member=in_town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )


def test_pictures_come_along(in_town: Town) -> None:
    message = market(in_town)
    attach_picture(
        member=in_town.anna,
        announcement=message,
        content=example_picture(0).content,
        file_name="markt.png",
        alt_text="Stände auf dem Markt",
        decorative=False,
    )
    begin_series(member=in_town.anna, announcement=message, wish=WEEKLY)
    for one in Announcement.objects.all():
        assert [picture.alt_text for picture in one.pictures.all()] == ["Stände auf dem Markt"]


def test_times_in_the_fields_of_a_kind_come_along(in_town: Town) -> None:
    message = market(
        in_town,
        kind="event",
        details={"starts_at": "2026-10-07T17:00:00+02:00", "place": "Markt"},
    )
    begin_series(member=in_town.anna, announcement=message, wish=WEEKLY)
    with pretending(FIRST_OF_OCTOBER + timedelta(days=8)):
        make_all_drafts()
    last = Announcement.objects.order_by("-publish_at")[0]
    assert last.details == {"starts_at": "2026-10-28T17:00:00+01:00", "place": "Markt"}


def test_the_journal_tells_the_rhythm_in_words(in_town: Town) -> None:
    message = market(in_town)
    wish = Wish(Rhythm.WEEKLY, 2, last_day=date(2026, 12, 8))
    begin_series(member=in_town.anna, announcement=message, wish=wish)
    told = [sentence(one) for one in entries_about(message.subject)]
    assert (
        "Anna lässt „Wochenmarkt“ wiederholen: wöchentlich, jedes 2. Mal, bis 08.12.2026." in told
    )


def test_only_this_one(in_town: Town) -> None:
    message = begun(in_town)
    change(in_town.anna, message, title="Wochenmarkt in der Halle")
    assert [title for title, _when in messages()] == [
        "Wochenmarkt in der Halle",
        "Wochenmarkt",
        "Wochenmarkt",
    ]


def test_all_to_come_but_what_somebody_worked_on(in_town: Town) -> None:
    message = begun(in_town)
    third = Announcement.objects.order_by("publish_at")[2]
    change(in_town.bekir, third, title="Markt mit Musik")
    change(in_town.anna, message, title="Markt in der Halle")
    occurrence = occurrence_of(message)
    assert occurrence is not None
    assert follow(member=in_town.anna, occurrence=occurrence) == 1
    with pretending(FIRST_OF_OCTOBER + timedelta(days=8)):
        make_all_drafts()
    assert messages() == [
        ("Markt in der Halle", "07.10. 10:00 +0200"),
        ("Markt in der Halle", "14.10. 10:00 +0200"),
        ("Markt mit Musik", "21.10. 10:00 +0200"),
        ("Markt in der Halle", "28.10. 10:00 +0100"),
    ]
    assert follow(member=in_town.anna, occurrence=occurrence) == 2  # and once more


def test_a_moved_message_moves_no_other(in_town: Town) -> None:
    message = begun(in_town)
    change(in_town.anna, message, publish_at=at("2026-10-08T11:00"), not_after=None)
    with pretending(FIRST_OF_OCTOBER + timedelta(days=8)):
        make_all_drafts()
    assert [when for _title, when in messages()] == [
        "08.10. 11:00 +0200",
        "14.10. 10:00 +0200",
        "21.10. 10:00 +0200",
        "28.10. 10:00 +0100",
    ]


def test_the_end_discards_what_nobody_worked_on(in_town: Town) -> None:
    message = begun(in_town)
    third = Announcement.objects.order_by("publish_at")[2]
    change(in_town.bekir, third, title="Markt mit Musik")
    occurrence = occurrence_of(message)
    assert occurrence is not None
    assert end_series(member=in_town.anna, occurrence=occurrence) == 1
    assert [title for title, _when in messages()] == ["Wochenmarkt", "Markt mit Musik"]
    with pretending(FIRST_OF_OCTOBER + timedelta(days=8)):
        assert make_all_drafts() == 0
    with pytest.raises(Refused, match="bereits beendet"):
        end_series(member=in_town.anna, occurrence=occurrence)


def test_the_database_makes_no_time_twice(in_town: Town) -> None:
    begun(in_town)
    first = Occurrence.objects.order_by("local")[0]
    other = market(in_town, name="anderes")
    with pytest.raises(IntegrityError, match="occurrence_once"), transaction.atomic():
        Occurrence.objects.create(
            organisation_id=first.organisation_id,
            series=first.series,
            local=first.local,
            announcement=other,
            made_version=1,
        )


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_draft_once(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        begun(town, Wish(Rhythm.DAILY, last_day=date(2026, 12, 1)))
        before = Announcement.objects.count()
        key = Series.objects.get().pk

    def work(_number: int) -> int:
        try:
            with (
                pretending(FIRST_OF_OCTOBER + timedelta(days=10)),
                within_organisation(town.organisation.pk),
            ):
                return make_drafts(series=Series.objects.get(pk=key))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = sum(pool.map(work, range(4)))
    with within_organisation(town.organisation.pk):
        assert made == 10
        assert Announcement.objects.count() == before + 10


@pytest.mark.parametrize("when", [None, "2026-09-30T10:00"])
def test_a_series_needs_a_time_to_come(in_town: Town, when: str | None) -> None:
    message = market(in_town, publish_at=when and at(when), not_after=None)
    with pytest.raises(Refused, match="künftigen Zeitpunkt"):
        begin_series(member=in_town.anna, announcement=message, wish=WEEKLY)
    assert Series.objects.count() == 0


def test_a_message_is_of_one_series_only(in_town: Town) -> None:
    message = begun(in_town)
    with pytest.raises(Refused, match="noch einmal"):
        begin_series(member=in_town.anna, announcement=message, wish=WEEKLY)


class Desk:
    """One person at the desk."""

    def __init__(self, member: Member) -> None:
        self.client = Client()
        self.client.force_login(member.user)

    def get(self, path: str) -> str:
        return self.client.get(f"/desk/{path}").content.decode()

    def post(self, message: Announcement, rest: str = "", **values: Any) -> HttpResponse:
        path = f"/desk/mitteilungen/{message.public_id}/wiederholen/{rest}"
        return self.client.post(path, values, follow=True)


def test_the_pages(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        message = market(town)
    anna, page = Desk(town.anna), f"mitteilungen/{message.public_id}/"
    assert "Wiederholen …" in anna.get(page)
    wrong = anna.post(message, rhythm="weekly", apart=1).content.decode()
    assert "wann die Wiederholung endet" in wrong
    values = {"rhythm": "weekly", "apart": 1, "times": 8, "weekdays": [3, 5]}
    assert "wird wiederholt" in anna.post(message, **values).content.decode()
    assert "wird drei Wochen vorher" in anna.get(f"{page}wiederholen/")
    calendar = anna.get("kalender/?tag=2026-10-01")
    assert calendar.count("Wiederholung, noch kein Entwurf") == 3  # 23rd, 28th and 30th
    assert "Das betrifft" in anna.get(f"{page}wiederholen/")
    assert "Übernommen:" in anna.post(message, "uebernehmen/").content.decode()
    assert "Wiederholung beendet" in anna.post(message, "beenden/").content.decode()
    assert "noch kein Entwurf" not in anna.get("kalender/?tag=2026-10-01")
    for stranger in (Desk(neighbour.anna), Desk(town.carla)):
        for rest in ("", "uebernehmen/", "beenden/"):
            assert stranger.post(message, rest, **values).status_code == 404


def test_what_comes_again_stays_behind_the_wall(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        begun(town)
    assert "Wochenmarkt" in Desk(town.anna).get("kalender/?tag=2026-11-01")
    assert "Wochenmarkt" not in Desk(neighbour.anna).get("kalender/?tag=2026-11-01")


def test_further_texts_come_along_and_are_checked_anew_where_a_day_differs(in_town: Town) -> None:
    english = variety("en")
    assert english is not None
    for name, details in (("eins", {}), ("zwei", {"starts_at": "2026-10-07T10:00:00+02:00"})):
        message = market(in_town, name, kind="event" if details else "news", details=details)
        check_text(
            member=in_town.carla,
            announcement=message,
            known=english,
            version=0,
            words=Words("Market", "Market today."),
        )
        message.placements.update(text_key="en")
        begin_series(member=in_town.anna, announcement=message, wish=WEEKLY)
        later = Announcement.objects.exclude(pk=message.pk).filter(kind=message.kind)
        copied = [text for one in later for text in one.texts.all()]
        assert [text.body for text in copied] == ["Market today."] * later.count()
        assert later.count() > 1
        for one in later:
            assert [placed.text_key for placed in one.placements.all()] == ["en"]
            assert in_town.carla.pk in one.texts.get().writer_ids
            assert telling_of(one, english).goes_out == (not details)
