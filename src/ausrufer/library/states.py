"""What becomes of a film that comes in, and of a file that is made from another."""

from enum import StrEnum


class AssetState(StrEnum):
    """Whether a file of the library can be used; pictures always can."""

    READING = "reading"
    READY = "ready"
    REFUSED = "refused"


_MOVES = {
    AssetState.READING: frozenset({AssetState.READY, AssetState.REFUSED}),
    # uploaded again: its file was lost, or the machine was at fault
    AssetState.READY: frozenset({AssetState.READING}),
    AssetState.REFUSED: frozenset({AssetState.READING}),
}


def states_before(state: AssetState) -> frozenset[AssetState]:
    """Return the states from which a file may come to this one."""
    return frozenset(before for before, after in _MOVES.items() if state in after)


class MadeState(StrEnum):
    """Where the making of a file stands."""

    MAKING = "making"
    MADE = "made"
    REFUSED = "refused"
