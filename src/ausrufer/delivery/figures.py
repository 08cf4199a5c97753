"""Numbers about the engine for those who run it: nothing of people, and cheap to ask.

What has ended is not counted over: attempts come from the tally the workers keep, states from the
indexes of what has not ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Delivery, Pace, Tally, WorkerBeat
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations

_AT_WORK_SECONDS = 60
_NOT_ENDED = (State.WAITING, State.IN_FLIGHT, State.UNCLEAR, State.FAILED, State.BY_HAND)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything told at one moment; networks by kind."""

    by_state: dict[tuple[str, str], int]
    held: dict[str, int]
    oldest_seconds: dict[str, float]  # how long the longest overdue delivery has been waiting
    attempts: dict[tuple[str, str], int]
    channels: dict[tuple[str, str], int]  # "active", "paused" or "resting"
    workers: int
    last_beat_seconds: float | None


def figures() -> Figures:
    """Return the numbers of the whole installation."""
    with across_organisations(reason="whoever runs the house sees numbers of all of it"):
        return Figures(
            by_state=_by_state(),
            held=_held(),
            oldest_seconds=_oldest(),
            attempts={
                (one.network, one.outcome): one.number for one in Tally.objects.order_by("pk")
            },
            channels=_channels(),
            workers=_workers(),
            last_beat_seconds=seconds_since_last_beat(),
        )


def seconds_since_last_beat() -> float | None:
    """Return how long no worker for everything gave a sign of life; None where none ever did."""
    beats = WorkerBeat.objects.filter(only_urgent=False).order_by("-seen_at")
    last = beats.values_list("seen_at", flat=True).first()
    return None if last is None else _seconds_since(last)


def _by_state() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    # one question per state: each has an index of its own, which an IN would not use
    for state in _NOT_ENDED:
        rows = Delivery.objects.filter(state=state).values_list("channel__kind")
        for kind, number in rows.annotate(number=Count("pk")).order_by("channel__kind"):
            found[kind, state.value] = number
    return found


def _held() -> dict[str, int]:
    rows = Delivery.objects.filter(state=State.WAITING, held_at__isnull=False)
    counted = rows.values_list("channel__kind").annotate(number=Count("pk"))
    return dict(counted.order_by("channel__kind"))


def _oldest() -> dict[str, float]:
    overdue = Delivery.objects.filter(state=State.WAITING, due_at__lte=Now())
    rows = overdue.values_list("channel__kind").annotate(oldest=Min("due_at"))
    return {kind: _seconds_since(oldest) for kind, oldest in rows.order_by("channel__kind")}


def _channels() -> dict[tuple[str, str], int]:
    resting = Pace.objects.filter(rests_until__gt=Now()).values("channel")
    active = Channel.objects.filter(active=True)
    by_word: Iterable[tuple[str, Q]] = (
        ("paused", Q(paused_at__isnull=False)),
        ("resting", Q(paused_at=None, pk__in=resting)),
        ("active", Q(paused_at=None) & ~Q(pk__in=resting)),
    )
    found: dict[tuple[str, str], int] = {}
    for word, condition in by_word:
        rows = active.filter(condition).values_list("kind").annotate(number=Count("pk"))
        found |= {(kind, word): number for kind, number in rows.order_by("kind")}
    return found


def _workers() -> int:
    seen = WorkerBeat.objects.filter(stopped_at=None).values_list("seen_at", flat=True)
    return sum(_seconds_since(one) <= _AT_WORK_SECONDS for one in seen)


def _seconds_since(moment: datetime) -> float:
    return max(0.0, (now() - moment).total_seconds())
