"""What can go wrong inside the engine."""


class IllegalMove(RuntimeError):
    """The state graph has no such move: a bug, never a platform's fault."""


class Tampered(RuntimeError):
    """The content of a delivery is not what was approved."""
