"""The bell, the list and the settings: one's own, few queries, nothing lost."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ausrufer.foundation.scope import within_organisation
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.models import MemberWishes, Notice
from ausrufer.notices.policy import Kind, Mail
from ausrufer.notices.queries import stored_wishes, wishes_in
from tests.conftest import PASSWORD, Town, run_jobs
from tests.integration.notices.conftest import submitted
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db


def tell(town: Town, count: int, kind: Kind = Kind.FAILED, first: int = 0) -> None:
    with within_organisation(town.organisation.pk):
        for number in range(first, first + count):
            details = {"title": f"Nummer {number}", "channel": "netz", "reason": "Kaputt."}
            news = News(kind, f"announcement:{number}", "1", "/desk/kalender/", details)
            notify(organisation_id=town.organisation.pk, news=news, people=[town.anna])


def newest(town: Town) -> Notice:
    with within_organisation(town.organisation.pk):
        return Notice.objects.filter(member=town.anna).latest("pk")


def bell(client: Client) -> str:
    page = client.get(reverse("notices_count")).content.decode()
    [said] = re.findall('<span class="kern-sr-only">([^<]*)</span>', page)
    return str(said)


def test_the_bell_counts_what_is_unread(town: Town) -> None:
    anna = logged_in(town.anna)
    assert bell(anna) == "Hinweise"
    tell(town, 2)
    assert bell(anna) == "Hinweise, 2 ungelesen"
    anna.post(reverse("notices_read"))
    assert bell(anna) == "Hinweise"


def test_a_long_absence_shows_as_many(town: Town) -> None:
    tell(town, 101)
    assert bell(logged_in(town.anna)) == "Hinweise, 99+ ungelesen"


def test_following_a_notice_reads_it_and_it_can_be_kept_as_unread(town: Town) -> None:
    tell(town, 1)
    anna, notice = logged_in(town.anna), newest(town)
    answer = anna.get(reverse("notice", args=[notice.public_id]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/kalender/")
    assert newest(town).read_at is not None
    anna.post(reverse("notice_read", args=[notice.public_id]))
    assert newest(town).read_at is None


def test_the_page_of_a_message_counts_as_read(town: Town) -> None:
    announcement = submitted(town)
    bekir = logged_in(town.bekir)
    assert bell(bekir) == "Hinweise, 1 ungelesen"
    bekir.get(f"/desk/mitteilungen/{announcement.public_id}/")
    assert bell(bekir) == "Hinweise"


@pytest.mark.parametrize("back", ["https://fremd.example/", "//fremd.example", "/desk/konto/"])
def test_nobody_is_led_elsewhere_from_the_list(town: Town, back: str) -> None:
    tell(town, 1)
    address = reverse("notice_read", args=[newest(town).public_id])
    answer = logged_in(town.anna).post(address, {"zurueck": back})
    assert answer.headers["Location"] == reverse("notices")


def test_the_list_can_be_filtered(town: Town) -> None:
    tell(town, 1, Kind.FAILED)
    tell(town, 1, Kind.UNCLEAR, first=1)
    anna = logged_in(town.anna)
    for asked, shown in [
        ("", ["Nummer 1", "Nummer 0"]),
        ("art=failed", ["Nummer 0"]),
        ("art=nonsense", ["Nummer 1", "Nummer 0"]),
        ("art=comment", []),
    ]:
        page = anna.get(f"{reverse('notices')}?{asked}").content.decode()
        assert re.findall(r"Mitteilung „(Nummer \d)“[^<]*</a>", page) == shown


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["notices", "notices_count", "today", "notice_wishes"])
def test_pages_ask_no_more_the_more_there_is(town: Town, name: str) -> None:
    anna, path = logged_in(town.anna), reverse(name)
    anna.get(path)
    tell(town, 1)
    few = queries(anna, path)
    tell(town, 20, first=1)
    assert queries(anna, path) == few


def wanted(**changed: str) -> dict[str, str]:
    given = {f"mail_{kind}": "at_once" for kind in Kind}
    return {**given, "digest_hour": "9", **changed}


def test_wishes_are_kept_as_they_were_chosen(town: Town) -> None:
    anna = logged_in(town.anna)
    given = wanted(mail_comment="off", mail_approved="digest", push_failed="on")
    assert anna.post(reverse("notice_wishes"), given).status_code == 302
    with within_organisation(town.organisation.pk):
        wishes = wishes_in(stored_wishes(town.anna))
    assert (wishes.digest_hour, wishes.office_hours_only) == (9, False)
    assert [wishes.of(one).mail for one in (Kind.COMMENT, Kind.APPROVED, Kind.FAILED)] == [
        Mail.OFF,
        Mail.DIGEST,
        Mail.AT_ONCE,
    ]
    assert [one for one in Kind if wishes.of(one).push] == [Kind.FAILED]
    page = anna.get(reverse("notice_wishes")).content.decode()
    assert re.findall(r'name="(push_\w+)" checked', page) == ["push_failed"]


@pytest.mark.parametrize(
    "changed", [{"mail_failed": "by_pigeon"}, {"digest_hour": "3"}, {"digest_hour": "x"}]
)
def test_what_is_no_choice_is_refused_and_nothing_is_kept(town: Town, changed: Any) -> None:
    answer = logged_in(town.anna).post(reverse("notice_wishes"), wanted(**changed))
    assert (answer.status_code, "aus-errors" in answer.content.decode()) == (200, True)
    with within_organisation(town.organisation.pk):
        assert not MemberWishes.objects.exists()


def test_the_receiver_is_open_to_browsers_that_are_logged_out(client: Client) -> None:
    answer = client.get("/desk/hinweise-empfang.js")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript")


@pytest.mark.django_db(transaction=True)
def test_a_changed_password_is_told_by_mail_in_german(town: Town) -> None:
    anna = logged_in(town.anna)
    new = "ein-ganz-anderes-Passwort-7"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert anna.post("/accounts/password/change/", given).status_code == 302
    run_jobs()
    [letter] = [one for one in mail.outbox if "Gerät" not in one.body]
    assert letter.to == ["anna@musterstadt.example"]
    assert letter.from_email == "ausrufer@musterstadt.example"
    assert "Passwort" in letter.subject
    assert "an Ihrem Zugang zu Ausrufer wurde etwas geändert" in letter.body
    assert "Ihr Passwort wurde geändert." in letter.body
    assert "&" not in letter.body
