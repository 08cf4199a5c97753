"""Who says what below a post: the same seed and the same post, the same words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ausrufer.training.residents.people import GRUMBLER, NEIGHBOURS, SPAMMER, Resident
from ausrufer.training.residents.sayings import ANSWERS, PLACES, SAYINGS, STREETS, TIMES, Kind

_OFTEN = {
    Kind.QUESTION: 9,
    Kind.THANKS: 6,
    Kind.REPORT: 3,
    Kind.COMPLAINT: 3,
    Kind.RUMOUR: 2,
    Kind.INSULT: 1,
    Kind.SPAM: 1,
}
_ANSWERED = 0.3  # of comments are answers to the one before
_MOST, _FIRST, _SLOWEST = 4, (8.0, 40.0), 70.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What one resident says; `answers` is the place of an earlier remark, None for the post."""

    who: Resident
    text: str
    kind: Kind
    answers: int | None = None


def conversation(seed: str, post: str, count: int, *, kind: Kind | None = None) -> list[Remark]:
    """Return `count` remarks below a post, in order; of one kind only where that is wished."""
    chance = Random(f"{seed}/{post}")  # noqa: S311 - a play, no secret
    remarks: list[Remark] = []
    for _ in range(count):
        remarks.append(_remark(chance, remarks, kind))
    return remarks


def moments(seed: str, post: str) -> list[float]:
    """Return after how many seconds each remark below a post is made: none to four of them."""
    chance = Random(f"{seed}/{post}/when")  # noqa: S311 - a play, no secret
    return list(_moments(chance, chance.randint(0, _MOST)))


def fans(seed: str, post: str) -> list[Resident]:
    """Return who likes a post."""
    chance = Random(f"{seed}/{post}/likes")  # noqa: S311 - a play, no secret
    return chance.sample(NEIGHBOURS, chance.randint(1, len(NEIGHBOURS)))


def _moments(chance: Random, count: int) -> Iterator[float]:
    at = chance.uniform(*_FIRST)
    for _ in range(count):
        yield at
        at += chance.uniform(_FIRST[0], _SLOWEST)


def _remark(chance: Random, before: list[Remark], kind: Kind | None) -> Remark:
    if before and chance.random() < _ANSWERED:
        # one step below a comment: not every network knows answers to answers
        open_ones = [place for place, one in enumerate(before) if one.answers is None]
        above = chance.choice(open_ones)
        others = [one for one in NEIGHBOURS if one != before[above].who]
        said = chance.choice(ANSWERS[before[above].kind])
        return Remark(chance.choice(others), _filled(chance, said), before[above].kind, above)
    chosen = kind or chance.choices(list(_OFTEN), list(_OFTEN.values()))[0]
    fresh = [one for one in SAYINGS[chosen] if not any(_same(one, each) for each in before)]
    said = chance.choice(fresh or SAYINGS[chosen])
    return Remark(_speaker(chance, chosen), _filled(chance, said), chosen)


def _speaker(chance: Random, kind: Kind) -> Resident:
    match kind:
        case Kind.INSULT:
            return GRUMBLER
        case Kind.SPAM:
            return SPAMMER
        case _:
            return chance.choice(NEIGHBOURS)


def _same(saying: str, remark: Remark) -> bool:
    return saying.partition("{")[0] != "" and remark.text.startswith(saying.partition("{")[0])


def _filled(chance: Random, saying: str) -> str:
    return saying.format(
        street=chance.choice(STREETS),
        place=chance.choice(PLACES),
        time=chance.choice(TIMES),
        number=chance.randint(2, 98),
    )
