"""Which lost accesses the storm itself explains, and which would be the house's fault."""

import pytest

from bench.storm.torn import is_torn


@pytest.mark.parametrize(
    ("behind", "cut", "ended", "torn"),
    [
        (1, True, [], True),
        (1, False, [105.0], True),
        (1, False, [99.0], True),  # its request was on its way when the worker died
        (1, False, [50.0, 111.0], False),
        (1, False, [], False),
        (2, True, [105.0], False),
        (None, True, [105.0], False),
    ],
)
def test_only_a_cut_answer_or_a_kill_between_two_renewals_tears_one(
    *, behind: int | None, cut: bool, ended: list[float], torn: bool
) -> None:
    told = {"behind": behind, "cut": cut, "renewed_at": 100.0, "asked_again_at": 110.0}
    assert is_torn(told, ended) is torn
