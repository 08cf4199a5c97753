"""The failure language every connector speaks.

    ConnectorFailure
    ├── TemporaryFailure   try again later; nothing was sent
    │   └── NotReadyYet    the platform still prepares what it was given; ask again
    ├── PermanentFailure   trying again will not help; nothing was sent
    │   └── CannotBeChanged  what is out stays as it is; the correction may stand beside it
    ├── AccessLost         the channel is paused and a person is called; nothing was sent
    └── OutcomeUnclear     it may or may not have been sent; never resend blindly

Anything else a connector raises is a bug and counts as `OutcomeUnclear`.
"""

from datetime import timedelta


class ConnectorFailure(Exception):
    """A call to a platform did not settle.

    `for_staff` is one German sentence without secrets or codes; `for_log` carries what IT needs
    (status, structured code), never a token or a password.
    """

    def __init__(self, for_staff: str, *, for_log: str = "") -> None:
        super().__init__(for_log or for_staff)
        self.for_staff = for_staff
        self.for_log = for_log or for_staff


class TemporaryFailure(ConnectorFailure):
    """The platform was not able to take it now; nothing was sent."""

    def __init__(
        self, for_staff: str, *, for_log: str = "", retry_after: timedelta | None = None
    ) -> None:
        super().__init__(for_staff, for_log=for_log)
        self.retry_after = retry_after


class NotReadyYet(TemporaryFailure):
    """The platform still prepares what it was given, such as a film; nothing is public yet.

    `retry_after` is when to ask again, no more and no less; nothing else on the channel waits.
    """


class PermanentFailure(ConnectorFailure):
    """The platform refused it; the same content will be refused again."""


class CannotBeChanged(PermanentFailure):
    """The platform does not let a publication be changed in place, and nothing of it was changed.

    Only of a correction, and only where a new publication of it would repeat nothing that stands.
    """


class AccessLost(ConnectorFailure):
    """The platform no longer accepts our access; a person has to renew it."""


class OutcomeUnclear(ConnectorFailure):
    """The call broke off after the platform may already have taken it."""
