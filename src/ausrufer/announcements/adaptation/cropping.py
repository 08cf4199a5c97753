"""What a network shows of a picture that is narrower or wider than it allows."""

from collections.abc import Sequence

from ausrufer.channels.contract import Picture, PictureRules
from ausrufer.library.cropping import Box, Size, parts
from ausrufer.library.policy import MIDDLE, Focus

Crop = Box  # the part of a picture that is shown, in its own pixels


def crops(pictures: Sequence[Picture], rules: PictureRules) -> list[Crop]:
    """Return what is shown of each picture; the whole one where nothing is known of a crop."""
    sizes = [
        Size(one.width, one.height, Focus(*one.focus) if one.focus else MIDDLE) for one in pictures
    ]
    return parts(sizes, rules.narrowest, rules.widest, like_the_first=rules.like_the_first)
