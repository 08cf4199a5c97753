"""What the house knows of its deliveries: how far they are, and what each should have come to."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import Max, Prefetch, Q, QuerySet

from ausrufer.channels.contract import Outgoing, Withdraws
from ausrufer.channels.queries import is_able_to
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.orders import content_of
from ausrufer.delivery.states import OPEN, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from bench.storm.orders import Message
from bench.storm.sorts import marks_of_parts
from bench.storm.verdicts import Ordered, after_correcting, after_taking_back

# an order about a publication of which only a person can say whether it is there
_BEHIND_A_PERSON = Q(target__state=State.UNCLEAR, target__reconcile_at=None)


class Ledger:
    """Reads what becomes of the messages of a storm; `messages` grows meanwhile."""

    def __init__(self, organisation_id: int, messages: Sequence[Message]) -> None:
        self._organisation_id, self._messages = organisation_id, messages

    def placed(self) -> int:
        """Return how many posts and letters were ordered so far."""
        with within_organisation(self._organisation_id):
            return self._publications().count()

    def holders(self, kind: str) -> set[str]:
        """Return the workers that are calling a kind of channel right now."""
        with within_organisation(self._organisation_id):
            calling = self._ours().filter(state=State.IN_FLIGHT, called_at__isnull=False)
            held = calling.filter(channel__kind=kind).values_list("worker", flat=True)
            return {str(worker) for worker in held}

    def held_by(self, worker: str) -> Counter[str]:
        """Return what a worker has in flight, by kind of channel."""
        with within_organisation(self._organisation_id):
            held = self._ours().filter(state=State.IN_FLIGHT, worker=worker)
            return Counter(held.values_list("channel__kind", flat=True))

    def kinds_due(self) -> list[str]:
        """Return the kinds of channels on which something is due or being sent."""
        with within_organisation(self._organisation_id):
            due = self._publications().filter(state__in=OPEN, due_at__lte=now())
            return sorted(set(due.values_list("channel__kind", flat=True)))

    def waiting(self) -> int:
        """Return how many deliveries may go out."""
        with within_organisation(self._organisation_id):
            return self._ours().filter(state=State.WAITING).exclude(_BEHIND_A_PERSON).count()

    def still_moving(self) -> int:
        """Return how many deliveries may still change without a person."""
        with within_organisation(self._organisation_id):
            return self._open().count() + self._asked().count()

    def asked_in_vain(self) -> bool:
        """Tell whether nothing moves any more but questions that were asked in vain before."""
        with within_organisation(self._organisation_id):
            behind = Q(target__state=State.UNCLEAR)
            return not self._open().exclude(behind).exists() and self._asked().exists()

    def deliveries(self) -> Iterator[tuple[Delivery, Ordered]]:
        """Return every post and letter that must be there, as it was ordered and corrected."""
        taken_back = {one.subject for one in self._messages if one.taken_back}
        with within_organisation(self._organisation_id):
            corrections = Delivery.objects.filter(purpose=Purpose.AMEND).order_by("pk")
            newest = self._newest()
            rows = self._publications().select_related("channel", "subscription", "parent")
            rows = rows.prefetch_related(
                Prefetch("follow_ups", corrections, to_attr="corrections"),
            )
            for one in rows.order_by("pk"):
                last = newest[one.subject, one.channel_id]
                yield (one, _ordered(one, last, taken_back=one.subject in taken_back))

    def attempts(self, one: Delivery) -> list[str]:
        """Return what became of each attempt, for who looks for a fault."""
        with within_organisation(self._organisation_id):
            return [
                f"{each.number} {each.started_at} {each.ended_at} {each.outcome} {each.for_log}"
                for each in one.attempts.all()
            ]

    def unclear_resolved(self) -> int:
        """Return how many deliveries were unclear at some time and are settled now."""
        with within_organisation(self._organisation_id):
            unclear = Attempt.objects.filter(outcome__in=["OutcomeUnclear", "BrokenOff"])
            ended = self._publications().filter(pk__in=unclear.values("delivery"))
            return ended.filter(state=State.SETTLED).count()

    def reasons(self) -> dict[str, int]:
        """Return what people are told of what needs their hand, by channel and sentence."""
        with within_organisation(self._organisation_id):
            orders = self._ours().exclude(purpose=Purpose.PUBLISH)
            on_the_desk = (self._publications() | orders).filter(
                state__in=[State.FAILED, State.UNCLEAR]
            )
            told = Counter(
                on_the_desk.values_list("channel__kind", "purpose", "state", "for_staff")
            )
        return {" | ".join(one): number for one, number in told.most_common(40)}

    def _newest(self) -> dict[tuple[str, int], int]:
        """Return the newest thing that was to be said of each message on each channel."""
        said = self._ours().filter(parent=None).exclude(purpose=Purpose.WITHDRAW)
        rows = said.values_list("subject", "channel").annotate(newest=Max("pk"))
        return {(subject, channel): pk for subject, channel, pk in rows}

    def _open(self) -> QuerySet[Delivery]:
        return self._ours().filter(state__in=OPEN).exclude(_BEHIND_A_PERSON)

    def _asked(self) -> QuerySet[Delivery]:
        return self._ours().filter(state=State.UNCLEAR, reconcile_at__isnull=False)

    def _ours(self) -> QuerySet[Delivery]:
        return Delivery.objects.filter(subject__in=[one.subject for one in self._messages])

    def _publications(self) -> QuerySet[Delivery]:
        published = self._ours().filter(purpose=Purpose.PUBLISH)
        return published.exclude(channel__kind="email", parent=None)


def _ordered(one: Delivery, newest: int, *, taken_back: bool) -> Ordered:
    """Return what became of a post by the house's own word; the texts it had are told apart.

    `newest` is what was said last of the message on this channel: about this post, or another.
    """
    corrections: list[Delivery] = one.corrections  # type: ignore[attr-defined]  # by Prefetch
    texts, last = [content_of(one.parent or one)], ""
    for correction in corrections:
        outgoing = content_of(correction)
        # the own site follows with the addresses of its copies: that corrects nothing
        if all(outgoing.parts != text.parts for text in texts):
            texts.append(outgoing)
            last = _told(correction)
    parts = _said(texts[-1])
    state = after_correcting(_told(one), last)
    if taken_back:
        state = _taken_back(one, state)
    elif newest not in {one.parent_id or one.pk, *(text.pk for text in corrections)}:
        state = "replaced" if state == State.WITHDRAWN else state
        parts = parts[: len(one.parts) or None]  # a thread that broke off is not completed then
    return Ordered(
        kind=one.channel.kind,
        recipient=one.subscription.address if one.subscription else "",
        state=state,
        parts=parts,
        earlier=frozenset().union(*(said for text in texts[:-1] for said in _said(text))),
        is_correction=bool(texts[-1].correction),
    )


def _said(outgoing: Outgoing) -> tuple[frozenset[str], ...]:
    return marks_of_parts(outgoing.title, outgoing.parts)


def _taken_back(one: Delivery, state: str) -> str:
    if not is_able_to(one.channel, Withdraws.withdraw) and state == State.SETTLED:
        return state  # it stays, and people are told so
    withdrawals = one.follow_ups.filter(purpose=Purpose.WITHDRAW).order_by("pk")
    last = withdrawals.last()
    return after_taking_back(_told(one), _told(last) if last else "")


def _told(one: Delivery) -> str:
    """Return the state of a delivery; "asking" where it is unclear and no person's yet."""
    asking = one.state == State.UNCLEAR and one.reconcile_at is not None
    return "asking" if asking else one.state
