"""A town with two messages, three people and two networks, watched at every step."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.conf import settings

from ausrufer.announcements.actions.approve import decide, release_fast
from ausrufer.announcements.actions.imports import import_from_content
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import renditions
from ausrufer.announcements.states import State
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.approval.requirements import Way
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Surroundings
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import decide_unclear, try_again
from ausrufer.delivery.call import carry_out
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import pretending
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role
from tests.conftest import build_town
from tests.journeys.unapproved.book import Book, Forms, Watched, plain

_TOWNS = count(1)
BEGIN = datetime(2027, 3, 26, 9, 0, tzinfo=UTC)  # two days before the clocks change
KINDS = {"laut": "fake", "arm": "fake_one_way"}
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Stadt</title><link>https://www.stadt.example/</link>
<item><guid>1</guid><title>Aus der Quelle {number}</title><description>Stand {number}.</description>
</item></channel></rss>"""


@dataclass
class Look:
    """What a person had before them when they made up their mind."""

    request: ApprovalRequest
    forms: Forms


class WatchedTown:
    """Everything the rules need to act and to know what may have left the house."""

    def found(self) -> None:
        self.number = next(_TOWNS)
        self.book = Book(BEGIN)
        self.texts = count(1)
        self.looks: dict[int, Look] = {}
        self.town = build_town(f"Stadt {self.number}", f"stadt-{self.number}")
        with self.now():
            self.people = {"anna": self.town.anna, "bekir": self.town.bekir, "erika": self._erika()}
            self.channels = {name: self._channel(name) for name in KINDS}
            self._read_feed()
            self.ids = [self._own_message(), Announcement.objects.get(receipt__isnull=False).pk]

    @contextmanager
    def now(self) -> Iterator[None]:
        with pretending(self.book.moment), within_organisation(self.town.organisation.pk):
            yield

    @contextmanager
    def checked(self) -> Iterator[None]:
        """What arrives in here was sent under the approvals that stand at the beginning."""
        allowed = dict(self.book.standing)
        with self.now():
            yield
        self.book.check(allowed)

    @contextmanager
    def _written_by(self, n: int, who: str) -> Iterator[tuple[Member, Announcement]]:
        with self.now(), suppress(Refused):
            message = self._message(n)
            yield self.people[who], message
            self.book.wrote(str(message.public_id), self.people[who].pk)

    def _change(self, n: int, who: str, channels: Any = None, **more: Any) -> None:
        with self._written_by(n, who) as (member, message):
            values = {key: getattr(message, key) for key in Content.__dataclass_fields__}
            if message.revision > 1 or message.state == State.PUBLISHED:
                values["correction"] = f"Berichtigt {next(self.texts)}."
            change_announcement(
                member=member,
                announcement=message,
                version=message.version,
                content=Content(**{**values, **more}),
                channels=channels,
            )

    def _decide(self, n: int, who: str, verdict: Verdict) -> None:
        look = self.looks[n]
        with self._second_person(n, who) as message, suppress(Refused):
            decide(
                member=self.people[who],
                request=look.request,
                verdict=verdict,
                fingerprint=look.request.fingerprint,
                comment="Bitte kürzen.",
            )
            if verdict is Verdict.APPROVED:
                self._was_right(who, message)
                self._released_if_complete(n, who, message)

    def _release_fast(self, n: int, who: str) -> None:
        look = self.looks[n]
        with self._second_person(n, who) as message, suppress(Refused):
            release_fast(
                member=self.people[who],
                request=look.request,
                fingerprint=look.request.fingerprint,
                reason="Gefahr im Verzug.",
            )
            self._was_right(who, message)
            self.book.approved(str(message.public_id), look.forms)

    @contextmanager
    def _second_person(self, n: int, who: str) -> Iterator[Announcement]:
        """What must hold is looked at before the deed: afterwards it is another time."""
        look, member = self.looks[n], self.people[who]
        with self.now():
            message = self._message(n)
            author = self.book.is_author(str(message.public_id), member.pk)
            self._may = not author and self._forms(message) == look.forms
            yield message

    def _was_right(self, who: str, message: Announcement) -> None:
        assert self._may, f"{who} approved what they wrote, or what is not there any more"
        assert message.publish_at is None or message.publish_at > self.book.moment

    def _released_if_complete(self, n: int, who: str, message: Announcement) -> None:
        """Every step needs a person of its own; rules that came later change nothing."""
        name, look = str(message.public_id), self.looks[n]
        words = self.book.word(name, self.people[who].pk)
        steps = look.request.steps.count()
        assert len(words) == len(set(words)) <= steps, "somebody went two steps"
        released = self._message(n).state == State.SCHEDULED
        assert released == (len(words) == steps)
        if released:
            self.book.approved(name, look.forms)

    def _within_freiraum(self, message: Announcement, request: ApprovalRequest) -> None:
        """Only named people, only named channels, pictures only where the rule has them."""
        name, forms = str(message.public_id), self._forms(message)
        rule = request.decisions.get().rule
        assert rule is not None
        writers = self.book.authors.get(name, set()) | {self.book.submitted[name]}
        assert rule.way == Way.FREE
        assert rule.ended_at is None
        assert writers <= set(rule.people)
        assert {self.channels[one].pk for one in forms} <= set(rule.channel_ids)
        assert rule.pictures or not any(form["pictures"] for form in forms.values())
        self.book.approved(name, forms)

    def _help(self, delivery: Delivery) -> None:
        bekir = self.town.bekir.actor
        if delivery.state == Delivered.FAILED:
            try_again(actor=bekir, delivery=delivery)
            return
        copies = self._platform(self._name(delivery.channel_id)).copies.values()
        arrived = any(copy.key == str(delivery.key) for copy in copies)
        decide_unclear(actor=bekir, delivery=delivery, arrived=arrived, resend=not arrived)

    async def _call(self, order: Any) -> None:
        async with GuardedClient(settings.HTTP_POLICY) as http:
            await carry_out(order, Surroundings(http, settings.PUBLIC_FOLDER))

    def _nothing_is_lost(self) -> None:
        """What stands approved is there in its newest form, or a person can see why not."""
        for message in map(self._message, range(2)):
            forms = self.book.standing.get(str(message.public_id), {})
            for name, form in forms.items():
                newest = Delivery.objects.filter(
                    subject=message.subject, channel=self.channels[name]
                ).latest("pk")
                if newest.state == Delivered.SETTLED:
                    shown = self._platform(name).copies.values()
                    assert form in [plain(copy.outgoing) for copy in shown]
                else:
                    assert newest.state in {"failed", "unclear", "expired"}, newest.state

    def _nothing_withdrawn_is_shown(self) -> None:
        for message in map(self._message, range(2)):
            if message.state != State.WITHDRAWN:
                continue
            about = Delivery.objects.filter(subject=message.subject, channel=self.channels["laut"])
            if about.filter(state__in=["failed", "unclear"]).exists():
                continue
            shown = self._platform("laut").copies.values()
            assert [c for c in shown if c.outgoing.public_id == str(message.public_id)] == []

    def _forms(self, message: Announcement) -> Forms:
        return {one.channel.name: plain(one.outgoing) for one in renditions(message)}

    def _message(self, n: int) -> Announcement:
        with within_organisation(self.town.organisation.pk):
            found = Announcement.objects.select_related("department", "newer_receipt")
            return found.get(pk=self.ids[n])

    def _name(self, channel_id: int) -> str:
        return next(name for name, one in self.channels.items() if one.pk == channel_id)

    def _platform(self, name: str) -> FakePlatform:
        return FakePlatform.named(f"{name}-{self.number}")

    def _erika(self) -> Member:
        return add_member(
            actor=self.town.dirk.actor,
            name="Erika",
            email=f"erika@stadt-{self.number}.example",
            password=None,
            assignments=[(Role.APPROVER, None)],
        )

    def _channel(self, name: str) -> Channel:
        platform = self._platform(name)
        platform.copies = Watched(name, self.book)
        return set_up_channel(
            actor=self.town.dirk.actor,
            kind=KINDS[name],
            name=name,
            settings={"platform": platform.name},
            secrets={"token": platform.token},
        )

    def _own_message(self) -> int:
        message = create_announcement(
            actor=self.town.anna.actor,
            department=self.town.press,
            content=Content(title="Brücke gesperrt", body="Die Brücke ist gesperrt."),
            channels=list(self.channels.values()),
        )
        self.book.wrote(str(message.public_id), self.town.anna.pk)
        return message.pk

    def _read_feed(self) -> None:
        content = FEED.format(number=next(self.texts)).encode()
        actor = self.town.dirk.actor
        import_from_content(actor=actor, department=self.town.press, content=content)
