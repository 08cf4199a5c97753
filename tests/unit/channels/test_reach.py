"""For whom a channel is kept: a table."""

import pytest

from ausrufer.channels.policy import Reach, within_reach

NOBODY_NAMED = Reach()
PRESS = Reach(department_ids=frozenset({1}))
ANNA = Reach(member_ids=frozenset({10}))
BOTH = Reach(frozenset({1}), frozenset({10}))


@pytest.mark.parametrize(
    ("reach", "members", "departments", "inside"),
    [
        (NOBODY_NAMED, [], [], True),
        (NOBODY_NAMED, [99], [9], True),
        (PRESS, [10], [1], True),
        (PRESS, [10], [2, 1], True),
        (PRESS, [10], [2], False),
        (PRESS, [1], [], False),
        (ANNA, [10], [], True),
        (ANNA, [11], [10], False),
        (BOTH, [10], [2], True),
        (BOTH, [11], [1], True),
        (BOTH, [11], [2], False),
    ],
)
def test_who_is_within(
    reach: Reach, members: list[int], departments: list[int], *, inside: bool
) -> None:
    assert within_reach(reach, member_ids=members, department_ids=departments) is inside
