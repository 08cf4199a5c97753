"""What can go wrong in the records."""


class UnknownKind(LookupError):
    """A journal entry names a kind nobody registered."""
