"""What must be done to a film so that a network takes it: pure arithmetic."""

from dataclasses import asdict, dataclass
from typing import Any

from ausrufer.foundation.films.facts import FilmFacts

_SOUND = 128_000  # bits a second
_SPARE = 0.93  # container and peaks take their share
# (short edge in pixels, least bits a second at which it still looks well)
_STEPS = ((1080, 2_500_000), (720, 1_200_000), (480, 550_000), (360, 300_000))


# Of a film that is made anew only for its captions: three quarters of an hour in 1080p with the
# pictures of television. Beyond, the decoder could run out of its time (`workshop`), and the film
# that fits as it is would stay behind.
_TELEVISION, _TELEPHONE = 25, 60  # pictures a second
_MOST_BURNT = 45 * 60 * _TELEVISION * 1920 * 1080


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a network takes; sizes in bytes, shapes as width by height, None: no limit.

    `burnt` is the SHA-256 of the captions to burn in, empty where none are.
    """

    formats: tuple[str, ...] = ("video/mp4",)
    most_bytes: int | None = None
    narrowest: float | None = None
    widest: float | None = None
    burnt: str = ""

    @property
    def key(self) -> str:
        """The same for the same demands: what was made for one network serves another."""
        bounds = (self.most_bytes, self.narrowest, self.widest)
        plain = [",".join(sorted(self.formats)), *("" if b is None else f"{b}" for b in bounds)]
        return "|".join([*plain, *([f"captions {self.burnt}"] if self.burnt else [])])


@dataclass(frozen=True, slots=True)
class Plan:
    """How to make a film anew: the picture inside, the whole with its bars, the rates in bit/s.

    With `burn` captions are drawn into its pictures.
    """

    inner_width: int
    inner_height: int
    width: int
    height: int
    sound_rate: int
    most_rate: int | None
    burn: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


class NeverFits(Exception):
    """However it is made, the network will not take it."""


def fits(facts: FilmFacts, wanted: Wanted) -> bool:
    """Tell whether a film goes out untouched."""
    small_enough = wanted.most_bytes is None or facts.size <= wanted.most_bytes
    taken = facts.media_type in wanted.formats and facts.plays_everywhere
    shaped = shape_fits(facts.width, facts.height, wanted)
    return taken and small_enough and shaped and not wanted.burnt


def shape_fits(width: int, height: int, wanted: Wanted) -> bool:
    """Tell whether the shape is taken as it is; a hundredth is rounding."""
    shape = width / height
    narrow = wanted.narrowest is not None and shape < wanted.narrowest * 0.99
    return not narrow and not (wanted.widest is not None and shape > wanted.widest * 1.01)


def plan(facts: FilmFacts, wanted: Wanted) -> Plan:
    """Return how to make a film fit with the least loss; raises NeverFits."""
    rate = _rate(facts, wanted)
    short = min(facts.width, facts.height)
    if rate is None:
        most = 1080 if "video/mp4" not in facts.media_type else max(short, 1080)
    else:
        most = next((edge for edge, least in _STEPS if rate >= least), 0)
        if not most:
            raise NeverFits
    scale = min(1.0, most / short)
    inner = (_even(facts.width * scale), _even(facts.height * scale))
    width, height = _with_bars(*inner, wanted)
    return Plan(*inner, width, height, _SOUND, rate, burn=bool(wanted.burnt))


def burns_in_time(facts: FilmFacts, wanted: Wanted) -> bool:
    """Tell whether captions can be burnt in within the decoder's time; raises NeverFits."""
    made = plan(facts, wanted)
    pictures = facts.seconds * max(facts.rate or _TELEPHONE, _TELEVISION)
    return made.width * made.height * pictures <= _MOST_BURNT


def _rate(facts: FilmFacts, wanted: Wanted) -> int | None:
    if wanted.most_bytes is None:
        return None
    rate = int(wanted.most_bytes * 8 * _SPARE / facts.seconds) - (_SOUND if facts.audio else 0)
    return min(rate, 20_000_000)


def _with_bars(width: int, height: int, wanted: Wanted) -> tuple[int, int]:
    shape = width / height
    if wanted.narrowest is not None and shape < wanted.narrowest:
        return _even(height * wanted.narrowest + 1), height
    if wanted.widest is not None and shape > wanted.widest:
        return width, _even(width / wanted.widest + 1)
    return width, height


def _even(number: float) -> int:
    return max(2, int(number) // 2 * 2)
