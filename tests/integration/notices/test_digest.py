"""The digest: one mail a working day with what is new, none for nothing, whatever the clocks do."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from ausrufer.announcements.models import TownCalendar
from ausrufer.foundation.clock import TOWN_TIME, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.actions.reading import mark_all_read
from ausrufer.notices.actions.wishes import keep_wishes
from ausrufer.notices.models import Digest, Sending
from ausrufer.notices.policy import Kind, Mail, Wish, Wishes
from ausrufer.notices.sending.digest import send_digests
from ausrufer.notices.states import State
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOWN_TIME)


def happened(town: Town, moment: str, what: str = "") -> None:
    news = News(
        Kind.PUBLISHED, "announcement:1", f"{moment}{what}", "/desk/", {"title": what or moment}
    )
    with within_organisation(town.organisation.pk), pretending(at(moment)):
        notify(organisation_id=town.organisation.pk, news=news, people=[town.anna])


def digests(moment: str) -> list[str]:
    """Look at a moment, twice; return the subjects of the mails that came of it."""
    before = len(mail.outbox)
    with pretending(at(moment)):
        send_digests()
        send_digests()
    return [one.subject for one in mail.outbox[before:]]


def test_one_mail_with_everything_since_the_last(town: Town) -> None:
    happened(town, "2026-11-16T09:00", "Brücke")
    happened(town, "2026-11-17T07:00", "Steg")
    assert digests("2026-11-17T07:55") == []
    happened(town, "2026-11-17T08:10", "Wehr")
    assert digests("2026-11-17T08:15") == ["2 neue Hinweise"]
    body = mail.outbox[-1].body
    assert body.index("Brücke") < body.index("Steg")
    assert "Wehr" not in body
    assert digests("2026-11-17T16:00") == []  # one a day
    assert digests("2026-11-18T08:00") == ["1 neuer Hinweis"]
    assert digests("2026-11-19T08:00") == []  # nothing new, no mail


def test_free_days_have_none(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        TownCalendar.objects.create(organisation=town.organisation, land="NW")
    happened(town, "2026-12-23T12:00", "vor dem Fest")
    assert digests("2026-12-24T08:00") == ["1 neuer Hinweis"]
    happened(town, "2026-12-24T12:00", "am Heiligabend")
    assert digests("2026-12-25T08:00") == []  # a holiday
    assert digests("2026-12-26T09:00") == []
    assert digests("2026-12-28T08:00") == ["1 neuer Hinweis"]


@pytest.mark.parametrize("sunday", ["2026-10-25", "2027-03-28"])
def test_a_change_of_the_clocks_moves_nothing(town: Town, sunday: str) -> None:
    begin, came = at(f"{sunday}T12:00") - timedelta(days=3), []
    for hours in range(24 * 7):
        moment = begin + timedelta(hours=hours)
        local = moment.astimezone(TOWN_TIME).isoformat()[:16]
        happened(town, local)
        came += [local for _ in digests(local)]
    days = {one[:10] for one in came}
    assert len(came) == len(days) == 5
    assert {one[11:] for one in came} == {"08:00"}


def test_what_was_read_meanwhile_is_left_out(town: Town) -> None:
    happened(town, "2026-11-16T09:00", "Brücke")
    with within_organisation(town.organisation.pk):
        mark_all_read(member=town.anna)
    happened(town, "2026-11-16T10:00", "Steg")
    assert digests("2026-11-17T08:00") == ["1 neuer Hinweis"]
    assert "Brücke" not in mail.outbox[-1].body


def test_what_is_muted_meanwhile_is_left_out(town: Town) -> None:
    happened(town, "2026-11-16T09:00")
    with within_organisation(town.organisation.pk):
        off = Wish(Mail.OFF, push=True, matrix=True)
        keep_wishes(member=town.anna, wishes=Wishes({Kind.PUBLISHED: off}))
    assert digests("2026-11-17T08:00") == []


def test_the_hour_is_ones_own_and_a_change_brings_no_second_mail(town: Town) -> None:
    happened(town, "2026-11-16T09:00")
    with within_organisation(town.organisation.pk):
        keep_wishes(member=town.anna, wishes=Wishes(digest_hour=14))
    assert digests("2026-11-17T13:55") == []
    assert digests("2026-11-17T14:00") == ["1 neuer Hinweis"]
    happened(town, "2026-11-17T14:30")
    with within_organisation(town.organisation.pk):
        keep_wishes(member=town.anna, wishes=Wishes(digest_hour=15))
    assert digests("2026-11-17T15:00") == []
    assert digests("2026-11-18T15:00") == ["1 neuer Hinweis"]


def test_a_digest_that_died_on_the_way_is_not_sent_again(town: Town) -> None:
    from ausrufer.notices.sending.attempt import sweep
    from ausrufer.notices.sending.digest import _claim, _gathered_here

    happened(town, "2026-11-16T09:00")
    with within_organisation(town.organisation.pk), pretending(at("2026-11-17T08:00")):
        [key] = _gathered_here()
        assert _claim(key) is not None  # here the worker dies
    assert digests("2026-11-17T08:05") == []
    with pretending(at("2026-11-17T08:06")):
        sweep()
    assert digests("2026-11-17T08:10") == []
    with across_organisations(reason="a test looks at everybody"):
        assert Digest.objects.get().state == State.UNCLEAR


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_writes_the_digest(town: Town) -> None:
    happened(town, "2026-11-16T09:00")
    together, moment = Barrier(4), at("2026-11-17T08:00")

    def work() -> None:
        together.wait()
        with pretending(moment):
            send_digests()
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.subject for one in mail.outbox] == ["1 neuer Hinweis"]
    with across_organisations(reason="a test looks at everybody"):
        assert Sending.objects.get().state == State.IN_DIGEST
