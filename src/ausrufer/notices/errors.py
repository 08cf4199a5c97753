"""Why a message did not reach its way."""


class NotSent(Exception):
    """Certainly not sent; `again` tells whether trying later may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason, self.again = reason, again


class Gone(NotSent):
    """There is nobody any more at that address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, again=False)


class AccessRefused(NotSent):
    """The server no longer takes our access: administration has to renew it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, again=False)


class MaybeSent(Exception):
    """Nobody knows whether it was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
