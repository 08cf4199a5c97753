"""The Markdown subset as safe HTML."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.formatting import clean_html, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Ein Satz.", "<p>Ein Satz.</p>"),
        ("Eins\n\nZwei", "<p>Eins</p>\n<p>Zwei</p>"),
        ("Eins\nZwei", "<p>Eins<br>\nZwei</p>"),
        ("**fett** und *kursiv*", "<p><strong>fett</strong> und <em>kursiv</em></p>"),
        ("__fett__ und _kursiv_", "<p><strong>fett</strong> und <em>kursiv</em></p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("* eins\n* zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("1. eins\n2. zwei", "<ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("> Zitat", "<blockquote>\n<p>Zitat</p>\n</blockquote>"),
        ("# Titel", "<h2>Titel</h2>"),
        ("## Titel", "<h3>Titel</h3>"),
        ("### Titel", "<h3>Titel</h3>"),
        ("###### Titel", "<h3>Titel</h3>"),
        ("#Hashtag", "<p>#Hashtag</p>"),
        (
            "[Termin](https://a.de/x?y=1&z=2)",
            '<p><a href="https://a.de/x?y=1&amp;z=2">Termin</a></p>',
        ),
        (
            "[Post](mailto:a@b.de) [Ruf](tel:+491234)",
            '<p><a href="mailto:a@b.de">Post</a> <a href="tel:+491234">Ruf</a></p>',
        ),
        ("<https://a.de>", '<p><a href="https://a.de">https://a.de</a></p>'),
        ("Siehe https://a.de/x.", '<p>Siehe <a href="https://a.de/x">https://a.de/x</a>.</p>'),
        ("„https://a.de/x“", '<p>„<a href="https://a.de/x">https://a.de/x</a>“</p>'),
        (
            "https://www.münchen.de/grün",
            '<p><a href="https://www.xn--mnchen-3ya.de/gr%C3%BCn">https://www.münchen.de/grün</a></p>',
        ),
        (
            "[siehe https://a.de](https://b.de)",
            '<p><a href="https://b.de">siehe https://a.de</a></p>',
        ),
        ("Größe 5 < 6 & mehr", "<p>Größe 5 &lt; 6 &amp; mehr</p>"),
        ("M&uuml;ll", "<p>Müll</p>"),
        (r"\*kein\* Stern", "<p>*kein* Stern</p>"),
        ("„Typografie“ – bleibt … so", "<p>„Typografie“ – bleibt … so</p>"),
        ("Bürger*innen und Besucher*innen", "<p>Bürger*innen und Besucher*innen</p>"),
        ("**Bürger*innen** kommen", "<p><strong>Bürger*innen</strong> kommen</p>"),
        ("Bürger_innen und Gäst_innen", "<p>Bürger_innen und Gäst_innen</p>"),
        ("24. Dezember: geschlossen", "<p>24. Dezember: geschlossen</p>"),
        ("1. Mai: geschlossen", "<p>1. Mai: geschlossen</p>"),
        ("2. Stock, Zimmer 14", "<p>2. Stock, Zimmer 14</p>"),
        (
            "Zu ist am:\n24. Dezember\n1. Januar",
            "<p>Zu ist am:<br>\n24. Dezember<br>\n1. Januar</p>",
        ),
        # not in the subset: shown as it is written
        ("`code`", "<p>`code`</p>"),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("```\ncode\n```", "<p>```<br>\ncode<br>\n```</p>"),
        ("Titel\n---", "<p>Titel<br>\n---</p>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |<br>\n|---|---|<br>\n| 1 | 2 |</p>"),
        ("![Bild](https://a.de/b.jpg)", '<p>!<a href="https://a.de/b.jpg">Bild</a></p>'),
        ("[x]: https://a.de", '<p>[x]: <a href="https://a.de">https://a.de</a></p>'),
        ("~~weg~~", "<p>~~weg~~</p>"),
    ],
)
def test_the_subset(text: str, html: str) -> None:
    assert to_html(text) == html


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<!-- <script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76ascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.de)",
    "[x](/relativ)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    '[x](https://a.de" onmouseover="alert(1))',
    "[x](https://a.de 'onmouseover=alert(1)')",
    '[x](https://a.de "\\" onmouseover=\\"alert(1)")',
    '[x](<https://a.de/"onmouseover=alert(1)>)',
    'https://a.de/"onmouseover="alert(1)',
    "https://a.de/<script>alert(1)</script>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://a.de/b.jpg)',
    "[<img src=x onerror=alert(1)>](https://a.de)",
    "[a](https://a.de/`<script>`)",
    "[x]: javascript:alert(1)\n\n[x]",
    "# <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script\\>alert(1)",
    "**<script>**alert(1)**</script>**",
    "<scr\0ipt>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]
ALLOWED = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markup(attack: str) -> None:
    _assert_harmless(to_html(attack))


@given(st.lists(st.sampled_from([*ATTACKS, "Wort", "**", "*", "[", "](", ")", "\n", "- ", "<"])))
def test_no_mixture_of_attacks_becomes_markup(pieces: list[str]) -> None:
    _assert_harmless(to_html("".join(pieces)))


@given(st.text())
def test_any_text_gives_html_that_cleaning_leaves_alone(text: str) -> None:
    html = to_html(text)
    assert clean_html(html) == html
    _assert_harmless(html)


def _assert_harmless(html: str) -> None:
    """What a parser of HTML sees in it are the allowed tags with a web, mail or phone address."""
    seen: list[str] = []

    def look(tag: str, name: str, value: str) -> str:
        seen.append(f"{tag} {name}")
        assert value.startswith(("https://", "http://", "mailto:", "tel:"))
        return value

    every = {"script", "style", "img", "svg", "iframe", "math", "object"} | ALLOWED
    again = nh3.clean(
        html,
        tags=every,
        clean_content_tags=set(),
        attributes={"*": {"href", "src", "style", "onerror", "onload", "onmouseover", "title"}},
        url_schemes={"http", "https", "mailto", "tel", "javascript", "data", "vbscript", "file"},
        attribute_filter=look,
        link_rel=None,
    )
    assert set(seen) <= {"a href"}
    assert again == html


def test_deep_nesting_and_endless_signs_are_harmless() -> None:
    for piece in (">", "- ", "[", "*", "**a", "_", "<", "![", "1. ", "\\", "&", "[a](", "# ", "`"):
        text = piece * (20_000 // len(piece))
        _assert_harmless(to_html(text))
