"""Whose fault a lost access is: a renewal torn by what the storm does, or anything else. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

# a request may still be on its way to the platform when its worker dies
ON_ITS_WAY_SECONDS = 2.0


def is_torn(told: Mapping[str, Any], ended: Iterable[float]) -> bool:
    """Tell whether the answer to a renewal was lost by a fault drawn for it, or by a kill.

    `told` is what a platform tells of a token; `ended` are the moments at which workers were killed
    or lost their database. What happened after the token came a second time explains nothing.
    """
    if told["behind"] != 1:
        return False
    begin, end = told["renewed_at"] - ON_ITS_WAY_SECONDS, told["asked_again_at"]
    return told["cut"] or any(begin <= moment <= end for moment in ended)
