"""What becomes of a file that is made from another."""

from enum import StrEnum


class MadeState(StrEnum):
    """Where the making of a file stands."""

    MAKING = "making"
    MADE = "made"
    REFUSED = "refused"
