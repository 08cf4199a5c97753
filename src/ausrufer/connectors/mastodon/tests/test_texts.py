"""What an instance makes of a text is recognised as that text, and nothing else is."""

import pytest

from ausrufer.connectors.mastodon.texts import essence_of_html, essence_of_text
from ausrufer.training.mastodon import wording

LINK = "https://www.musterstadt.example/verkehr/bruecke-gesperrt?ab=1&bis=2"


def shown(text: str) -> str:
    return wording.html(text, origin="https://social.example", known=lambda name: name == "amt")


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus Köln – „schön“ & <gut>",
        f"Mehr: {LINK}",
        f"Mehr: ({LINK}), danke.",
        "#Verkehr und #Größe, aber nicht #123",
        "Absatz eins\n\nAbsatz zwei\nmit Zeile\r\nund noch einer",
        "An @amt und @amt@social.example und @fremd@andere.example.",
        "👷🏽‍♀️🚧 e\u0301 é",
        "Ist a < b && c > d? 100 % sicher; &amp; bleibt &amp;",
        "  Rand  ",
        "",
    ],
)
def test_what_comes_back_is_recognised(text: str) -> None:
    assert essence_of_html(shown(text)) == essence_of_text(text)


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("ab 9 Uhr", "ab 8 Uhr"),
        (f"Mehr: {LINK}", f"Mehr: {LINK}&c=3"),
        ("An @amt", "An @amd"),
        ("a", "a b"),
    ],
)
def test_another_text_is_another_text(sent: str, there: str) -> None:
    assert essence_of_html(shown(there)) != essence_of_text(sent)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Grüße", 5),
        ("e\u0301", 1),
        ("👷🏽‍♀️", 1),
        ("🇩🇪🇪🇺", 2),
        (LINK, 23),
        ("http://a.de", 23),
        (f"({LINK}).", 26),
        ("@amt@social.example", 4),
        ("#Verkehr", 8),
        ("ftp://a.de", 10),
        ("\n\n", 2),
    ],
)
def test_the_emulator_counts_as_mastodon_does(text: str, length: int) -> None:
    assert wording.length(text) == length


def test_the_emulator_writes_html_as_mastodon_does() -> None:
    assert shown("a & b\nc\n\n#Straße @amt") == (
        "<p>a &amp; b<br />c</p>"
        '<p><a href="https://social.example/tags/straße" class="mention hashtag" rel="tag">'
        '#<span>Straße</span></a> <span class="h-card"><a href="https://social.example/@amt" '
        'class="u-url mention">@<span>amt</span></a></span></p>'
    )
    assert shown(LINK) == (
        f'<p><a href="{LINK.replace("&", "&amp;")}" target="_blank" '
        'rel="nofollow noopener noreferrer"><span class="invisible">https://www.</span>'
        '<span class="ellipsis">musterstadt.example/verkehr/br</span>'
        '<span class="invisible">uecke-gesperrt?ab=1&amp;bis=2</span></a></p>'
    )
