"""A town that does everything in any order, while nothing unapproved may leave the house."""

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ausrufer.announcements.actions.approve import (
    call_back,
    lapse_overdue,
    look_afterwards,
    submit_for_approval,
)
from ausrufer.announcements.actions.imports import dismiss_source_changes, take_source_changes
from ausrufer.announcements.actions.pictures import (
    attach_picture,
    describe_picture,
    remove_picture,
)
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import edit_rendition
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.approval.actions.rules import RuleDraft, end_rule, make_rule, move_rule_up
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.approval.queries import requests_about, rules_in_force
from ausrufer.approval.requirements import Way
from ausrufer.channels.actions import change_reach, resume_channel
from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.policy import Reach, Use
from ausrufer.channels.testing import Mishap, example_picture
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import order_for
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.actions.absences import enter_absence
from ausrufer.organisations.errors import Refused
from tests.conftest import Worker, run_jobs
from tests.engine_steps import claim_due
from tests.journeys.unapproved.town import KINDS, Look, WatchedTown

MESSAGES = st.integers(0, 1)
PEOPLE = st.sampled_from(["anna", "bekir", "erika"])
CHANNELS = st.sampled_from(["laut", "arm"])
LATER = st.sampled_from([None, timedelta(hours=1), timedelta(hours=30)])
MISHAPS: dict[str, Callable[[], Mishap]] = {
    "time-out before": lambda: Mishap.broken_off(after=0),
    "time-out after": lambda: Mishap.broken_off(after=1),
    "temporary": lambda: Mishap.refused(TemporaryFailure("Später.")),
    "permanent": lambda: Mishap.refused(PermanentFailure("Nein.")),
    "access lost": lambda: Mishap.refused(AccessLost("Zu.")),
    "unclear": lambda: Mishap.refused(OutcomeUnclear("Unklar.")),
}
VERBS = st.sampled_from(["publish", "amend", "withdraw", "find"])


class AnyOrder(WatchedTown, RuleBasedStateMachine):
    """Two messages, three people, two channels; every step is one thing a person or time does."""

    @initialize(released=st.booleans(), of_feed=st.booleans())
    def begin(self, *, released: bool, of_feed: bool) -> None:
        self.found()
        for n, wanted in enumerate((released, of_feed)):
            if wanted:
                self.submit_and_approve(n, "anna", "bekir")

    # --- writing ---------------------------------------------------------------------------------

    @rule(n=MESSAGES, who=PEOPLE, field=st.sampled_from(["title", "body", "link", "contact"]))
    def write(self, n: int, who: str, field: str) -> None:
        text = f"Satz {next(self.texts)}."
        value = f"https://www.stadt.example/{next(self.texts)}" if field == "link" else text
        self._change(n, who, **{field: value})

    @rule(n=MESSAGES, who=PEOPLE, publish=LATER, keep=LATER)
    def set_times(
        self, n: int, who: str, publish: timedelta | None, keep: timedelta | None
    ) -> None:
        publish_at = self.book.moment + publish if publish else None
        not_after = (publish_at or self.book.moment) + keep if keep else None
        self._change(n, who, publish_at=publish_at, not_after=not_after)

    @rule(n=MESSAGES, who=PEOPLE, names=st.sets(CHANNELS))
    def choose_channels(self, n: int, who: str, names: set[str]) -> None:
        self._change(n, who, channels=[self.channels[name] for name in sorted(names)])

    @rule(n=MESSAGES, who=PEOPLE, deed=st.sampled_from(["attach", "describe", "remove"]))
    def picture(self, n: int, who: str, deed: str) -> None:
        with self._written_by(n, who) as (member, message):
            alt_text = f"Bild {next(self.texts)}"
            found = message.pictures.first()
            if deed == "attach" or found is None:
                attach_picture(
                    member=member,
                    announcement=message,
                    content=example_picture(next(self.texts) % 4).content,
                    file_name="bild.png",
                    alt_text=alt_text,
                    decorative=False,
                )
            elif deed == "describe":
                describe_picture(member=member, picture=found, alt_text=alt_text, decorative=False)
            else:
                remove_picture(member=member, picture=found)

    @rule(n=MESSAGES, who=PEOPLE, name=CHANNELS, by_hand=st.booleans())
    def edit_form(self, n: int, who: str, name: str, *, by_hand: bool) -> None:
        with self._written_by(n, who) as (member, message):
            edit_rendition(
                member=member,
                announcement=message,
                channel=self.channels[name],
                version=message.version,
                edits=Edits(parts=(f"Von Hand {next(self.texts)}.",)) if by_hand else None,
            )

    @rule(name=CHANNELS, use=st.sampled_from(Use), whose=st.sets(PEOPLE, max_size=2))
    def keep_channel(self, name: str, use: Use, whose: set[str]) -> None:
        people = frozenset(self.people[one].pk for one in whose)
        with self.now():
            change_reach(
                member=self.town.dirk,
                channel=self.channels[name],
                wanted={use: Reach(member_ids=people)},
            )

    @rule()
    def feed_changes(self) -> None:
        with self.now():
            self._read_feed()

    @rule(who=PEOPLE, take=st.booleans())
    def answer_feed(self, who: str, *, take: bool) -> None:
        message = self._message(1)
        with self.now(), suppress(Refused):
            if not take:
                dismiss_source_changes(member=self.people[who], announcement=message)
                return
        with self._written_by(1, who) as (member, message):
            take_source_changes(member=member, announcement=message, version=message.version)

    # --- deciding --------------------------------------------------------------------------------

    @rule(n=MESSAGES, who=PEOPLE)
    def submit(self, n: int, who: str) -> None:
        with self.now(), suppress(Refused):
            message = self._message(n)
            request = submit_for_approval(member=self.people[who], announcement=message)
            self.book.submitted[str(message.public_id)] = self.people[who].pk
            self.book.asked(str(message.public_id))
            if request.state == RequestState.APPROVED:
                self._within_freiraum(message, request)

    @rule(n=MESSAGES)
    def look(self, n: int) -> None:
        with self.now():
            message = self._message(n)
            request = requests_about(message.subject).first()
            if request is not None:
                self.looks[n] = Look(request, self._forms(message))

    @rule(n=MESSAGES, who=PEOPLE, verdict=st.sampled_from(Verdict))
    def decide(self, n: int, who: str, verdict: Verdict) -> None:
        """Decide on what was seen, however long ago that was."""
        if n in self.looks:
            self._decide(n, who, verdict)

    @rule(n=MESSAGES, author=PEOPLE, who=st.sampled_from(["bekir", "erika"]))
    def submit_and_approve(self, n: int, author: str, who: str) -> None:
        self.submit(n, author)
        self.look(n)
        self.decide(n, who, Verdict.APPROVED)

    @rule(n=MESSAGES, author=PEOPLE, who=st.sampled_from(["bekir", "erika"]))
    def correct(self, n: int, author: str, who: str) -> None:
        self.write(n, author, "body")
        self.submit_and_approve(n, author, who)

    @rule(n=MESSAGES, author=PEOPLE, who=st.sampled_from(["bekir", "erika"]))
    def correct_and_work(self, n: int, author: str, who: str) -> None:
        self.correct(n, author, who)
        self.work()
        self.facts()

    @rule(n=MESSAGES, who=PEOPLE)
    def call_back(self, n: int, who: str) -> None:
        with self.now(), suppress(Refused):
            call_back(member=self.people[who], announcement=self._message(n))

    @rule(n=MESSAGES, who=PEOPLE)
    def release_fast(self, n: int, who: str) -> None:
        if n in self.looks:
            self._release_fast(n, who)

    @rule(n=MESSAGES, who=PEOPLE, verdict=st.sampled_from(Verdict))
    def look_afterwards(self, n: int, who: str, verdict: Verdict) -> None:
        with self.now(), suppress(Refused):
            newest = requests_about(self._message(n).subject).first()
            if newest is not None:
                look_afterwards(
                    member=self.people[who], request=newest, verdict=verdict, comment="Einwand."
                )

    @rule(way=st.sampled_from(Way), channel=CHANNELS, pictures=st.booleans())
    def make_rule(self, way: Way, channel: str, *, pictures: bool) -> None:
        """Another rule, before which the older ones are asked; a Freiraum is Anna's and Erika's."""
        with self.now():
            names = sorted(KINDS) if way is Way.FREE and pictures else [channel]
            draft = RuleDraft(
                name="Regel",
                way=way,
                channel_ids=[self.channels[name].pk for name in names],
                people=[self.people["anna"].pk, self.people["erika"].pk],
                countersign_id=self.town.roads.pk if way is Way.COUNTERSIGN else None,
                pictures=pictures,
            )
            make_rule(actor=self.town.dirk.actor, draft=draft, said="…")

    @rule(up=st.booleans())
    def end_or_order_rules(self, *, up: bool) -> None:
        with self.now():
            last = rules_in_force().last()
            if last is not None:
                (move_rule_up if up else end_rule)(actor=self.town.dirk.actor, rule=last)

    @rule(who=PEOPLE, deputy=PEOPLE, hours=st.sampled_from([1, 30]))
    def go_away(self, who: str, deputy: str, hours: int) -> None:
        with self.now(), suppress(Refused):
            enter_absence(
                member=self.people[who],
                begins_at=self.book.moment,
                ends_at=self.book.moment + timedelta(hours=hours),
                deputy=self.people[deputy],
            )

    @rule(n=MESSAGES, who=PEOPLE)
    def withdraw(self, n: int, who: str) -> None:
        with self.now(), suppress(Refused):
            message = self._message(n)
            withdraw(member=self.people[who], announcement=message, reason="Falsch.")
            self.book.standing.pop(str(message.public_id), None)

    # --- time, worker, networks ------------------------------------------------------------------

    @rule(minutes=st.sampled_from([1, 30, 90, 8 * 60, 40 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.book.moment += timedelta(minutes=minutes)

    @rule()
    def lapse(self) -> None:
        with self.now():
            lapse_overdue()

    @rule(name=CHANNELS, verb=VERBS, what=st.sampled_from(sorted(MISHAPS)))
    def mishap_ahead(self, name: str, verb: Any, what: str) -> None:
        self._platform(name).script(verb, MISHAPS[what]())

    @rule()
    def work(self) -> None:
        with self.checked():
            asyncio.run(Worker()._deliver(2))

    @rule(name=CHANNELS, deed=st.sampled_from(["write", "withdraw", "edit_form"]), n=MESSAGES)
    def work_and_meanwhile(self, name: str, deed: str, n: int) -> None:
        """Somebody changes or withdraws while a call is under way."""
        platform, gate = self._platform(name), threading.Event()
        began = len(platform.calls)
        platform.script("publish", Mishap.held_until(gate))
        with self.checked():
            run = contextvars.copy_context().run
            thread = threading.Thread(target=run, args=(asyncio.run, Worker()._deliver(1)))
            thread.start()
            while thread.is_alive() and len(platform.calls) == began:
                time.sleep(0.002)
            more: dict[str, Any] = {
                "write": {"field": "body"},
                "edit_form": {"name": name, "by_hand": True},
                "withdraw": {},
            }[deed]
            try:
                getattr(self, deed)(n, "erika", **more)
            finally:
                gate.set()
                thread.join()
        platform._script["publish"].clear()

    @rule(called=st.booleans(), deed=st.sampled_from([None, "write", "withdraw"]), n=MESSAGES)
    def worker_dies(self, n: int, deed: str | None, *, called: bool) -> None:
        """A worker claims, perhaps somebody changes their mind, it perhaps calls, and is gone."""
        with self.now(), across_organisations(reason="as the engine does"):
            claims = claim_due(worker=uuid4(), now=self.book.moment, most=1)
        if deed is not None:
            getattr(self, deed)(n, "erika", **({"field": "title"} if deed == "write" else {}))
        with self.checked(), across_organisations(reason="as the engine does"):
            for claim in claims if called else ():
                if begin_call(claim, now=self.book.moment):
                    delivery = Delivery.objects.get(pk=claim.delivery_id)
                    asyncio.run(self._call(order_for(delivery, {})))

    @rule()
    def facts(self) -> None:
        with self.checked():
            run_jobs()

    @rule()
    def people_lend_a_hand(self) -> None:
        """Accesses are renewed; somebody looks at the network and says what became of things."""
        with self.now():
            for channel in self.channels.values():
                resume_channel(actor=self.town.dirk.actor, channel=channel)
            for delivery in Delivery.objects.filter(state__in=["unclear", "failed"]):
                with suppress(Refused):
                    self._help(delivery)

    @invariant()
    def nothing_unapproved_arrived(self) -> None:
        if hasattr(self, "book"):
            self.book.check(self.book.standing)

    def teardown(self) -> None:
        if not hasattr(self, "ids"):
            return
        for name in self.channels:
            self._platform(name)._script.clear()
        for _ in range(3):
            self.time_passes(40 * 60)
            self.people_lend_a_hand()
            with self.checked():
                asyncio.run(Worker()._deliver(4))
        self.facts()
        with self.now():
            self._nothing_is_lost()
            self._nothing_withdrawn_is_shown()
            Delivery.objects.filter(state=Delivered.WAITING).update(state=Delivered.WITHDRAWN)
