"""The states of a message's further texts and the moves between them: pure."""

from enum import StrEnum

from ausrufer.announcements.errors import IllegalMove


class TextState(StrEnum):
    """How far a text is; without a row it is missing."""

    MISSING = "missing"
    DRAFT = "draft"  # a person is at work on it
    MACHINE = "machine"  # a machine made it, nobody has read it
    CHECKED = "checked"  # a person has answered for it


class Step(StrEnum):
    """What happens to a text."""

    WRITE = "write"  # a person changes its words
    MAKE = "make"  # the words of a machine are taken over
    CHECK = "check"
    DOUBT = "doubt"  # the check is taken back
    REMOVE = "remove"


class Standing(StrEnum):
    """What a text is worth now, with what became of the message since it was checked."""

    MISSING = "missing"
    DRAFT = "draft"
    MACHINE = "machine"
    CHECKED = "checked"
    OUTDATED = "outdated"  # checked, but the message was changed afterwards


MOVES: dict[tuple[TextState, Step], TextState] = {
    (TextState.MISSING, Step.WRITE): TextState.DRAFT,
    (TextState.MISSING, Step.MAKE): TextState.MACHINE,
    (TextState.DRAFT, Step.WRITE): TextState.DRAFT,
    (TextState.DRAFT, Step.MAKE): TextState.MACHINE,
    (TextState.DRAFT, Step.CHECK): TextState.CHECKED,
    (TextState.DRAFT, Step.REMOVE): TextState.MISSING,
    # whoever changes words of a machine has only begun to read them
    (TextState.MACHINE, Step.WRITE): TextState.DRAFT,
    (TextState.MACHINE, Step.MAKE): TextState.MACHINE,
    (TextState.MACHINE, Step.CHECK): TextState.CHECKED,
    (TextState.MACHINE, Step.REMOVE): TextState.MISSING,
    # a check is about exactly these words
    (TextState.CHECKED, Step.WRITE): TextState.DRAFT,
    (TextState.CHECKED, Step.MAKE): TextState.MACHINE,
    # again, after the message was changed
    (TextState.CHECKED, Step.CHECK): TextState.CHECKED,
    (TextState.CHECKED, Step.DOUBT): TextState.DRAFT,
    (TextState.CHECKED, Step.REMOVE): TextState.MISSING,
}


def after(state: TextState, step: Step) -> TextState:
    """Return the state after a step; raises IllegalMove unless the graph has it."""
    if (state, step) not in MOVES:
        raise IllegalMove(f"{state} -{step}->")
    return MOVES[state, step]


def standing(state: TextState, *, checked_source: str, source: str) -> Standing:
    """Return what a text is worth; both stamps name the words of the message, then and now."""
    if state is TextState.CHECKED and checked_source != source:
        return Standing.OUTDATED
    return Standing(state)


def goes_out(worth: Standing) -> bool:
    """Tell whether readers may get the text: only what a person checked against these words."""
    return worth is Standing.CHECKED
