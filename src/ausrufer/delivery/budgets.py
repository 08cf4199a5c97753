"""Rate budgets: who of the waiting gets a token. Pure; `buckets.py` keeps the tokens.

A bucket holds at most `amount` tokens and fills evenly, `amount` in `seconds`. The last tenth is
kept for what is urgent: a warning must not wait because of the day's ordinary messages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ausrufer.channels.contract import Budget

_KEPT_FOR_URGENT = 0.1


@dataclass(frozen=True, slots=True)
class Wish:
    """One delivery that wants to be called: the names of its buckets, and whether it is urgent."""

    delivery_id: int
    channel_id: int
    buckets: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """Who got a token of each bucket, what is left, and when whose channel may ask again."""

    granted: frozenset[int]
    left: Mapping[str, float]
    waits: Mapping[int, float]  # seconds by channel, for what is not urgent


def bucket_names(
    budgets: Iterable[Budget], *, kind: str, channel_id: int, practises: bool = False
) -> dict[str, Budget]:
    """Return the buckets a call on a channel takes from, by name.

    Who practises speaks to emulated networks: what the real ones grant the app is left to others.
    """
    own, apps = f"channel:{channel_id}", f"{'practice' if practises else 'app'}:{kind}"
    return {f"{apps if one.shared else own}:{one.amount}/{one.seconds}": one for one in budgets}


def refilled(budget: Budget, tokens: float, *, seconds: float) -> float:
    """Return the tokens `seconds` after there were `tokens`; what runs backwards adds nothing."""
    return min(budget.amount, tokens + max(seconds, 0) * budget.amount / budget.seconds)


def share(
    wishes: Iterable[Wish], levels: Mapping[str, float], budgets: Mapping[str, Budget]
) -> Shares:
    """Give tokens out in the order of the wishes; a wish takes one of each bucket, or none."""
    left = dict(levels)
    granted: set[int] = set()
    waits: dict[int, float] = {}
    for wish in wishes:
        missing = [
            _seconds_until(budgets[name], left[name], needed)
            for name in wish.buckets
            if left[name] < (needed := 1 + (0 if wish.urgent else kept(budgets[name])))
        ]
        if not missing:
            granted.add(wish.delivery_id)
            left |= {name: left[name] - 1 for name in wish.buckets}
        elif not wish.urgent:
            waits[wish.channel_id] = max(missing)
    return Shares(frozenset(granted), left, waits)


def kept(budget: Budget) -> int:
    """Return how many tokens of a bucket only urgent deliveries take."""
    return int(budget.amount * _KEPT_FOR_URGENT)


def _seconds_until(budget: Budget, tokens: float, needed: float) -> float:
    return (needed - tokens) * budget.seconds / budget.amount
