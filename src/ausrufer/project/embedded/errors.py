"""What can go wrong with the embedded database."""


class EmbeddedFault(Exception):
    """The embedded PostgreSQL cannot be used; the text is one German sentence for operators."""
