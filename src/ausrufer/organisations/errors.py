"""What can go wrong with people and rights."""


class NotForYou(LookupError):
    """For this person the thing does not exist: other organisation, no right, or no such thing."""


class Refused(Exception):
    """A rule of the house says no; `for_staff` is a German sentence: why, and what to do."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff


class Unfit(Refused):
    """A value cannot be taken as it is; `field` names where it was given."""

    def __init__(self, field: str, for_staff: str) -> None:
        super().__init__(for_staff)
        self.field = field


class TooBig(Refused):
    """More was sent than the house takes."""
