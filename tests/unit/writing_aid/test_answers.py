"""What a writing aid may answer, and what is left of it."""

from typing import Any

import pytest

from ausrufer.writing_aid.answers import (
    MOST,
    Suggestion,
    Unusable,
    headlines,
    one_line,
    one_text,
    said_in,
    titled,
)

SOURCE = "Brücke gesperrt\nMehr unter https://www.musterstadt.example/bruecke."


def answer(content: Any) -> Any:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Kurz.", "Kurz."),
        ("  Kurz.\r\n", "Kurz."),
        ("```markdown\nKurz.\n```", "Kurz."),
        ("<think>Hm, wer fragt?</think>\nKurz.", "Kurz."),
        ("<b>Kurz.</b><script>alert(1)</script>", "Kurz."),
        ("Brot &amp; Spiele, 3 < 4", "Brot & Spiele, 3 < 4"),
        ("Kurz\u202e.\x00", "Kurz."),
        ([{"type": "text", "text": "Kurz."}, {"type": "odd"}, 7], "Kurz."),
    ],
)
def test_words_are_plain_words(content: Any, said: str) -> None:
    assert said_in(answer(content)) == said


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "text",
        {},
        {"choices": []},
        {"choices": [{}]},
        {"choices": [{"message": None}]},
        answer(None),
        answer(7),
        answer({"text": "x"}),
        answer(""),
        answer(" \u200b"),
        answer("<think>denkt und denkt"),
        answer("x" * (MOST + 1)),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(broken: Any) -> None:
    with pytest.raises(Unusable):
        said_in(broken)


@pytest.mark.parametrize(
    ("said", "kept", "removed"),
    [
        ("Mehr: https://www.musterstadt.example/bruecke.", None, 0),
        ("Mehr: https://boese.example/konto", "Mehr:", 1),
        ("Mehr: www.boese.example und tel:0900123", "Mehr:  und", 2),
        ("[Hier](https://boese.example) klicken", "Hier klicken", 1),
        ("[Hier](https://www.musterstadt.example/bruecke) mehr", None, 0),
        ("![x](https://www.musterstadt.example/bruecke)", "x", 1),
        ("[Hier](javascript:alert(1))", "[Hier](", 1),
        ("data:text/html;base64,xx", "", 1),
    ],
)
def test_no_address_comes_in_that_was_not_there(said: str, kept: str | None, removed: int) -> None:
    found = one_text(said, SOURCE)
    assert (found.text, found.removed) == (said if kept is None else kept, removed)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Bridge closed\n\nUntil Friday.", "Bridge closed"),
        ("# Bridge closed\nUntil Friday.", "Bridge closed"),
        ("**Bridge closed**\n\nUntil Friday.", "Bridge closed"),
        ("Überschrift: „Bridge closed“\n\nUntil Friday.", "Bridge closed"),
        (f"{'x' * 300}\n\nUntil Friday.", "x" * 200),
    ],
)
def test_the_first_line_is_the_headline(said: str, title: str) -> None:
    assert titled(said, SOURCE) == Suggestion("Until Friday.", title)


def test_a_headline_alone_is_no_text() -> None:
    with pytest.raises(Unusable):
        titled("Bridge closed", SOURCE)


def test_headlines_come_one_by_one() -> None:
    said = "1. Eins\n- Zwei\n\nEins\n3) „Drei“\nVier\nFünf\nSechs"
    texts = [one.text for one in headlines(said, SOURCE)]
    assert texts == ["Eins", "Zwei", "Drei", "Vier", "Fünf"]


def test_an_alternative_text_is_one_line() -> None:
    assert one_line("„Eine Brücke\n\nim Nebel.“", SOURCE) == Suggestion("Eine Brücke im Nebel.")
