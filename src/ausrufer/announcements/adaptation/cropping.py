"""What a network shows of a picture that is narrower or wider than it allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from ausrufer.channels.contract import Picture, PictureRules


@dataclass(frozen=True, slots=True)
class Crop:
    """The middle of a picture that is shown, in its own pixels."""

    width: int
    height: int


def crops(pictures: Sequence[Picture], rules: PictureRules) -> list[Crop]:
    """Return what is shown of each picture; the whole one where nothing is known of a crop."""
    if not pictures:
        return []
    first = _allowed(_ratio(pictures[0]), rules)
    return [
        _crop(one, first if rules.like_the_first else _allowed(_ratio(one), rules))
        for one in pictures
    ]


def _ratio(picture: Picture) -> float:
    return picture.width / max(1, picture.height)


def _allowed(ratio: float, rules: PictureRules) -> float:
    if rules.narrowest is not None:
        ratio = max(ratio, rules.narrowest)
    return ratio if rules.widest is None else min(ratio, rules.widest)


def _crop(picture: Picture, ratio: float) -> Crop:
    if _ratio(picture) > ratio:
        return Crop(max(1, round(picture.height * ratio)), picture.height)
    return Crop(picture.width, max(1, round(picture.width / ratio)) if ratio else picture.height)
