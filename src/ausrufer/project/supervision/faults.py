"""What keeps a house from starting."""


class SupervisionFault(Exception):
    """The house cannot start; the text is one German sentence for operators."""
