"""Calling somebody by name in a comment."""

import pytest

from ausrufer.announcements.commenting.mentions import mentioned

NAMES = {1: "Anna Berger", 2: "Bekir Aydın", 3: "Anna Lang", 4: "Jörg"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Bekir Aydın bitte lesen", [2]),
        ("@bekir, stimmt das?", [2]),
        ("@Anna", []),  # two have that name
        ("@Anna Lang und @Jörg.", [3, 4]),
        ("Bekir Aydın weiß es", []),
        ("an bekir@bekir.example", []),
        ("@Bekirs Text", []),
        ("", []),
    ],
)
def test_who_is_called(text: str, expected: list[int]) -> None:
    assert mentioned(text, NAMES) == expected
