"""Messages written, approved and released for a measurement, with the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.approval.policy import Verdict
from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.states import OPEN, State
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.subscriptions.actions import confirm, request_subscription
from ausrufer.training.town import usual_channels
from bench.practice import PracticeTown


@dataclass(frozen=True)
class Ordered:
    """One delivery that must arrive exactly once; `recipient` is empty for the public."""

    kind: str
    marker: str
    recipient: str
    state: str


class Orders:
    """Places messages in a practice town and follows what becomes of them."""

    def __init__(self, town: PracticeTown, subscribers: int) -> None:
        del town  # its database is this process's by now
        self._organisation = Organisation.objects.get(slug="musterstadt")
        self._markers: dict[str, str] = {}
        self._dead: set[UUID] = set()
        with within_organisation(self._organisation.pk):
            members = {member.name.split()[0]: member for member in Member.objects.all()}
            self._anna, self._bekir = members["Anna"], members["Bekir"]
            self._department = Department.objects.all()[0]
            newsletter = Channel.objects.get(kind="email")
            for number in range(subscribers):
                address = f"leserin-{number}@mustermail.example"
                confirm(request_subscription(channel=newsletter, address=address))

    def place(self, number: int) -> None:
        """Write, submit and approve `number` messages to all channels, to be sent at once."""
        with within_organisation(self._organisation.pk):
            for _ in range(number):
                self.place_one()

    def place_one(self) -> str:
        """Release one message and return its subject; the organisation must be in scope."""
        marker = f"Probe-{len(self._markers):05d}-Ende"
        announcement = create_announcement(
            actor=self._anna.actor,
            department=self._department,
            content=Content(title=marker, body="Eine Meldung zur Messung, mit *Betonung*."),
            channels=list(usual_channels()),
        )
        asked = submit_for_approval(member=self._anna, announcement=announcement)
        decide(
            member=self._bekir,
            request=asked,
            verdict=Verdict.APPROVED,
            fingerprint=asked.fingerprint,
            comment="",
        )
        self._markers[announcement.subject] = marker
        return announcement.subject

    def in_flight(self, kind: str) -> bool:
        """Tell whether a living worker is sending anything of ours on a kind of channel."""
        with within_organisation(self._organisation.pk):
            sending = self._ours().filter(state=State.IN_FLIGHT, channel__kind=kind)
            if kind == "email":  # letters: the spreading of a newsletter calls nobody
                sending = sending.filter(parent__isnull=False)
            return sending.exclude(worker__in=self._dead).exists()

    def bury(self) -> None:
        """Count whoever still holds something as dead."""
        with within_organisation(self._organisation.pk):
            held = self._ours().filter(state=State.IN_FLIGHT)
            self._dead |= set(held.values_list("worker", flat=True))

    def still_moving(self) -> bool:
        """Tell whether anything of ours may still change without a person."""
        with within_organisation(self._organisation.pk):
            ours = self._ours()
            asked = ours.filter(state=State.UNCLEAR, reconcile_at__isnull=False)
            return ours.filter(state__in=OPEN).exists() or asked.exists()

    def deliveries(self) -> Iterator[Ordered]:
        """Return everything that must arrive; a newsletter counts by its letters."""
        with within_organisation(self._organisation.pk):
            for one in self._ours().select_related("channel", "subscription"):
                if one.channel.kind == "email" and one.parent_id is None:
                    continue
                yield Ordered(
                    kind=one.channel.kind,
                    marker=self._markers[one.subject],
                    recipient=one.subscription.address if one.subscription else "",
                    state=one.state,
                )

    def broken_off(self) -> int:
        """Return how many attempts were cut off by the death of their worker."""
        with within_organisation(self._organisation.pk):
            cut = Attempt.objects.filter(delivery__in=self._ours(), outcome="BrokenOff")
            return cut.count()

    def _ours(self) -> QuerySet[Delivery]:
        return Delivery.objects.filter(subject__in=list(self._markers), purpose="publish")
