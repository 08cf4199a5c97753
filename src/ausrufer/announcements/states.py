"""The states of an announcement and the moves between them: pure."""

from enum import StrEnum

from ausrufer.announcements.errors import IllegalMove


class State(StrEnum):
    """Where the working version of an announcement stands; what is live is told by deliveries."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    LAPSED = "lapsed"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_APPROVAL, State.WITHDRAWN}),
    # changed or called back; sent back; released; nobody decided in time
    State.IN_APPROVAL: frozenset(
        {State.DRAFT, State.RETURNED, State.SCHEDULED, State.LAPSED, State.WITHDRAWN}
    ),
    State.RETURNED: frozenset({State.DRAFT, State.IN_APPROVAL, State.WITHDRAWN}),
    State.LAPSED: frozenset({State.DRAFT, State.IN_APPROVAL, State.WITHDRAWN}),
    # changed before it went; the first channel has it
    State.SCHEDULED: frozenset({State.DRAFT, State.PUBLISHED, State.WITHDRAWN}),
    # a correction is being written
    State.PUBLISHED: frozenset({State.DRAFT, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}

CAN_BE_CHANGED = frozenset(State) - {State.WITHDRAWN}
CAN_BE_SUBMITTED = frozenset({State.DRAFT, State.RETURNED, State.LAPSED})
CAN_BE_COMMENTED = CAN_BE_SUBMITTED | {State.IN_APPROVAL}


def check_move(before: State, after: State) -> None:
    """Raise IllegalMove unless the graph has this move."""
    if after not in MOVES[before]:
        raise IllegalMove(f"{before} -> {after}")
