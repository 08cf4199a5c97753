"""Messages of every sort, written, approved and released with the real actions."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.db.models import QuerySet

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import choose_picture
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.channels.actions import resume_channel
from ausrufer.channels.contract import Withdraws
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_able_to
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.orders import content_of
from ausrufer.delivery.states import OPEN, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import (
    Details,
    add_captions,
    add_film,
    add_picture,
    keep_details,
    read_film,
)
from ausrufer.library.models import Asset
from ausrufer.library.policy import Consent, Licence
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.subscriptions.actions import confirm, request_subscription
from ausrufer.training.channels import x_channel
from ausrufer.training.drawing import draw
from ausrufer.training.town import open_channel
from bench.practice import PracticeTown
from bench.storm.sorts import Sort, body, drawn, marks_of_parts, title
from bench.storm.verdicts import Ordered, after_taking_back
from tests.filming import film

LATEST = 6  # of so many messages one is taken back
MOTIFS = ("market", "bridge", "library")
SPOKEN = b"WEBVTT\n\n00:00.000 --> 00:03.500\nDas Rathaus am Morgen.\n"


class StormOrders:
    """Places messages in a practice town and follows what becomes of them."""

    def __init__(self, town: PracticeTown, subscribers: int, chance: random.Random) -> None:
        self._chance = chance
        self._organisation = Organisation.objects.get(slug="musterstadt")
        self._subjects: list[str] = []
        self._taken_back: set[str] = set()
        self.sorts: Counter[str] = Counter()
        self.accesses_renewed = 0
        with within_organisation(self._organisation.pk):
            members = {member.name.split()[0]: member for member in Member.objects.all()}
            self._anna, self._bekir, self._dirk = (
                members[one] for one in ("Anna", "Bekir", "Dirk")
            )
            self._department = Department.objects.all()[0]
            open_channel(self._dirk.actor, x_channel(town.memory.network_token))
            self._channels = {one.kind: one for one in Channel.objects.all()}
            self._pictures, self._film = self._assets(town.folder)
            for number in range(subscribers):
                address = f"leserin-{number}@mustermail.example"
                asked = request_subscription(channel=self._channels["email"], address=address)
                confirm(asked)

    def place(self) -> None:
        """Release one message of a sort drawn by lot to all channels that take it."""
        sort, number = drawn(self._chance), len(self._subjects)
        with within_organisation(self._organisation.pk):
            announcement = create_announcement(
                actor=self._anna.actor,
                department=self._department,
                content=Content(title=title(number), body=body(number, sort)),
                channels=[self._channels[kind] for kind in sort.kinds],
            )
            for asset in self._shown(sort):
                choose_picture(member=self._anna, announcement=announcement, asset=asset)
            asked = submit_for_approval(member=self._anna, announcement=announcement)
            decide(
                member=self._bekir,
                request=asked,
                verdict=Verdict.APPROVED,
                fingerprint=asked.fingerprint,
                comment="",
            )
        self._subjects.append(announcement.subject)
        self.sorts[sort.name] += 1

    def take_back(self) -> None:
        """Withdraw one of the latest messages, drawn by lot, whatever becomes of it right now."""
        subject = self._chance.choice(self._subjects[-LATEST:])
        if subject in self._taken_back:
            return
        with within_organisation(self._organisation.pk):
            public_id = subject.removeprefix("announcement:")
            announcement = Announcement.objects.get(public_id=public_id)
            withdraw(member=self._bekir, announcement=announcement, reason="Zur Messung.")
        self._taken_back.add(subject)
        self.sorts["taken_back"] += 1

    def placed(self) -> int:
        """Return how many deliveries there are so far; a newsletter counts by its letters."""
        with within_organisation(self._organisation.pk):
            return self._counting().count()

    def holders(self, kind: str) -> set[str]:
        """Return the workers that are calling a kind of channel right now."""
        with within_organisation(self._organisation.pk):
            calling = self._ours().filter(state=State.IN_FLIGHT, called_at__isnull=False)
            held = calling.filter(channel__kind=kind).values_list("worker", flat=True)
            return {str(worker) for worker in held}

    def held_by(self, worker: str) -> Counter[str]:
        """Return what a worker has in flight, by kind of channel."""
        with within_organisation(self._organisation.pk):
            held = self._ours().filter(state=State.IN_FLIGHT, worker=worker)
            return Counter(held.values_list("channel__kind", flat=True))

    def kinds_due(self) -> list[str]:
        """Return the kinds of channels on which something is due or being sent."""
        with within_organisation(self._organisation.pk):
            due = self._counting().filter(state__in=OPEN, due_at__lte=now())
            return sorted(set(due.values_list("channel__kind", flat=True)))

    def waiting(self) -> int:
        """Return how many deliveries may go out."""
        with within_organisation(self._organisation.pk):
            return self._ours().filter(state=State.WAITING).count()

    def still_moving(self) -> int:
        """Return how many deliveries may still change without a person."""
        with within_organisation(self._organisation.pk):
            asked = self._ours().filter(state=State.UNCLEAR, reconcile_at__isnull=False)
            return self._ours().filter(state__in=OPEN).count() + asked.count()

    def asked_in_vain(self) -> bool:
        """Tell whether nothing moves any more but questions that were asked in vain before."""
        with within_organisation(self._organisation.pk):
            unclear = self._ours().filter(state=State.UNCLEAR, reconcile_at__isnull=False)
            return not self._ours().filter(state__in=OPEN).exists() and unclear.exists()

    def renew_accesses(self) -> None:
        """Do what a person does whose channel lost its access: connect it anew."""
        with within_organisation(self._organisation.pk):
            for channel in Channel.objects.filter(paused_at__isnull=False):
                resume_channel(actor=self._dirk.actor, channel=channel)
                self.accesses_renewed += 1

    def deliveries(self) -> Iterator[tuple[Delivery, Ordered]]:
        """Return everything that must arrive, as it was ordered."""
        with within_organisation(self._organisation.pk):
            rows = self._counting().select_related("channel", "subscription", "parent")
            for one in rows.order_by("pk"):
                outgoing = content_of(one.parent or one)
                yield (
                    one,
                    Ordered(
                        kind=one.channel.kind,
                        recipient=one.subscription.address if one.subscription else "",
                        state=self._state(one),
                        parts=marks_of_parts(outgoing.title, outgoing.parts),
                    ),
                )

    def unclear_resolved(self) -> int:
        """Return how many deliveries were unclear at some time and are settled now."""
        with within_organisation(self._organisation.pk):
            unclear = Attempt.objects.filter(outcome__in=["OutcomeUnclear", "BrokenOff"])
            ended = self._counting().filter(pk__in=unclear.values("delivery"))
            return ended.filter(state=State.SETTLED).count()

    def reasons(self) -> dict[str, int]:
        """Return what people are told of what needs their hand, by channel and sentence."""
        with within_organisation(self._organisation.pk):
            withdrawals = self._ours().filter(purpose=Purpose.WITHDRAW)
            on_the_desk = (self._counting() | withdrawals).filter(
                state__in=[State.FAILED, State.UNCLEAR]
            )
            told = Counter(on_the_desk.values_list("channel__kind", "state", "for_staff"))
        return {" | ".join(one): number for one, number in told.most_common(30)}

    def _state(self, one: Delivery) -> str:
        state = _told(one)
        if one.subject not in self._taken_back:
            return state
        if not is_able_to(one.channel, Withdraws.withdraw) and state == State.SETTLED:
            return state  # it stays, and people are told so
        withdrawals = one.follow_ups.filter(purpose=Purpose.WITHDRAW).order_by("pk")
        last = withdrawals.last()
        return after_taking_back(state, _told(last) if last else "")

    def _ours(self) -> QuerySet[Delivery]:
        return Delivery.objects.filter(subject__in=self._subjects)

    def _counting(self) -> QuerySet[Delivery]:
        # the own site follows with the addresses of the copies: those are not counted
        published = self._ours().filter(purpose=Purpose.PUBLISH)
        return published.exclude(channel__kind="email", parent=None)

    def _shown(self, sort: Sort) -> list[Asset]:
        return [self._film] if sort.film else self._pictures[: sort.pictures]

    def _assets(self, folder: Path) -> tuple[list[Asset], Asset]:
        pictures = [
            add_picture(
                member=self._anna, content=draw(motif), file_name=f"{motif}.jpg", alt_text=motif
            ).asset
            for motif in MOTIFS
        ]
        made = film(folder / "film.mp4", seconds=4.0, size=(720, 1280))
        with made.open("rb") as file:
            filmed = add_film(
                member=self._anna, upload=File(file), file_name="film.mp4", alt_text="Film"
            )
        read_film(asset=filmed.asset)
        add_captions(member=self._anna, asset=filmed.asset, language="de", content=SPOKEN)
        filmed.asset.refresh_from_db()
        for asset in (*pictures, filmed.asset):
            details = Details(
                title=asset.alt_text,
                alt_text=asset.alt_text,
                author="Stadt Musterstadt",
                licence=Licence.OWN,
                consent=Consent.NOT_NEEDED,
                department=self._department,
            )
            keep_details(member=self._anna, asset=asset, version=asset.version, details=details)
        return pictures, filmed.asset


def _told(one: Delivery) -> str:
    """Return the state of a delivery; "asking" where it is unclear and no person's yet."""
    asking = one.state == State.UNCLEAR and one.reconcile_at is not None
    return "asking" if asking else one.state
