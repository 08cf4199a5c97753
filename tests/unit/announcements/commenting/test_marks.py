"""Marks in what is shown: only words of the text, never in an address, never two links in one."""

import pytest

from ausrufer.announcements.adaptation.formatting import clean_html, to_html
from ausrufer.announcements.commenting.anchors import anchored, located
from ausrufer.announcements.commenting.marks import Mark, marked, shown_text

LINK = "<sup>1</sup>"


def shown(source: str, words: str) -> str:
    """Return the HTML of a source in which these words of it are marked."""
    start = source.index(words)
    anchor = anchored(source, start, start + len(words))
    assert anchor is not None
    html = to_html(source)
    place = located(anchor, shown_text(html))
    assert place is not None
    return marked(html, [Mark(place.start, place.end, LINK)])


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("Am Dienstag zu.", "Dienstag", f"<p>Am <mark>Dienstag</mark>{LINK} zu.</p>"),
        (
            "Am **Dienstag ab 8** zu.",
            "ab 8** zu",
            f"<p>Am <strong>Dienstag <mark>ab 8</mark></strong><mark> zu</mark>{LINK}.</p>",
        ),
        (
            "Siehe [unsere Seite](https://stadt.example/a) bitte.",
            "unsere",
            '<p>Siehe <a href="https://stadt.example/a"><mark>unsere</mark> Seite</a>'
            f"{LINK} bitte.</p>",
        ),
        ("- eins\n- zwei", "zwei", f"<ul>\n<li>eins</li>\n<li><mark>zwei</mark>{LINK}</li>\n</ul>"),
        ("A & B < C", "B", f"<p>A &amp; <mark>B</mark>{LINK} &lt; C</p>"),
    ],
)
def test_words_are_marked_where_they_are_shown(source: str, words: str, expected: str) -> None:
    assert shown(source, words) == expected


def test_two_marks_may_overlap() -> None:
    html = marked(
        "<p>eins zwei drei</p>", [Mark(1, 10, "<sup>1</sup>"), Mark(6, 15, "<sup>2</sup>")]
    )
    assert html == (
        "<p><mark>eins </mark><mark>zwei</mark><sup>1</sup><mark> drei</mark><sup>2</sup></p>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script> Wort",
        '<img src=x onerror="alert(1)"> Wort',
        "&lt;script&gt;alert(1)&lt;/script&gt; Wort",
        '[Wort](javascript:alert(1)) "><b onclick=x>',
    ],
)
def test_nothing_comes_alive_by_marking(hostile: str) -> None:
    html = to_html(hostile)
    text = shown_text(html)
    whole = marked(html, [Mark(0, len(text), "")])
    assert clean_html(whole.replace("<mark>", "").replace("</mark>", "")) == html
