"""LinkedIn refuses a text it has seen shortly before, and names the post it saw first."""

import re
from typing import Self

from ausrufer.channels.errors import TemporaryFailure

_URN = re.compile(r"urn:li:(?:share|ugcPost):[0-9]{1,25}")


class Duplicate(TemporaryFailure):
    """The text is there already, as `urn`; never leaves this package."""

    CODE = "DUPLICATE_POST"

    def __init__(self, for_staff: str, *, for_log: str = "", urn: str = "") -> None:
        super().__init__(for_staff, for_log=for_log)
        self.urn = urn

    @classmethod
    def named_in(cls, reason: str, log: str) -> Self:
        """Return the failure with the post the refusal names; empty where it names none."""
        found = _URN.search(reason)
        said = "LinkedIn meldet, dass dieser Text dort schon steht."
        return cls(said, for_log=log, urn=found[0] if found else "")
