"""Two people at one message at the same moment: no edit is lost, no wrong version approved.

Real threads on the real database, hundreds of times; AUSRUFER_INTERLEAVINGS says how many.
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from django.db import connection

from ausrufer.announcements.actions.approve import call_back, decide, submit_for_approval
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.approval.queries import open_request
from ausrufer.channels.models import Channel
from ausrufer.channels.wire import from_json
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("AUSRUFER_INTERLEAVINGS", "40"))
DEEDS = 8  # of each person in one round
WRITES = {"write": 3, "submit": 4, "look": 1, "take_back": 1, "decide": 1}
APPROVES = {"decide": 6, "look": 5, "write": 1}


@dataclass
class Person:
    """Somebody with a page open: what they see may be old."""

    member: Member
    habits: dict[str, int]  # deeds, and how often
    dice: random.Random
    seen: Announcement
    request: ApprovalRequest | None = None
    written: list[str] = field(default_factory=list)  # what the house accepted
    approved: list[tuple[str, str]] = field(default_factory=list)  # fingerprint and body seen

    def act(self) -> None:
        """Look anew, or do something on the ground of what was seen; a refusal changes nothing."""
        (deed,) = self.dice.choices(
            [getattr(self, name) for name in self.habits], self.habits.values()
        )
        try:
            deed()
        except (Refused, NotForYou):
            self.look()

    def look(self) -> None:
        """One look sees a message together with its request, as one page does."""
        self.seen = Announcement.objects.get(pk=self.seen.pk)
        found = open_request(self.seen.subject)
        again = Announcement.objects.get(pk=self.seen.pk)
        self.request = found if again.version == self.seen.version else None

    def write(self) -> None:
        words = f"{self.member.name} {self.dice.getrandbits(60):x}"
        content = Content(title="Brücke gesperrt", body=words)
        self.seen = change_announcement(
            member=self.member,
            announcement=self.seen,
            version=self.seen.version,
            content=content,
        )
        self.written.append(words)

    def submit(self) -> None:
        self.request = submit_for_approval(member=self.member, announcement=self.seen)

    def take_back(self) -> None:
        call_back(member=self.member, announcement=self.seen)

    def decide(self) -> None:
        if self.request is None:
            return
        body = self.seen.body
        decide(
            member=self.member,
            request=self.request,
            verdict=Verdict.APPROVED,
            fingerprint=self.request.fingerprint,
            comment="",
        )
        self.approved.append((self.request.fingerprint, body))


def test_no_edit_is_lost_and_no_wrong_version_approved(town: Town) -> None:
    seed = random.SystemRandom().getrandbits(32)
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz")
    for number in range(ROUNDS):
        people, table = _opened(town, channel, seed + number), Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(_work, people, [table, table]))
        with within_organisation(town.organisation.pk):
            _hold(people, f"seed {seed + number}")
    with within_organisation(town.organisation.pk):
        assert Delivery.objects.exists()  # else nothing was ever approved


def _opened(town: Town, channel: Channel, seed: int) -> list[Person]:
    with within_organisation(town.organisation.pk):
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Anfang"),
            channels=[channel],
        )
    return [
        Person(one, habits, random.Random(f"{seed} {one.name}"), message)  # noqa: S311 - dice
        for one, habits in ((town.anna, WRITES), (town.bekir, APPROVES))
    ]


def _work(person: Person, table: Barrier) -> None:
    """Act side by side: both begin each deed together, so that neither is done before the other."""
    try:
        with within_organisation(person.member.organisation_id):
            for _ in range(DEEDS):
                table.wait(timeout=30)
                person.act()
    finally:
        connection.close()  # that thread's own


def _hold(people: list[Person], seed: str) -> None:
    message = Announcement.objects.get(pk=people[0].seen.pk)
    kept = [one.snapshot["content"]["body"] for one in message.versions.order_by("number")]
    written = [words for one in people for words in one.written]
    # every accepted edit is one version, none was written over unseen
    assert sorted(kept) == sorted(["Anfang", *written]), seed
    assert message.body == kept[-1], seed
    approved = dict(pair for one in people for pair in one.approved)
    for delivery in Delivery.objects.filter(subject=message.subject, parent=None):
        [text] = from_json(delivery.content).parts
        assert any(body in text for body in approved.values()), seed
        for one in people:
            wrote = any(words in text for words in one.written)
            assert not (wrote and any(body in text for _print, body in one.approved)), seed
