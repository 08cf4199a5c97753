"""Texts on their way to LinkedIn and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.connectors.linkedin_page.little_text import read, written
from ausrufer.training.linkedin.state import Post


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Mehr Platz (für alle)", r"Mehr Platz \(für alle\)"),
        ("a_b *c* ~d~ [e] {f} <g> |h| @i \\j", r"a\_b \*c\* \~d\~ \[e\] \{f\} \<g\> \|h\| \@i \\j"),
        ("Heute #Verkehr", r"Heute {hashtag|\#|Verkehr}"),
        ("#Straßen_bau!", r"{hashtag|\#|Straßen\_bau}!"),
        ("Platz #1 und C#", r"Platz \#1 und C\#"),
        ("https://a.example/x#b_c", r"https://a.example/x\#b\_c"),
        ("→ ✅ 👷🏽‍♀️", "→ ✅ 👷🏽‍♀️"),
    ],
)
def test_signs_with_a_meaning_are_escaped(plain: str, expected: str) -> None:
    assert written(plain) == expected
    assert read(expected) == plain


@given(st.text(alphabet="ab1 #_\\{}()[]<>@|*~ß\n", max_size=60))
def test_every_text_comes_back_and_is_shown_whole(plain: str) -> None:
    assert read(written(plain)) == plain
    assert Post("", "", written(plain), {}, (), 0).text == plain
