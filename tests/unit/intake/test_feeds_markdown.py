"""From the town's website into the editor: the words stay, the form becomes simple."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.intake.feeds import to_body

CASES = [
    ("", "", ""),
    ("Nur Text", "Nur Text", "<p>Nur Text</p>"),
    ("<p>a</p><p>b</p>", "a\n\nb", "<p>a</p>\n<p>b</p>"),
    ("<div>A</div><div>B<p>C</p>D</div>", "A\n\nB\n\nC\n\nD", None),
    ("a<br>b<br><br>c<br>", "a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
    (
        "<b>fett</b> und <i>kursiv</i>",
        "**fett** und *kursiv*",
        "<p><strong>fett</strong> und <em>kursiv</em></p>",
    ),
    ("<b>a</b><b>b</b>", "**ab**", "<p><strong>ab</strong></p>"),
    ("<b><i>x</i> y</b>", "***x* y**", "<p><strong><em>x</em> y</strong></p>"),
    ("<b>Hallo:</b>Welt", "**Hallo**:Welt", "<p><strong>Hallo</strong>:Welt</p>"),
    ("„<b>Zitat.</b>“", "„**Zitat.**“", "<p>„<strong>Zitat.</strong>“</p>"),
    ("x<em> y </em>z", "x *y* z", "<p>x <em>y</em> z</p>"),
    ("<strong> <br></strong>x", "x", "<p>x</p>"),
    ("<h1>A</h1><h2>B</h2><h5>C <b>d</b></h5>", "# A\n\n# B\n\n## C **d**",
     "<h2>A</h2>\n<h2>B</h2>\n<h3>C <strong>d</strong></h3>"),
    ("<h2>#</h2>", "# \\#", "<h2>#</h2>"),
    ("<h2>Kurs C #</h2>", "# Kurs C \\#", "<h2>Kurs C #</h2>"),
    (
        "<ul><li>1<br>2</li><li>x<ul><li>y</li></ul></li></ul>",
        "- 1\n  2\n- x\n  - y",
        "<ul>\n<li>1<br>\n2</li>\n<li>x\n<ul>\n<li>y</li>\n</ul>\n</li>\n</ul>",
    ),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("<blockquote><p>a</p></blockquote>", "> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    (
        '<a href="https://x.example/a">hier</a>',
        "[hier](https://x.example/a)",
        '<p><a href="https://x.example/a">hier</a></p>',
    ),
    (
        '<a href="https://x.example/">https://x.example/</a>',
        "https://x.example/",
        '<p><a href="https://x.example/">https://x.example/</a></p>',
    ),
    (
        '<a href="https://x.example/a_(b">t [x]</a>',
        "[t \\[x\\]](<https://x.example/a_(b>)",
        '<p><a href="https://x.example/a_(b">t [x]</a></p>',
    ),
    (
        '<a href="mailto:presse@x.example">Pressestelle</a>',
        "[Pressestelle](mailto:presse@x.example)",
        '<p><a href="mailto:presse@x.example">Pressestelle</a></p>',
    ),
    ('<a href="https://x.example/"><h3>T</h3><p>u</p></a>', "[T u](https://x.example/)", None),
    ('<a href="javascript:alert(1)">x</a>', "x", "<p>x</p>"),
    ('<a href="/relativ">x</a>', "x", "<p>x</p>"),
    ("<script>alert(1)</script><style>p{}</style>x", "x", "<p>x</p>"),
    ('vor<img src="https://x.example/a.jpg" alt="Bild">nach', "vornach", "<p>vornach</p>"),
    (
        "<table><tr><th>Tag</th><th>Uhrzeit</th></tr><tr><td>Mo</td><td>8–12</td></tr></table>",
        "- Tag – Uhrzeit\n- Mo – 8–12",
        "<ul>\n<li>Tag – Uhrzeit</li>\n<li>Mo – 8–12</li>\n</ul>",
    ),
    ("<dl><dt>Ort</dt><dd>Rathaus</dd></dl>", "Ort\n\nRathaus", None),
    ("50 m<sup>2</sup>, CO<sub>2</sub>", "50 m², CO₂", "<p>50 m², CO₂</p>"),
    ("<del>10 Uhr</del> 11 Uhr", "11 Uhr", "<p>11 Uhr</p>"),
    ("Zeilen\nder\nQuelle", "Zeilen der Quelle", "<p>Zeilen der Quelle</p>"),
    ("a&nbsp;b", "a\xa0b", "<p>a&nbsp;b</p>"),
    # what people write and Markdown must not read
    ("Bürger*innen und Besucher*innen", "Bürger*innen und Besucher*innen",
     "<p>Bürger*innen und Besucher*innen</p>"),
    ("24. Dezember: geschlossen", "24. Dezember: geschlossen", "<p>24. Dezember: geschlossen</p>"),
    ("<p>1. Punkt</p>", "1\\. Punkt", "<p>1. Punkt</p>"),
    (
        "<ol><li>a</li></ol><p>24. Dezember</p>",
        "1. a\n\n24\\. Dezember",
        "<ol>\n<li>a</li>\n</ol>\n<p>24. Dezember</p>",
    ),
    ("- a<br># b<br>&gt; c", "\\- a\n\\# b\n\\> c", "<p>- a<br>\n# b<br>\n&gt; c</p>"),
    ("*x* _y_ a_b [z](u)", "\\*x\\* \\_y\\_ a_b [z\\](u)", "<p>*x* _y_ a_b [z](u)</p>"),
    ("&lt;b&gt; &amp;amp; C:\\x \\*", "<b> \\&amp; C:\\x \\\\\\*",
     "<p>&lt;b&gt; &amp;amp; C:\\x \\*</p>"),
    ("&lt;https://x.example&gt;", "\\<https://x.example>",
     '<p>&lt;<a href="https://x.example">https://x.example</a>&gt;</p>'),
    ("<b>&gt;<p>1</p></b>", "\\>\n\n1", "<p>&gt;</p>\n<p>1</p>"),
    ("<i>&gt; 1</i>wort", "\\> 1wort", "<p>&gt; 1wort</p>"),
    ("<a>- a</a>", "\\- a", "<p>- a</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "body", "shown"), CASES)
def test_html_becomes_markdown_and_is_shown_as_before(
    markup: str, body: str, shown: str | None
) -> None:
    assert to_body(markup) == body
    if shown is not None:
        assert to_html(body) == shown


def test_very_deep_html_becomes_plain_text() -> None:
    assert to_body("<div>" * 10_000 + "tief" + "</div>" * 10_000) == "tief"
    assert to_body("<table><tr><td>" * 59 + "tief") == "- tief"


SIGNS = st.text(alphabet="ab1. *_[]()#>-+&<`\\!~:/ü„“\n;", max_size=12).map(html.escape)


def _inside(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(
        ["b", "i", "strong", "em", "p", "div", "h2", "h3", "ul", "li", "ol", "u"]
    )
    wrapped = st.tuples(tags, children).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
    linked = children.map(lambda inner: f'<a href="https://x.example/">{inner}</a>')
    joined = st.lists(children, min_size=2, max_size=4).map("".join)
    return wrapped | linked | joined | st.just("<br>")


@settings(max_examples=400, deadline=None)
@given(st.recursive(SIGNS, _inside, max_leaves=12))
def test_every_word_comes_through(markup: str) -> None:
    """Whatever signs stand in a text and however tags are nested: afterwards the same is read."""
    assert _words(to_html(to_body(markup))) == _words(markup)


def _words(markup: str) -> str:
    bare = re.sub(r"</?[a-z][^>]*>", "", markup)
    return "".join(html.unescape(bare).split())
