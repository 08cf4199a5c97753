"""What platforms may do to a call, by name."""

from datetime import timedelta

from ausrufer.channels.errors import CannotBeChanged, PermanentFailure, TemporaryFailure
from ausrufer.channels.testing import Mishap

MISHAPS = {
    "broken off before": lambda: Mishap.broken_off(after=0),
    "broken off after": lambda: Mishap.broken_off(after=1),
    "broken off late": lambda: Mishap.broken_off(after=2),
    "busy": lambda: Mishap.refused(
        TemporaryFailure("Bitte warten.", retry_after=timedelta(minutes=9))
    ),
    "silent": lambda: Mishap.refused(TemporaryFailure("Nicht erreichbar.")),
    "refused": lambda: Mishap.refused(PermanentFailure("Abgelehnt.")),
    "bug": lambda: Mishap.refused(ZeroDivisionError("bug")),
}
AT_CORRECTIONS = {
    **MISHAPS,
    "cannot be changed": lambda: Mishap.refused(CannotBeChanged("Nicht zu ändern.")),
}
