"""The engine in any order of events: platforms fail, workers die, people decide, time passes."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.conf import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import (
    Consignment,
    decide_unclear,
    order_deliveries,
    recall,
    try_again,
)
from ausrufer.delivery.backlog import discard_held, held_deliveries, send_held
from ausrufer.delivery.by_hand import Evidence, report_done, report_not_done
from ausrufer.delivery.call import carry_out
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery, Pace, WorkerBeat
from ausrufer.delivery.orders import Order, content_of, order_for
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.delivery.states import Priority, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from tests.conftest import Worker, build_town
from tests.engine_steps import claim_due
from tests.integration.delivery.mishaps import AT_CORRECTIONS, MISHAPS
from tests.integration.delivery.orders import order

KINDS = ("fake", "looking", "fake_one_way", "fake_by_hand")
SENT = {State.SETTLED, State.FAILED}  # what failed may have a part there: a person is told
TAKES_BACK = ("fake", "looking")
_TOWNS = count(1)
WHICH = st.integers(0, len(KINDS) - 1)


async def _call(asked: list[Order]) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        for one in asked:
            await carry_out(one, Surroundings(http, settings.PUBLIC_FOLDER))


class AnyOrder(RuleBasedStateMachine):
    """Four networks: one repeats safely, one can be asked, one can neither, one is for people."""

    @initialize()
    def begin(self) -> None:
        number = next(_TOWNS)
        self.town = build_town(f"Ort {number}", f"ort-{number}")
        names = [f"{kind}-{number}" for kind in KINDS]
        self.by_hand: set[str] = set()  # what people put there themselves
        self.platforms = [FakePlatform.named(name) for name in names]
        self.channels = [
            self.town.channel(name, kind) for name, kind in zip(names, KINDS, strict=True)
        ]

    @rule(
        which=st.sets(WHICH, min_size=1),
        urgent=st.booleans(),
        number=st.integers(1, 3),
        parts=st.sampled_from([("Eins",), ("Eins", "Zwei", "Drei")]),
        ends=st.booleans(),
    )
    def order(
        self, which: set[int], number: int, parts: tuple[str, ...], *, urgent: bool, ends: bool
    ) -> None:
        order(
            self.town,
            *(self.channels[n] for n in sorted(which)),
            number=number,
            priority=Priority.WARNING if urgent else Priority.ORDINARY,
            parts=parts,
            not_after=now() + timedelta(hours=1) if ends else None,
        )

    @rule(which=WHICH, what=st.lists(st.sampled_from(sorted(MISHAPS)), min_size=1, max_size=4))
    def misbehave(self, which: int, what: list[str]) -> None:
        self.platforms[which].script("publish", *(MISHAPS[one]() for one in what))

    @rule(
        which=st.integers(0, len(TAKES_BACK) - 1),
        what=st.lists(st.sampled_from(sorted(AT_CORRECTIONS)), min_size=1, max_size=4),
    )
    def misbehave_at_corrections(self, which: int, what: list[str]) -> None:
        self.platforms[which].script("amend", *(AT_CORRECTIONS[one]() for one in what))

    @rule(which=WHICH)
    def lose_the_memory_of_keys(self, which: int) -> None:
        if not self._under_way():  # a platform remembers longer than a look takes
            self.platforms[which].forget_keys()

    @rule(turns=st.integers(1, 4))
    def work(self, turns: int) -> None:
        asyncio.run(Worker()._deliver(turns))

    @rule(called=st.booleans(), answered=st.booleans())
    def die(self, *, called: bool, answered: bool) -> None:
        """Claim, perhaps begin the call, perhaps have the platform take it, and be gone."""
        with across_organisations(reason="as the engine does"):
            claims = claim_due(worker=uuid4(), now=now(), most=3)
            begun = [one for one in claims if called and begin_call(one, now=now())]
            rows = Delivery.objects.select_related("channel__organisation", "target", "parent")
            found = rows.filter(pk__in=[one.delivery_id for one in begun])
            asked = [order_for(one, {}) for one in found] if answered else []
        asyncio.run(_call(asked))

    @rule()
    def time_passes(self) -> None:
        with within_organisation(self.town.organisation.pk):
            Pace.objects.update(rests_until=None, ordinary_from=None)
            Delivery.objects.filter(state=State.WAITING).update(due_at=now())
            asked = Delivery.objects.filter(state=State.UNCLEAR, reconcile_at__isnull=False)
            asked.update(reconcile_at=now())
            long_ago = now() - timedelta(minutes=10)  # no call that broke off is under way any more
            Delivery.objects.filter(state=State.UNCLEAR).update(called_at=long_ago)

    @rule()
    def it_gets_too_late(self) -> None:
        with within_organisation(self.town.organisation.pk):
            late = Delivery.objects.filter(not_after__isnull=False)
            late.exclude(state=State.IN_FLIGHT).update(not_after=now())

    @rule(done=st.booleans())
    def do_what_is_to_be_done_by_hand(self, *, done: bool) -> None:
        with within_organisation(self.town.organisation.pk):
            for one in Delivery.objects.filter(state=State.BY_HAND):
                if done:
                    self.by_hand.add(str(one.key))
                    proof = Evidence(f"https://netz.example/{one.key}")
                    report_done(member=self.town.anna, delivery=one, evidence=proof)
                else:
                    report_not_done(member=self.town.anna, delivery=one, reason="Keine Zeit.")

    @rule()
    def nobody_works_for_hours(self) -> None:
        then = now() - timedelta(hours=5)
        WorkerBeat.objects.update(seen_at=then)
        with within_organisation(self.town.organisation.pk):
            Delivery.objects.filter(state=State.WAITING).update(due_at=then)

    @rule(send=st.booleans())
    def decide_the_backlog(self, *, send: bool) -> None:
        with within_organisation(self.town.organisation.pk), suppress(Refused):
            decide = send_held if send else discard_held
            decide(actor=self.town.bekir.actor, deliveries=list(held_deliveries()))

    @rule(resend=st.booleans())
    def look_after_what_is_unclear(self, *, resend: bool) -> None:
        """A person looks, says what is true, and may let it be."""
        with within_organisation(self.town.organisation.pk):
            for one in Delivery.objects.filter(state=State.UNCLEAR, reconcile_at=None):
                arrived = self._copies()[str(one.key)] > 0
                with suppress(Refused):
                    decide_unclear(
                        actor=self.town.bekir.actor,
                        delivery=one,
                        arrived=arrived,
                        resend=resend and not arrived,
                    )

    @rule()
    def try_what_failed_again(self) -> None:
        with within_organisation(self.town.organisation.pk):
            for one in Delivery.objects.filter(state=State.FAILED):
                with suppress(Refused):
                    try_again(actor=self.town.bekir.actor, delivery=one)

    @rule()
    def recall_the_newest(self) -> None:
        with within_organisation(self.town.organisation.pk):
            newest = Delivery.objects.order_by("-pk").first()
            if newest is not None:
                recall(actor=self.town.anna.actor, subject=newest.subject)

    @rule()
    def take_the_newest_back(self) -> None:
        """As a withdrawn message is: what waits is recalled, what is out is taken away."""
        self._follow_up(Purpose.WITHDRAW)

    @rule(parts=st.sampled_from([("Neu",), ("Neu", "Zwei"), ("Neu", "Zwei", "Drei")]))
    def correct_the_newest(self, parts: tuple[str, ...]) -> None:
        """As a corrected message is: what waits is recalled, what is out is amended."""
        self._follow_up(Purpose.AMEND, parts)

    def _follow_up(self, purpose: Purpose, parts: tuple[str, ...] = ()) -> None:
        with within_organisation(self.town.organisation.pk):
            newest = Delivery.objects.filter(purpose=Purpose.PUBLISH).order_by("-pk").first()
            if newest is None:
                return
            actor = self.town.anna.actor
            recall(actor=actor, subject=newest.subject)
            out = publications_out_or_under_way(newest.subject)
            contents = {one: content_of(one) for one in out if one.channel.kind in TAKES_BACK}
            order_deliveries(
                actor=actor,
                subject=newest.subject,
                revision=Delivery.objects.count() + 1,
                consignments=[
                    Consignment(one.channel, purpose, replace(was, parts=parts or was.parts), one)
                    for one, was in contents.items()
                ],
            )

    @invariant()
    def never_twice_and_what_is_settled_is_there(self) -> None:
        if not hasattr(self, "town"):
            return
        every = [one for platform in self.platforms for one in platform.copies.values()]
        assert len({(one.key, one.number) for one in every}) == len(every)
        copies, vanishing = self._copies(), self._being_withdrawn()
        owners = self._owners()
        places = [(owners.get(one.key, one.key), one.number) for one in every]
        assert len(set(places)) == len(places)  # no correction stands beside another
        for key, state in self._states().items():
            if state == State.SETTLED and key not in vanishing:
                assert copies[key] >= 1, key
            if state in {State.EXPIRED, State.WITHDRAWN}:
                assert copies[key] == 0, key

    def teardown(self) -> None:
        """Let everything calm down: then nothing is lost and nothing still waits."""
        if not hasattr(self, "town"):
            return
        for platform in self.platforms:
            platform._script.clear()
        for _ in range(6):
            self.time_passes()
            self.decide_the_backlog(send=True)
            self.look_after_what_is_unclear(resend=True)
            self.do_what_is_to_be_done_by_hand(done=True)
            self.work(4)
        self.never_twice_and_what_is_settled_is_there()
        self._newest_correction_is_there()
        copies, states = self._copies(), self._states()
        assert set(states.values()) <= {*SENT, State.WITHDRAWN, State.EXPIRED}
        assert {key for key, number in copies.items() if number} <= {
            key for key, state in states.items() if state in SENT
        }

    def _under_way(self) -> bool:
        return bool({State.IN_FLIGHT, State.UNCLEAR} & set(self._states().values()))

    def _copies(self) -> Counter[str]:
        """Count what is there of each publication; what a correction added belongs to it."""
        owners = self._owners()
        every = (copy.key for platform in self.platforms for copy in platform.copies.values())
        return Counter(owners.get(key, key) for key in every) + Counter(self.by_hand)

    def _owners(self) -> dict[str, str]:
        with within_organisation(self.town.organisation.pk):
            amendments = Delivery.objects.filter(purpose=Purpose.AMEND, target__isnull=False)
            return {str(a): str(b) for a, b in amendments.values_list("key", "target__key")}

    def _being_withdrawn(self) -> set[str]:
        """Return the publications whose withdrawal may have been taken, answered or not."""
        with within_organisation(self.town.organisation.pk):
            tried = Delivery.objects.filter(purpose=Purpose.WITHDRAW, attempt_count__gt=0)
            return {str(key) for key in tried.values_list("target__key", flat=True)}

    def _newest_correction_is_there(self) -> None:
        """What a settled correction says stands whole, and nothing of the text before it."""
        owners = self._owners()
        shown: dict[str, dict[int, str]] = {}
        for platform in self.platforms:
            for copy in platform.copies.values():
                shown.setdefault(owners.get(copy.key, copy.key), {})[copy.number] = copy.text
        with within_organisation(self.town.organisation.pk):
            every = Delivery.objects.filter(purpose=Purpose.AMEND, target__state=State.SETTLED)
            newest = {one.target_id: one for one in every.select_related("target").order_by("pk")}
        for one in newest.values():
            if one.state == State.SETTLED and str(one.target.key) not in self._being_withdrawn():
                there = shown[str(one.target.key)]
                assert [there[n] for n in sorted(there)] == list(content_of(one).parts)

    def _states(self) -> dict[str, str]:
        with within_organisation(self.town.organisation.pk):
            rows = Delivery.objects.filter(purpose=Purpose.PUBLISH).values_list("key", "state")
            return {str(key): state for key, state in rows}
