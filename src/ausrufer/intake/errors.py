"""Why a call of a platform is not taken in."""


class NoSuchAddress(Exception):
    """Nobody is called here."""


class TooManyCalls(Exception):
    """More than one platform has reason to; it calls again later."""
