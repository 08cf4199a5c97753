"""Readers see every sign as it was written."""

import pytest

from ausrufer.connectors.reddit.markdown import to_markdown
from ausrufer.connectors.reddit.tests.stage import read


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Die Brücke ist zu.", "Die Brücke ist zu."),
        ("*Stern* _Strich_ ~weg~ ^hoch", r"\*Stern\* \_Strich\_ \~weg\~ \^hoch"),
        ("#Verkehr", r"\#Verkehr"),
        ("Heute #Verkehr", "Heute #Verkehr"),
        ("- Punkt\n+ Plus", "\\- Punkt  \n\\+ Plus"),
        ("1. Dezember\n24) Tag", "1\\. Dezember  \n24\\) Tag"),
        ("24.12. ist zu", "24.12. ist zu"),
        ("> Zitat <b>", r"\> Zitat \<b\>"),
        ("Bürger & Rat &amp; mehr", r"Bürger \& Rat \&amp; mehr"),
        ("[Link](https://a.example)", r"\[Link\](https://a.example)"),
        ("https://a.example/x_y*z?a=1&b=2 *", r"https://a.example/x_y*z?a=1&b=2 \*"),
        ("Eins\nzwei\n\n\ndrei", "Eins  \nzwei\n\ndrei"),
        ("    kein Code", "kein Code"),
        ("`x` | y \\ z", r"\`x\` \| y \\ z"),
        ("---", r"\---"),
        ("", ""),
    ],
)
def test_the_source(text: str, source: str) -> None:
    assert to_markdown(text) == source


@pytest.mark.parametrize(
    "text",
    [
        "#Verkehr *und* _mehr_",
        "1. Dezember",
        "- 5 Grad",
        "> 3 °C",
        "a\nb\n\nc",
        "&amp; <i>",
        "\\*",
        "[x]: https://a.example",
        "https://a.example/x?b=1&c=2",
        "***",
        "`code`",
    ],
)
def test_another_reader_shows_what_was_written(text: str) -> None:
    assert read(to_markdown(text)) == text
