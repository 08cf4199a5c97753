"""Why a request did not yield an answer."""


class HttpFailure(Exception):
    """A request did not yield an answer. `for_staff` is a German sentence without secrets."""

    def __init__(self, for_staff: str, *, for_log: str = "") -> None:
        super().__init__(for_log or for_staff)
        self.for_staff = for_staff
        self.for_log = for_log or for_staff


class TargetRefused(HttpFailure):
    """The address is not allowed (private, wrong scheme, too many redirects); nothing was sent."""


class NotReached(HttpFailure):
    """No connection came about; nothing was sent."""


class BrokenOff(HttpFailure):
    """The connection broke or timed out after the request may have arrived."""


class AnswerTooLarge(HttpFailure):
    """The body of the answer exceeded the limit and was dropped; the request did arrive."""
