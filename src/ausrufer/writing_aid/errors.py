"""What can go wrong with the writing aid."""

from ausrufer.organisations.errors import Refused


class AidFailed(Refused):
    """No suggestion came, or none that can be used; `for_log` carries no text and no key."""

    def __init__(self, for_staff: str, *, for_log: str = "") -> None:
        super().__init__(for_staff)
        self.for_log = for_log
