"""Reading figures: which channels have any, and what they say about the hours of the week."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Window
from django.db.models.functions import RowNumber

from ausrufer.announcements.figures.best import (
    LEAST,
    BestHour,
    Outcome,
    best_hours,
    reactions_in,
)
from ausrufer.announcements.models import Figure, Unmeasured
from ausrufer.channels.contract import Measures
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import channels_in_use, is_able_to
from ausrufer.foundation.clock import in_town_time

_COMPARED = 24  # hours after its publication, when messages of all hours had their day
_MOST = 500  # the newest; older habits say little


@dataclass(frozen=True, slots=True)
class BestTimes:
    """What a channel's own figures say; `hours` None: there are not enough of them yet."""

    channel: Channel
    hours: list[BestHour] | None
    messages: int
    least: int = LEAST


def measuring_channels() -> list[tuple[Channel, bool]]:
    """Return the channels in use whose network tells numbers, with whether they are wanted."""
    able = [one for one in channels_in_use() if is_able_to(one, Measures.measure)]
    off = set(Unmeasured.objects.values_list("channel_id", flat=True)) if able else set()
    return [(one, one.pk not in off) for one in able]


def measurable() -> list[Channel]:
    """Return the channels whose numbers are asked for."""
    return [one for one, wanted in measuring_channels() if wanted and not one.paused_reason]


def best_times(channels: Iterable[Channel]) -> list[BestTimes]:
    """Return what the figures of these channels say; one query for all."""
    wanted = list(channels)
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    for channel_id, at, numbers in _newest(wanted):
        outcomes[channel_id].append(Outcome(in_town_time(at), reactions_in(numbers)))
    return [BestTimes(one, best_hours(outcomes[one.pk]), len(outcomes[one.pk])) for one in wanted]


def _newest(channels: list[Channel]) -> Iterable[tuple[int, datetime, dict[str, int]]]:
    if not channels:
        return []
    place = Window(RowNumber(), partition_by="channel", order_by="-published_at")
    found = Figure.objects.filter(channel__in=channels, hours=_COMPARED).annotate(place=place)
    return found.filter(place__lte=_MOST).values_list("channel_id", "published_at", "numbers")


def newest_figures(delivery_ids: Iterable[int]) -> dict[int, Figure]:
    """Return the latest figure of each publication that has any; one query."""
    found = Figure.objects.filter(delivery__in=list(delivery_ids)).order_by("delivery", "-hours")
    return {one.delivery_id: one for one in found.distinct("delivery")}
