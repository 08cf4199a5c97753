"""Every state of a further text against every step, and what goes out."""

from itertools import product

import pytest

from ausrufer.announcements.errors import IllegalMove
from ausrufer.announcements.text_states import (
    Standing,
    Step,
    TextState,
    after,
    goes_out,
    standing,
)

MISSING, DRAFT, MACHINE, CHECKED = TextState
# what each step makes of missing, draft, machine, checked; None: there is no such step
TABLE = {
    Step.WRITE: (DRAFT, DRAFT, DRAFT, DRAFT),
    Step.MAKE: (MACHINE, MACHINE, MACHINE, MACHINE),
    Step.CHECK: (None, CHECKED, CHECKED, CHECKED),
    Step.DOUBT: (None, None, None, DRAFT),
    Step.REMOVE: (None, MISSING, MISSING, MISSING),
}


@pytest.mark.parametrize(("step", "state"), product(Step, TextState))
def test_every_state_and_every_step(step: Step, state: TextState) -> None:
    expected = TABLE[step][list(TextState).index(state)]
    if expected is None:
        with pytest.raises(IllegalMove):
            after(state, step)
    else:
        assert after(state, step) is expected


@pytest.mark.parametrize(
    ("state", "then", "now", "worth", "out"),
    [
        (MISSING, "", "a", Standing.MISSING, False),
        (DRAFT, "", "a", Standing.DRAFT, False),
        (DRAFT, "a", "a", Standing.DRAFT, False),
        (MACHINE, "", "a", Standing.MACHINE, False),
        (CHECKED, "a", "a", Standing.CHECKED, True),
        (CHECKED, "a", "b", Standing.OUTDATED, False),
    ],
)
def test_only_what_was_checked_against_these_words_goes_out(
    state: TextState, then: str, now: str, worth: Standing, *, out: bool
) -> None:
    found = standing(state, checked_source=then, source=now)
    assert (found, goes_out(found)) == (worth, out)
