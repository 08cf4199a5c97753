"""What a colour says. Callers map their own states to a tone; this package knows no states."""

from enum import StrEnum


class Tone(StrEnum):
    """Five meanings, each always shown as colour, sign and word together."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


SIGNS = {
    Tone.NEUTRAL: "draft",
    Tone.INFO: "info",
    Tone.SUCCESS: "success",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
}

_MESSAGES = {
    "debug": Tone.NEUTRAL,
    "info": Tone.INFO,
    "success": Tone.SUCCESS,
    "warning": Tone.WARNING,
    "error": Tone.DANGER,
}


def tone_of_message(level: str) -> Tone:
    """The tone of a Django message's level tag."""
    return _MESSAGES.get(level, Tone.INFO)
