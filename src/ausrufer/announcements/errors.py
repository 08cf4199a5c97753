"""What can go wrong with announcements."""

from ausrufer.organisations.errors import Refused


class IllegalMove(RuntimeError):
    """The state graph has no such move: a bug, never a person's fault."""


class Overtaken(Refused):
    """Somebody else, or the same person elsewhere, saved since the page was opened."""
