"""Where pictures are in use: told by those who use them, on the floors above."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from ausrufer.design.tones import Tone
from ausrufer.library.models import Asset


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that shows a picture; `copies` are where it is public, with their addresses."""

    title: str
    url: str
    word: str
    tone: Tone
    icon: str = ""
    copies: tuple[tuple[str, str], ...] = ()


Teller = Callable[[Sequence[Asset]], Mapping[int, list[Use]]]


def uses_of(shown: Sequence[Asset]) -> Mapping[int, list[Use]]:
    """Return where pictures are in use, by their id; who knows is named in the settings."""
    tell: Teller = import_string(settings.AUSRUFER_PICTURE_USES)
    return tell(shown)
