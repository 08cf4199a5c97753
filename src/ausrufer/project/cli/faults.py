"""What keeps a command from doing its work."""


class CommandFault(Exception):
    """The command cannot go on; the text is for operators, in German.

    `misconfigured` tells a wrong environment from a failure (exit code 2 instead of 1).
    """

    def __init__(self, sentence: str, *, misconfigured: bool = False) -> None:
        super().__init__(sentence)
        self.misconfigured = misconfigured
