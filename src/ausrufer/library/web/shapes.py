"""What stays of a picture in the shapes networks ask for, to look at."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ausrufer.library.cropping import Box, crop_for
from ausrufer.library.models import Asset
from ausrufer.library.policy import Focus


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape and the part of the picture that is shown in it."""

    label: str
    name: str
    box: Box


def shapes_of(asset: Asset) -> list[Shape]:
    """Return a picture in the usual shapes, around its focal point."""
    focus = Focus(asset.focus_x, asset.focus_y)
    wanted = (
        (_("quer, 1,91 : 1"), "wide", 1.91),
        (_("quer, 16 : 9"), "film", 16 / 9),
        (_("quadratisch"), "square", 1.0),
        (_("hoch, 4 : 5"), "upright", 4 / 5),
        (_("hoch, 9 : 16"), "story", 9 / 16),
    )
    return [
        Shape(label, name, crop_for(ratio, asset.width, asset.height, focus))
        for label, name, ratio in wanted
    ]
