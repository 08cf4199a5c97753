"""What can go wrong with subscriptions; `for_reader` is one German sentence for residents."""


class IllegalMove(Exception):
    """A subscription was asked to go where its states do not lead."""


class SubscriptionRefused(Exception):
    """A request of a resident cannot be met; `for_reader` says why and what to do.

    `heading` says the same in a few words.
    """

    def __init__(self, for_reader: str, *, heading: str = "") -> None:
        super().__init__(for_reader)
        self.for_reader = for_reader
        self.heading = heading or for_reader


class AddressUnfit(SubscriptionRefused):
    """The text is no address a letter can be sent to."""


class TooManyRequests(SubscriptionRefused):
    """Too many sign-ups came from one place in one hour."""


class LinkSpent(SubscriptionRefused):
    """The link was used, has expired or was never ours."""


class NoNewsletter(SubscriptionRefused):
    """There is no such newsletter, or it is out of use."""
