"""Who must approve what: one pure decision over rules that are data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Way(StrEnum):
    """What a rule asks for."""

    FREE = "free"  # Freiraum: named people, named channels, nobody else needed
    ONE = "one"
    TWO = "two"
    COUNTERSIGN = "countersign"  # one step, then the word of another department


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; an empty condition fits everything.

    The limits of a Freiraum are `people`, `channel_ids` and `pictures`: there empty fits nothing.
    `begins` and `ends` are the town's time of day; a span may run over midnight.
    """

    pk: int
    number: int
    name: str
    way: Way
    department_ids: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    channel_ids: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    begins: time | None = None
    ends: time | None = None
    countersign_id: int | None = None
    people: frozenset[int] = frozenset()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to go out, as far as rules ask; `at` is the town's time of day of sending."""

    department_id: int
    topic: str
    kind: str
    channel_ids: frozenset[int]
    at: time
    author_ids: frozenset[int]
    pictures: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One word that is needed, of a person of this department; `rule` asks for it."""

    department_id: int
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Required:
    """The steps in their order; none where the Freiraum `free` covers everything."""

    steps: tuple[Step, ...]
    free: Rule | None = None


def required_steps(rules: Sequence[Rule], facts: Facts) -> Required:
    """Return what is needed: on each channel the first rule that fits, of them all the strictest.

    A Freiraum counts only where one and the same covers every channel; beyond its limits it is
    passed over. Where no rule fits, one second person of the department approves.
    """
    chosen = [_first_fitting(rules, facts, channel) for channel in sorted(facts.channel_ids)]
    free = chosen[0] if chosen else None
    if free is not None and free.way is Way.FREE and all(one == free for one in chosen):
        return Required((), free)
    asking = [one for one in dict.fromkeys(chosen) if one is not None and one.way is not Way.FREE]
    return Required(_steps(asking, facts.department_id))


def _steps(asking: Sequence[Rule], department_id: int) -> tuple[Step, ...]:
    two = next((one for one in asking if one.way is Way.TWO), None)
    steps = [Step(department_id, two or next(iter(asking), None))]
    if two is not None:
        steps.append(Step(department_id, two))
    for rule in asking:
        other = rule.countersign_id if rule.way is Way.COUNTERSIGN else None
        if other is not None and other not in {step.department_id for step in steps}:
            steps.append(Step(other, rule))
    return tuple(steps)


def _first_fitting(rules: Sequence[Rule], facts: Facts, channel_id: int) -> Rule | None:
    return next((rule for rule in rules if _fits(rule, facts, channel_id)), None)


def _fits(rule: Rule, facts: Facts, channel_id: int) -> bool:
    return (
        facts.department_id in (rule.department_ids or {facts.department_id})
        and facts.kind in (rule.kinds or {facts.kind})
        and (not rule.topics or facts.topic.casefold() in {one.casefold() for one in rule.topics})
        and _at_that_time(rule, facts.at)
        and (_within_limits(rule, facts) if rule.way is Way.FREE else True)
        and channel_id in (rule.channel_ids or {channel_id})
    )


def _within_limits(rule: Rule, facts: Facts) -> bool:
    return (
        bool(rule.channel_ids)
        and bool(facts.author_ids)
        and facts.author_ids <= rule.people
        and (rule.pictures or not facts.pictures)
    )


def _at_that_time(rule: Rule, at: time) -> bool:
    if rule.begins is None or rule.ends is None:
        return True
    if rule.begins <= rule.ends:
        return rule.begins <= at < rule.ends
    return at >= rule.begins or at < rule.ends
