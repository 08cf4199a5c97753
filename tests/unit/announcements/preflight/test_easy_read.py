"""What texts in easier German have to be besides."""

import pytest

from tests.unit.announcements.preflight.saying import hits

EIGHT = "Sie dürfen nun nicht über die Brücke."  # seven words
NINE = "Sie dürfen von Montag an nicht über die Brücke."  # nine words
SIXTEEN = (
    "Sie können am Montag und am Dienstag von acht bis zwölf Uhr ohne Anmeldung ins Amt kommen."
)


@pytest.mark.parametrize(
    ("register", "text", "said"),
    [
        ("leicht", EIGHT, []),
        ("leicht", NINE, [("easy_sentence_long", NINE)]),
        ("leicht", f"{EIGHT}\n{EIGHT}", []),
        ("einfach", NINE, []),
        ("einfach", SIXTEEN, [("easy_sentence_long", SIXTEEN)]),
        ("", SIXTEEN, []),
        (
            "leicht",
            "Das ist die Straßenverkehrsordnung.",
            [("easy_word_long", "Straßenverkehrsordnung")],
        ),
        ("leicht", "Das ist die Straßen·verkehrs·ordnung.", []),
        ("leicht", "Das ist die Straßen-Verkehrs-Ordnung.", []),
        ("einfach", "Das ist ein Bürgergeldbescheid.", []),
        ("", "Das ist die Straßenverkehrsordnung.", []),
    ],
)
def test_sentences_and_words(register: str, text: str, said: list[tuple[str, str]]) -> None:
    found = hits(text, easy=register, contact="Rathaus")
    assert [one for one in found if one[0].startswith("easy_")] == said


def test_the_limit_of_ordinary_texts_is_not_told_twice() -> None:
    long = " ".join(["gut"] * 40) + "."
    assert [code for code, _ in hits(long, easy="leicht")] == ["easy_sentence_long"]


def test_german_checks_are_for_german_texts() -> None:
    wrong = "Wir treffen uns am Montag, 24. November 2026."
    assert "weekday_wrong" in dict(hits(wrong))
    assert "weekday_wrong" in dict(hits(wrong, easy="einfach"))
    assert dict(hits(wrong, language="en")) == {}
