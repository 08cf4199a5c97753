"""The past of a town that has published for years, written straight into the tables.

As the real actions would have left it: forms and fingerprints, four eyes, one delivery per channel
with its attempt, one letter per subscriber, a journal whose chain holds. Only the way there is
short: ten thousand messages through the actions would take most of an hour.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from ausrufer.announcements.models import Announcement, Placement
from ausrufer.announcements.paths import provisional_path
from ausrufer.announcements.renditions import Rendition, fingerprint_of, renditions_on
from ausrufer.announcements.states import State
from ausrufer.approval.models import ApprovalRequest, ApprovalStep, Decision
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.channels.contract import Audience
from ausrufer.channels.models import Channel
from ausrufer.channels.wire import to_json
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now
from ausrufer.organisations.models import Department, Member
from ausrufer.subscriptions.models import Subscription
from ausrufer.training.town import usual_channels
from bench.chronicle import Happened, write_journal
from bench.texts import Text, text

BETWEEN = timedelta(hours=4)
AT_ONCE = 500  # messages per insert
WORKER = uuid.UUID(int=1)


@dataclass(frozen=True, slots=True)
class Rows:
    """What one message left behind."""

    announcement: Announcement
    placements: list[Placement]
    request: ApprovalRequest
    step: ApprovalStep
    decision: Decision
    deliveries: list[Delivery]
    letters: list[Delivery]
    happened: list[Happened]


class Past:
    """Writes messages of the organisation in scope, each four hours older than the one before.

    They went to `channels`; None: to the usual ones of the practice town.
    """

    def __init__(self, channels: Sequence[Channel] | None = None) -> None:
        members = {member.name.split()[0]: member for member in Member.objects.all()}
        self._anna: Member = members["Anna"]
        self._bekir: Member = members["Bekir"]
        self._organisation_id = self._anna.organisation_id
        self._departments = {one.name: one for one in Department.objects.all()}
        self._channels = list(usual_channels() if channels is None else channels)
        self._subscriptions = list(Subscription.objects.filter(state="confirmed"))
        self._newest = now() - timedelta(days=7)

    def write(self, numbers: Sequence[int]) -> None:
        """Write the messages with these numbers and tell the planner, as autovacuum would."""
        for start in range(0, len(numbers), AT_ONCE):
            with transaction.atomic():
                self._write([self._rows(number) for number in numbers[start : start + AT_ONCE]])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _write(self, written: list[Rows]) -> None:
        _insert(one.announcement for one in written)
        _insert(placement for one in written for placement in one.placements)
        _insert(one.request for one in written)
        _insert(one.step for one in written)
        _insert(one.decision for one in written)
        _insert(delivery for one in written for delivery in one.deliveries)
        _insert(letter for one in written for letter in one.letters)
        sent = [delivery for one in written for delivery in (*one.deliveries, *one.letters)]
        _insert(map(_attempt, sent))
        happened = sorted((it for one in written for it in one.happened), key=lambda it: it.at)
        write_journal(self._organisation_id, happened)

    def announcement(self, number: int) -> Announcement:
        """Return the published message with this number, not yet stored."""
        return self._announcement(text(number), self._newest - number * BETWEEN)

    def _rows(self, number: int) -> Rows:
        at = self._newest - number * BETWEEN
        announcement = self.announcement(number)
        placements = [
            Placement(
                organisation_id=self._organisation_id, announcement=announcement, channel=channel
            )
            for channel in self._channels
        ]
        found = renditions_on(announcement, placements, [])
        request, step, decision = self._approval(announcement, fingerprint_of(found), at)
        deliveries = [self._delivery(announcement, one, at) for one in found]
        letters = [
            self._letter(delivery, subscription, at)
            for delivery, one in zip(deliveries, found, strict=True)
            if one.manifest.audience is Audience.SUBSCRIBERS
            for subscription in self._subscriptions
        ]
        happened = list(self._happened(announcement, found, at))
        return Rows(
            announcement, placements, request, step, decision, deliveries, letters, happened
        )

    def _announcement(self, words: Text, at: datetime) -> Announcement:
        announcement = Announcement(
            organisation_id=self._organisation_id,
            department=self._departments[words.department],
            title=words.title,
            body=words.body,
            topic=words.topic,
            state=State.PUBLISHED,
            author_ids=[self._anna.pk],
            created_by=self._anna,
            created_at=at - timedelta(hours=3),
            changed_at=at,
            published_at=at,
        )
        announcement.path = provisional_path(announcement)
        return announcement

    def _approval(
        self, announcement: Announcement, fingerprint: str, at: datetime
    ) -> tuple[ApprovalRequest, ApprovalStep, Decision]:
        same: dict[str, Any] = {
            "organisation_id": self._organisation_id,
            "fingerprint": fingerprint,
            "author_ids": [self._anna.pk],
        }
        request = ApprovalRequest(
            **same,
            department=announcement.department,
            subject=announcement.subject,
            requested_by=self._anna,
            requested_at=at - timedelta(hours=2),
            state=RequestState.APPROVED,
        )
        step = ApprovalStep(
            organisation_id=self._organisation_id,
            request=request,
            number=1,
            department=announcement.department,
        )
        decision = Decision(
            **same,
            request=request,
            step=step,
            approver=self._bekir,
            verdict=Verdict.APPROVED,
            decided_at=at,
        )
        return request, step, decision

    def _delivery(self, announcement: Announcement, found: Rendition, at: datetime) -> Delivery:
        return Delivery(
            **self._settled(found.channel, at),
            subject=announcement.subject,
            content=to_json(replace(found.outgoing, path=announcement.path)),
            fingerprint=found.fingerprint,
            permalink=f"{found.channel.settings.get('base_url', '')}/{announcement.path}/",
        )

    def _letter(self, whole: Delivery, subscription: Subscription, at: datetime) -> Delivery:
        return Delivery(
            **self._settled(whole.channel, at),
            subject=whole.subject,
            parent=whole,
            subscription=subscription,
            fingerprint=whole.fingerprint,
            priority=whole.priority + 1,
        )

    def _settled(self, channel: Channel, at: datetime) -> dict[str, Any]:
        return {
            "organisation_id": self._organisation_id,
            "channel": channel,
            "purpose": "publish",
            "state": Delivered.SETTLED,
            "due_at": at,
            "first_attempt_at": at,
            "settled_at": at + timedelta(seconds=2),
            "attempt_count": 1,
            "worker": WORKER,
        }

    def _happened(
        self, announcement: Announcement, found: Sequence[Rendition], at: datetime
    ) -> Iterator[Happened]:
        anna, bekir, subject = self._anna.actor, self._bekir.actor, announcement.subject
        title = announcement.title
        yield Happened(
            announcement.created_at, "announcement.created", anna, subject, {"title": title}
        )
        asked = at - timedelta(hours=2)
        yield Happened(asked, "approval.submitted", anna, subject, {"title": title})
        yield Happened(at, "approval.approved", bekir, subject, {"title": title, "comment": ""})
        for one in found:
            channel = {"channel": one.channel.name}
            yield Happened(at, "delivery.queued", bekir, subject, channel)
            yield Happened(at, "delivery.handed_over", None, subject, channel)


def _attempt(delivery: Delivery) -> Attempt:
    return Attempt(
        organisation_id=delivery.organisation_id,
        delivery=delivery,
        number=1,
        worker=WORKER,
        started_at=delivery.due_at,
        ended_at=delivery.settled_at,
        outcome="Published",
    )


def _insert(rows: Iterator[Any]) -> None:
    found: list[models.Model] = list(rows)
    if not found:  # a town without a newsletter has no letters
        return
    type(found[0]).objects.bulk_create(found, batch_size=1000)  # type: ignore[attr-defined]
