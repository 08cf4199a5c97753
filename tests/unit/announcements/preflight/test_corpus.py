"""Correct messages stay without warning; the few that do not are known by name."""

from collections import Counter

from ausrufer.announcements.adaptation.finding import Severity

from .corpus import messages
from .saying import found

KNOWN = Counter({"mobile_number": 1, "bank_account": 1, "private_person": 1})
MOST_WARNED = 0.05
MOST_TOLD = 0.10  # hints included


def test_few_correct_messages_are_warned_about() -> None:
    written = messages()
    assert len(written) >= 200
    assert len(set(written)) == len(written)
    told = [found(one.body, title=one.title, contact="Telefon 01234 56-0") for one in written]
    warned = [[one for one in said if one.severity is not Severity.HINTS] for said in told]
    assert Counter(one.code for said in warned for one in said) == KNOWN
    assert sum(map(bool, warned)) / len(written) < MOST_WARNED
    assert sum(map(bool, told)) / len(written) < MOST_TOLD
