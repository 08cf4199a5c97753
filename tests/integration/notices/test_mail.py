"""Mails: at once, once, and honest about what nobody knows."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from ausrufer.announcements.models import Announcement
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.reading import mark_all_read
from ausrufer.notices.actions.wishes import keep_wishes
from ausrufer.notices.models import Sending
from ausrufer.notices.policy import Kind, Mail, Wish, Wishes
from ausrufer.notices.sending.attempt import attempt, sweep
from ausrufer.notices.states import State
from tests.conftest import Town
from tests.integration.notices.conftest import submitted

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As if the process had been ended here."""


class Server(EmailBackend):
    """A mail server that fails as the test says."""

    opening: BaseException | None = None
    sending: BaseException | None = None

    def open(self) -> bool:
        if Server.opening is not None:
            raise Server.opening
        return True

    def send_messages(self, messages: Any) -> int:
        if Server.sending is not None:
            raise Server.sending
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr("tests.integration.notices.test_mail.Server", Server, raising=False)
    monkeypatch.setattr(Server, "opening", None)
    monkeypatch.setattr(Server, "sending", None)


def the_mail() -> Sending:
    with across_organisations(reason="a test looks at everybody"):
        return Sending.objects.get(way="mail")


def tried() -> Sending:
    one = the_mail()
    attempt(organisation_id=one.organisation_id, sending_id=one.pk)
    return the_mail()


def test_a_mail_says_what_happened_and_where(waiting: Announcement) -> None:
    assert tried().state == State.SENT
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["bekir@musterstadt.example"],
        "Freigabe erbeten: Brücke gesperrt",
    )
    said, address, why = letter.body.split("\n\n")
    assert said == "Anna bittet um Ihre Freigabe für „Brücke gesperrt“ (Presse)."
    assert address == f"http://testserver/desk/mitteilungen/{waiting.public_id}/"
    assert why.endswith("http://testserver/desk/konto/hinweise/")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.usefixtures("waiting")
def test_a_repeated_job_sends_nothing_more() -> None:
    tried()
    tried()
    sweep()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("waiting")
def test_a_server_that_cannot_be_reached_is_asked_again() -> None:
    Server.opening = ConnectionRefusedError()
    first = tried()
    assert (first.state, first.tries) == (State.WAITING, 1)
    assert tried().tries == 1  # not before it is due
    Server.opening = None
    with pretending(now() + timedelta(minutes=2)):
        sweep()
    assert (the_mail().state, len(mail.outbox)) == (State.SENT, 1)


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(
    ("failure", "after"),
    [
        (smtplib.SMTPServerDisconnected("gone"), State.UNCLEAR),
        (TimeoutError(), State.UNCLEAR),
        (smtplib.SMTPDataError(554, b"no"), State.FAILED),
        (smtplib.SMTPDataError(451, b"later"), State.WAITING),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"unknown")}), State.FAILED),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"grey")}), State.WAITING),
    ],
)
def test_what_the_server_said_decides(failure: Exception, after: State) -> None:
    Server.sending = failure
    assert tried().state == after
    with pretending(now() + timedelta(hours=1)):
        Server.sending = None
        sweep()
    assert len(mail.outbox) == (1 if after is State.WAITING else 0)


@pytest.mark.usefixtures("waiting")
def test_a_worker_killed_in_the_call_leaves_an_honest_word_and_no_second_mail() -> None:
    Server.sending = Killed()
    with pytest.raises(Killed):
        tried()
    Server.sending = None
    assert the_mail().state == State.TRYING
    tried()  # the job is given another try
    assert (the_mail().state, mail.outbox) == (State.TRYING, [])
    with pretending(now() + timedelta(minutes=6)):
        sweep()
        sweep()
    assert (the_mail().state, mail.outbox) == (State.UNCLEAR, [])


@pytest.mark.usefixtures("waiting")
def test_patience_with_a_server_ends() -> None:
    Server.opening = ConnectionRefusedError()
    for hours in range(0, 60, 6):
        with pretending(now() + timedelta(hours=hours)):
            sweep()
    assert (the_mail().state, the_mail().tries) == (State.FAILED, 6)


@pytest.mark.usefixtures("waiting")
def test_what_was_read_in_the_desk_needs_no_mail(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        mark_all_read(member=town.bekir)
    assert (tried().state, mail.outbox) == (State.NEEDLESS, [])


def test_whoever_wants_no_mail_gets_none(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        off = Wishes({Kind.WAITING: Wish(Mail.OFF, push=False, matrix=False)})
        keep_wishes(member=town.bekir, wishes=off)
    submitted(town)
    with across_organisations(reason="a test looks at everybody"):
        assert Sending.objects.count() == 0


def test_outside_office_hours_what_is_not_urgent_waits(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        keep_wishes(member=town.bekir, wishes=Wishes(office_hours_only=True))
    saturday, monday = _moment("2026-11-21T10:00"), _moment("2026-11-23T08:00")
    with pretending(saturday):
        submitted(town)
        sweep()
    assert (the_mail().due_at, mail.outbox) == (monday, [])
    with pretending(monday):
        sweep()
    assert len(mail.outbox) == 1


def _moment(text: str) -> Any:
    from datetime import datetime

    from ausrufer.foundation.clock import TOWN_TIME

    return datetime.fromisoformat(text).replace(tzinfo=TOWN_TIME)
