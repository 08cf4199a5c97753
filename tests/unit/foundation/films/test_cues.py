"""Captions as stretches of time: what stands in a film at which moment."""

from itertools import pairwise

import pytest

from ausrufer.foundation.films.captions import plain_captions
from ausrufer.foundation.films.cues import Stretch, spoken, stretches

_MOST_CUES = 10_000


def shown(*cues: tuple[float, float, str]) -> list[tuple[float, float, str]]:
    found = stretches([Stretch(*one) for one in cues])
    return [(one.start, one.end, one.words) for one in found]


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ([(1, 2, "a"), (3, 4, "b")], [(1, 2, "a"), (3, 4, "b")]),
        ([(1, 4, "a"), (2, 3, "b")], [(1, 2, "a"), (2, 3, "a\nb"), (3, 4, "a")]),
        # a hasty program: the next cue begins a little before the last one ends
        ([(1, 2.1, "a"), (2, 3, "b")], [(1, 2, "a"), (2, 2.1, "b"), (2.1, 3, "b")]),
        ([(0, 9, "a"), (1, 9, "b"), (2, 9, "c")], [(0, 1, "a"), (1, 2, "a\nb"), (2, 9, "b\nc")]),
    ],
    ids=["apart", "two-voices", "slip", "choir"],
)
def test_at_each_time_stands_one_stretch(
    cues: list[tuple[float, float, str]], expected: list[tuple[float, float, str]]
) -> None:
    assert shown(*cues) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Straße &amp; Bahn", "Straße & Bahn"),
        ("a\u202eb\u2066c\u200fd\u200be", "abcde"),  # marks that turn the direction around
        ("a\x07b\x1bc\ufeff", "abc"),
        ("- Ja?\n- Nein.", "– Ja?\n– Nein."),
        ("A\u0308pfel", "Äpfel"),
        ("1\ufe0f\u20e3 \u26a0\ufe0f \u845b\U000e0100", "1 ⚠ 葛"),
    ],
)
def test_only_what_is_seen_is_read(written: str, read: str) -> None:
    (cue,) = spoken(f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{written}\n")
    assert cue.words == read


def test_as_many_cues_as_are_taken_in_are_laid_out_one_after_the_other() -> None:
    blocks = [f"00:{n // 60 % 60:02d}:{n % 60:02d}.000 --> 09:00:00.000\nx" for n in range(10_000)]
    plain = plain_captions(("WEBVTT\n\n" + "\n\n".join(blocks)).encode()).decode()
    found = stretches(spoken(plain))
    assert len(spoken(plain)) == _MOST_CUES
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert max(len(one.words) for one in found) == len("x\nx")
