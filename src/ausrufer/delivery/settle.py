"""Step (c): record the outcome, in one short transaction, fenced by the attempt it belongs to."""

import json
import random
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models.expressions import RawSQL

from ausrufer.channels import registry
from ausrufer.channels.contract import Audience, RemotePart
from ausrufer.channels.errors import (
    AccessLost,
    CannotBeChanged,
    ConnectorFailure,
    NotReadyYet,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.queries import readers_address
from ausrufer.delivery import journal
from ausrufer.delivery.attempts import close_attempt, may_still_arrive, outcome_word
from ausrufer.delivery.call import Outcome, Yes
from ausrufer.delivery.claim import Claim
from ausrufer.delivery.errors import PAUSE_WHILE_MADE, StillBeingMade
from ausrufer.delivery.facts import DeliveryNeedsHand, DeliverySettled
from ausrufer.delivery.instead import become_publication, may_be_published
from ausrufer.delivery.losing import lose_access
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.pace import note_outcome
from ausrufer.delivery.plain import plain, plain_parts
from ausrufer.delivery.retry import GiveUp, TryAgain, decide, look_again
from ausrufer.delivery.states import Purpose, State, check_move
from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

_ANEW = "Bitte ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie neu."


@transaction.atomic
def settle(
    claim: Claim,
    outcome: Outcome,
    *,
    reconcile_at: datetime | None,
    called: bool = True,
    access_since: datetime | None = None,
) -> None:
    """Write what became of a claimed attempt.

    `reconcile_at` says when the platform may be asked should the outcome be unclear (None: never);
    `called` False: it ended in the house, which says nothing about the platform;
    `access_since` is of the access that was used.
    A result that comes after the lease was taken away still counts if it is the platform's yes.
    """
    delivery = locked_with_target(claim.delivery_id)
    close_attempt(claim, outcome)
    if called:
        note_outcome(delivery, outcome)
    current = delivery.worker == claim.worker and delivery.attempt_count == claim.attempt
    late = delivery.state == State.UNCLEAR and isinstance(outcome, Yes)
    if not current or not (delivery.state == State.IN_FLIGHT or late):
        return
    match outcome:
        case Yes(published):
            mark_settled(delivery, published.parts)
        case StillBeingMade():
            _wait_until_made(delivery, outcome)
        case NotReadyYet():
            _look_again(delivery, outcome)
        case TemporaryFailure():
            _try_again(delivery, outcome)
        case AccessLost():
            _wait_for_access(delivery, outcome, access_since)
        case PermanentFailure():
            _give_up(delivery, outcome)
        case _ if safe_to_repeat(delivery):
            _try_again(delivery, outcome)
        case _:
            mark_unclear(delivery, outcome.for_staff, reconcile_at=reconcile_at)


def locked_with_target(delivery_id: int) -> Delivery:
    """Lock a delivery and the publication it amends or withdraws, the older one first.

    Whoever recalls or orders locks the deliveries of a message in that order too: the other way
    round a person and the engine would block each other.
    """
    # asked in two questions: one with an alternative would read every delivery there ever was
    target = Delivery.objects.filter(pk=delivery_id).values_list("target", flat=True).first()
    pair = Delivery.objects.filter(pk__in=[delivery_id, target or delivery_id]).order_by("pk")
    locked = pair.select_for_update(of=("self",)).select_related("channel", "parent", "target")
    return next(one for one in locked if one.pk == delivery_id)


def mark_settled(delivery: Delivery, parts: Sequence[RemotePart]) -> None:
    """The platform said yes, or was found to have it.

    `together.py` writes the same fields in one statement for many: whoever adds one adds it there.
    """
    _move(delivery, State.SETTLED)
    delivery.settled_at, delivery.reconcile_at, delivery.for_staff = now(), None, ""
    # who says it is there names no parts: what is known of them stays
    delivery.parts = plain_parts(parts) or delivery.parts
    # an exercise's copies stand elsewhere than the platform's own word has it
    delivery.permalink = (
        readers_address(delivery.channel, delivery.parts[0][1]) if delivery.parts else ""
    )
    delivery.save()
    if delivery.target_id is not None:
        _follow_up(delivery, delivery.target_id)
    if delivery.parent_id is None:
        _tell(delivery, _success(delivery), permalink=delivery.permalink)
        announce(DeliverySettled(delivery.organisation_id, delivery.pk, delivery.subject))


def mark_failed(delivery: Delivery, reason: str) -> None:
    """Trying again will not help; a person has to look."""
    _needs_hand(delivery, State.FAILED, reason, journal.FAILED)


def mark_unclear(delivery: Delivery, reason: str, *, reconcile_at: datetime | None) -> None:
    """Nobody knows whether it was sent: ask the platform if it can be asked, else a person."""
    delivery.reconcile_at = reconcile_at
    _needs_hand(delivery, State.UNCLEAR, reason, journal.UNCLEAR)


def mark_waiting(delivery: Delivery, *, due_at: datetime, reason: str) -> None:
    """Put the delivery back; it is claimed again when due."""
    _move(delivery, State.WAITING)
    delivery.due_at, delivery.for_staff, delivery.reconcile_at = due_at, plain(reason), None
    delivery.save()


def mark_by_hand(delivery: Delivery) -> None:
    """The house has done its part: a person carries it out, and is told so once."""
    _move(delivery, State.BY_HAND)
    delivery.for_staff = ""
    delivery.save()
    call_for_hand(delivery, State.BY_HAND)
    _tell(delivery, journal.GIVEN_TO_PEOPLE)


def begin_anew(delivery: Delivery) -> None:
    """Have full patience with the delivery again; the caller saves it."""
    delivery.patience_from, delivery.patience_since = delivery.attempt_count, now()


def _needs_hand(delivery: Delivery, state: State, reason: str, kind: str) -> None:
    _move(delivery, state)
    delivery.for_staff = plain(reason)
    delivery.save()
    if call_for_hand(delivery, state):
        _tell(delivery, kind, reason=delivery.for_staff)


def call_for_hand(delivery: Delivery, state: State) -> bool:
    """Have people told that a delivery needs them; tells whether they had not been told before.

    A large newsletter has many dead addresses: of its letters only the first in each state counts.
    """
    whole = delivery.parent_id or delivery.pk
    if delivery.parent_id and not _first_letter(delivery.parent_id, state):
        return False
    since = now().isoformat()
    announce(
        DeliveryNeedsHand(delivery.organisation_id, whole, delivery.subject, state.value, since)
    )
    return True


def _first_letter(parent_id: int, state: State) -> bool:
    # One statement: of two workers the second waits for the first and then finds it told.
    untold = Delivery.objects.filter(pk=parent_id).exclude(letters_told__contains=[state.value])
    told = RawSQL("letters_told || %s::jsonb", [json.dumps([state.value])])
    return bool(untold.update(letters_told=told))


def safe_to_repeat(delivery: Delivery) -> bool:
    """Corrections, withdrawals and the spreading of letters end the same however often they run."""
    if delivery.purpose != Purpose.PUBLISH:
        return True
    audience = registry.manifest(delivery.channel.kind).audience
    return audience is Audience.SUBSCRIBERS and delivery.parent_id is None


def _try_again(delivery: Delivery, failure: ConnectorFailure) -> None:
    decision = decide(
        attempts=delivery.tries,
        now=now(),
        retry_after=failure.retry_after if isinstance(failure, TemporaryFailure) else None,
        jitter=random.random(),  # noqa: S311 - spreads retries, protects nothing
    )
    _obey(decision, delivery, failure)


def _look_again(delivery: Delivery, failure: NotReadyYet) -> None:
    looks = delivery.attempts.filter(outcome=outcome_word(failure))
    if delivery.patience_since is not None:
        looks = looks.filter(started_at__gte=delivery.patience_since)
    begun = first.started_at if (first := looks.first()) else now()
    delivery.patience_from = delivery.attempt_count  # looking uses up no tries, but time
    _obey(look_again(since=begun, now=now(), retry_after=failure.retry_after), delivery, failure)


def _obey(decision: TryAgain | GiveUp, delivery: Delivery, failure: ConnectorFailure) -> None:
    match decision:
        case TryAgain(at):
            mark_waiting(delivery, due_at=at, reason=failure.for_staff)
        case GiveUp():
            mark_failed(delivery, failure.for_staff)


def _give_up(delivery: Delivery, refused: PermanentFailure) -> None:
    if not isinstance(refused, CannotBeChanged):
        mark_failed(delivery, refused.for_staff)
    elif may_be_published(delivery) and not may_still_arrive(delivery):
        _publish_instead(delivery, refused)
    else:
        mark_failed(delivery, f"{refused.for_staff} {_ANEW}")


def _publish_instead(delivery: Delivery, refused: CannotBeChanged) -> None:
    become_publication(delivery)
    begin_anew(delivery)
    mark_waiting(delivery, due_at=now(), reason=refused.for_staff)
    _tell(delivery, journal.PUBLISHED_INSTEAD, reason=delivery.for_staff)


def _wait_until_made(delivery: Delivery, waits: StillBeingMade) -> None:
    begin_anew(delivery)
    mark_waiting(delivery, due_at=now() + PAUSE_WHILE_MADE, reason=waits.for_staff)


def _wait_for_access(delivery: Delivery, failure: AccessLost, since: datetime | None) -> None:
    begin_anew(delivery)
    mark_waiting(delivery, due_at=now(), reason=failure.for_staff)
    lose_access(delivery.channel, failure.for_staff, since=since)


def _follow_up(delivery: Delivery, target_id: int) -> None:
    """Let the publication show what an amendment or a withdrawal did to it."""
    target = Delivery.objects.select_for_update(of=("self",)).get(pk=target_id)
    if delivery.purpose == Purpose.AMEND:
        # whoever says that it was corrected need not know where it stands: it still does
        target.parts = delivery.parts or target.parts
        target.permalink = delivery.permalink or target.permalink
    else:
        _move(target, State.WITHDRAWN)
    target.save()


def _move(delivery: Delivery, state: State) -> None:
    check_move(State(delivery.state), state)
    delivery.state, delivery.lease_until = state, None


def _success(delivery: Delivery) -> str:
    match Purpose(delivery.purpose):
        case Purpose.PUBLISH:
            return journal.SETTLED if delivery.permalink else journal.HANDED_OVER
        case Purpose.AMEND:
            return journal.AMENDED
        case Purpose.WITHDRAW:
            return journal.WITHDRAWN


def _tell(delivery: Delivery, kind: str, **details: object) -> None:
    # A newsletter's letters have their attempts as evidence; the journal tells of the whole.
    record(
        kind if delivery.parent_id is None else journal.OF_LETTERS[kind],
        actor=Actor.house(delivery.organisation_id),
        subject=delivery.subject,
        channel=delivery.channel.name,
        delivery=str(delivery.key),
        purpose=delivery.purpose,
        **details,
    )
