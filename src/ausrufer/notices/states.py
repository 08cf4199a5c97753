"""How a message to a person stands."""

from enum import StrEnum


class State(StrEnum):
    """A mail is tried once: after a broken call nobody knows, and it is never sent again blindly.

    Push and Matrix can be repeated: the device and the server recognise a message they have.
    """

    GATHERING = "gathering"  # waits for the digest
    IN_DIGEST = "in_digest"  # its fate is the digest's
    WAITING = "waiting"
    TRYING = "trying"  # written before the call: what stands here died on the way
    SENT = "sent"
    UNCLEAR = "unclear"
    FAILED = "failed"
    NEEDLESS = "needless"  # read in the desk before, or nobody there any more
