"""Comments of the house: written, answered, settled, found again; never approved or published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.comments import (
    MOST_SAID,
    answer_comment,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.commented import comments_on
from ausrufer.announcements.content import Content
from ausrufer.announcements.facts import CommentWritten
from ausrufer.announcements.models import Announcement, Comment
from ausrufer.announcements.renditions import fingerprint_of, renditions
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import Town
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db

BODY = "Die Kita öffnet am Dienstag um 8 Uhr.\n\nBitte **den Impfausweis** mitbringen."


def a_draft(town: Town, **content: Any) -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(**{"title": "Neue Kita", "body": BODY, **content}),
        channels=[Channel.objects.first() or town.channel("Elefant")],
    )


def changed(town: Town, message: Announcement, **content: Any) -> Announcement:
    message.refresh_from_db()
    return change_announcement(
        member=town.anna,
        announcement=message,
        version=message.version,
        content=Content(**{"title": message.title, "body": message.body, **content}),
    )


def asked_for(town: Town, message: Announcement) -> ApprovalRequest:
    return submit_for_approval(member=town.anna, announcement=message)


def stands(message: Announcement) -> list[tuple[str, str, bool]]:
    return [(one.words, one.comment.text, one.gone) for one in comments_on(message)]


def test_a_comment_stays_with_its_words(in_town: Town) -> None:
    message = a_draft(in_town)
    write_comment(
        member=in_town.bekir, announcement=message, text="Es ist ein Mittwoch.", quote="Dienstag"
    )
    assert stands(message) == [("Dienstag", "Es ist ein Mittwoch.", False)]
    message = changed(in_town, message, body=BODY.replace("Dienstag", "Mittwoch"))
    assert stands(message) == [("Mittwoch", "Es ist ein Mittwoch.", False)]
    message = changed(in_town, message, body="Alles ist anders gekommen, wir melden uns.")
    assert stands(message) == [("", "Es ist ein Mittwoch.", True)]
    message = changed(in_town, message, body=BODY)  # taken back: there again
    assert stands(message) == [("Dienstag", "Es ist ein Mittwoch.", False)]


def test_words_are_looked_for_in_every_field(in_town: Town) -> None:
    message = a_draft(in_town, contact="Kita-Amt, 0815 4711")
    said = {"member": in_town.bekir, "announcement": message, "text": "Bitte prüfen."}
    found = [
        write_comment(**said, quote=quote, field="body")
        for quote in (
            *("Impfausweis", "0815 4711", "Neue Kita", "den Impfausweis mitbringen"),
            "ita öffn",  # half a word is meant as the word
        )
    ]
    assert [(one.field, one.quote) for one in found] == [
        ("body", "Impfausweis"),
        ("contact", "0815 4711"),
        ("title", "Neue Kita"),
        ("body", "den Impfausweis** mitbringen"),
        ("body", "Kita öffnet"),
    ]
    assert [one.number for one in found] == [1, 2, 3, 4, 5]


def test_equal_words_are_told_apart_by_what_stands_before(in_town: Town) -> None:
    message = a_draft(in_town, body="Am Montag zu. Am Dienstag auf. Am Mittwoch zu.")
    comment = write_comment(
        member=in_town.bekir, announcement=message, text="?", quote="zu", before="Am Mittwoch"
    )
    assert comment.start == message.body.rindex("zu")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "x" * (MOST_SAID + 1)}, "text"),
        ({"text": "a", "quote": "steht nicht da"}, "quote"),
        ({"text": "a", "quote": "Dienstag " * 500}, "quote"),
        ({"text": "a", "field": "version"}, "field"),
        ({"text": "\ud800"}, "text"),
    ],
)
def test_what_is_unfit_is_refused(in_town: Town, given: dict[str, Any], field: str) -> None:
    message = a_draft(in_town)
    with pytest.raises(Unfit) as refused:
        write_comment(member=in_town.bekir, announcement=message, **given)
    assert refused.value.field == field
    assert not Comment.objects.exists()


def test_answers_settling_and_the_journal(in_town: Town) -> None:
    message = a_draft(in_town)
    comment = write_comment(
        member=in_town.bekir, announcement=message, text="Geheim: @Anna", quote="8 Uhr"
    )
    answer_comment(member=in_town.anna, comment=comment, text="Stimmt.")
    resolve_comment(member=in_town.anna, comment=comment)
    resolve_comment(member=in_town.bekir, comment=comment)  # twice says nothing new
    comment.refresh_from_db()
    assert comment.resolved_by == in_town.anna
    reopen_comment(member=in_town.bekir, comment=comment)
    comment.refresh_from_db()
    assert (comment.resolved_at, comment.resolved_by) == (None, None)
    told = [
        sentence(one)
        for one in JournalEntry.objects.filter(kind__contains="comment").order_by("pk")
    ]
    assert told == [
        "Bekir hat „Neue Kita“ kommentiert (Text, Kommentar 1).",
        "Anna hat auf Kommentar 1 zu „Neue Kita“ geantwortet.",
        "Anna hat Kommentar 1 zu „Neue Kita“ erledigt.",
        "Bekir hat Kommentar 1 zu „Neue Kita“ wieder geöffnet.",
    ]


def test_a_fact_names_who_wrote_and_who_was_called(in_town: Town) -> None:
    message = a_draft(in_town)
    comment = write_comment(member=in_town.bekir, announcement=message, text="@Anna, @Carla!")
    answer = answer_comment(member=in_town.anna, comment=comment, text="Ja.")
    ours = {
        "organisation_id": in_town.organisation.pk,
        "announcement_id": message.pk,
        "comment_id": comment.pk,
    }
    told = ProcrastinateJob.objects.filter(task_name__endswith=".comment_written")
    assert [CommentWritten(**one.args) for one in told.order_by("id")] == [
        CommentWritten(
            **ours,
            member_id=in_town.bekir.pk,
            mentioned_ids=sorted([in_town.anna.pk, in_town.carla.pk]),
        ),
        CommentWritten(**ours, member_id=in_town.anna.pk, mentioned_ids=[], answer_id=answer.pk),
    ]


def test_a_comment_changes_nothing_of_what_is_approved(in_town: Town) -> None:
    message = a_draft(in_town)
    asked = asked_for(in_town, message)
    message.refresh_from_db()
    version = message.version
    write_comment(member=in_town.bekir, announcement=message, text="Schön.", quote="Impfausweis")
    message.refresh_from_db()
    assert (message.version, message.state) == (version, "in_approval")
    assert fingerprint_of(renditions(message)) == asked.fingerprint
    assert "Schön" not in str([one.outgoing for one in renditions(message)])


def test_sending_back_may_rest_on_comments_alone(in_town: Town) -> None:
    message = a_draft(in_town)
    asked = asked_for(in_town, message)
    given = {"verdict": Verdict.RETURNED, "fingerprint": asked.fingerprint, "comment": ""}
    with pytest.raises(Refused, match="was geändert werden soll"):
        decide(member=in_town.bekir, request=asked, **given)
    write_comment(member=in_town.bekir, announcement=message, text="Falsch.", quote="8 Uhr")
    returned = decide(member=in_town.bekir, request=asked, **given)
    assert returned.state == "returned"
    asked.refresh_from_db()
    assert asked.decision is not None
    assert asked.decision.comment == "Bitte sehen Sie den offenen Kommentar an."


def test_what_is_out_is_no_longer_commented(in_town: Town) -> None:
    message = a_draft(in_town, publish_at=now() + timedelta(days=1))
    comment = write_comment(member=in_town.bekir, announcement=message, text="Gut.")
    asked = asked_for(in_town, message)
    decide(
        member=in_town.bekir,
        request=asked,
        verdict=Verdict.APPROVED,
        fingerprint=asked.fingerprint,
        comment="",
    )
    for late in (
        lambda: write_comment(member=in_town.bekir, announcement=message, text="Halt!"),
        lambda: answer_comment(member=in_town.anna, comment=comment, text="Was?"),
        lambda: resolve_comment(member=in_town.anna, comment=comment),
    ):
        with pytest.raises(Refused, match="schon weiter"):
            late()
    assert [one.comment.text for one in comments_on(message)] == ["Gut."]


class TestPages:
    """The same on the pages of the desk, without a script."""

    @pytest.fixture
    def message(self, in_town: Town) -> Announcement:
        return a_draft(in_town)

    @pytest.fixture
    def bekir(self, in_town: Town) -> Client:
        return logged_in(in_town.bekir)

    def write(self, client: Client, message: Announcement, **given: str) -> Any:
        return client.post(reverse("write_comment", args=[message.public_id]), given)

    def page(self, client: Client, message: Announcement) -> str:
        return client.get(reverse("announcement", args=[message.public_id])).content.decode()

    def test_words_and_comment_lead_to_each_other(
        self, bekir: Client, message: Announcement
    ) -> None:
        answer = self.write(bekir, message, field="body", quote="Impfausweis", text="Welcher?")
        assert answer.headers["Location"].endswith("#kommentar-1")
        page = self.page(bekir, message)
        assert (
            '<mark>Impfausweis</mark><a class="msg-mark" id="stelle-1" href="#kommentar-1" '
            'aria-label="Kommentar 1">1</a>'
        ) in page
        assert 'href="#stelle-1"' in page
        assert 'id="kommentar-1"' in page

    def test_a_mistake_loses_nothing(self, bekir: Client, message: Announcement) -> None:
        answer = self.write(bekir, message, field="body", quote="Freibad", text="Mein Wort dazu")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Diese Worte stehen so nicht in der Mitteilung" in page
        assert "Mein Wort dazu" in page
        assert "Freibad" in page

    def test_counted_on_list_and_today_and_said_to_the_approver(
        self, in_town: Town, bekir: Client, message: Announcement
    ) -> None:
        self.write(bekir, message, field="", quote="", text="Eins")
        self.write(bekir, message, field="title", quote="", text="Zwei")
        asked = asked_for(in_town, message)
        for name in ("announcements", "today"):
            assert "2 Kommentare offen" in bekir.get(reverse(name)).content.decode(), name
        assert "2 Kommentare sind noch offen" in self.page(bekir, message)
        answer = bekir.post(
            reverse("decide", args=[message.public_id]),
            {"verdict": "approved", "fingerprint": asked.fingerprint, "comment": ""},
            follow=True,
        )
        assert "Freigegeben. 2 Kommentare blieben offen." in answer.content.decode()
        assert "Kommentare offen" not in bekir.get(reverse("announcements")).content.decode()

    def test_resolved_ones_are_folded_away_with_a_name(
        self, bekir: Client, message: Announcement
    ) -> None:
        self.write(bekir, message, quote="8 Uhr", text="Früh!")
        key = Comment.objects.get().public_id
        bekir.post(reverse("resolve_comment", args=[message.public_id, key]))
        page = self.page(bekir, message)
        assert "1 erledigter Kommentar" in page
        assert "Erledigt von Bekir" in page
        assert "stelle-1" not in page
        bekir.post(reverse("reopen_comment", args=[message.public_id, key]))
        assert 'id="stelle-1"' in self.page(bekir, message)

    def test_a_comment_is_reached_through_its_own_message_only(
        self, in_town: Town, bekir: Client, message: Announcement
    ) -> None:
        self.write(bekir, message, text="Hier")
        other, key = a_draft(in_town), Comment.objects.get().public_id
        for name in ("answer_comment", "resolve_comment", "reopen_comment"):
            answer = bekir.post(reverse(name, args=[other.public_id, key]), {"text": "x"})
            assert answer.status_code == 404, name
