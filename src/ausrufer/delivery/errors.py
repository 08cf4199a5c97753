"""What can go wrong inside the engine."""

from datetime import timedelta

from ausrufer.channels.errors import TemporaryFailure

PAUSE_WHILE_MADE = timedelta(seconds=20)


class IllegalMove(RuntimeError):
    """The state graph has no such move: a bug, never a platform's fault."""


class Tampered(RuntimeError):
    """The content of a delivery is not what was approved."""


class StillBeingMade(TemporaryFailure):
    """A file the network asks for is not ready: nobody's fault, and no attempt is counted."""

    def __init__(self) -> None:
        super().__init__(
            "Der Film wird für diesen Kanal gerade umgewandelt; danach geht die Mitteilung hinaus.",
            retry_after=PAUSE_WHILE_MADE,
        )
