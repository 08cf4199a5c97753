"""Weekdays, days and hours: what is wrong is said, what only looks wrong is not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from .saying import found, hits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Am Montag, 24. November 2026, ist zu.", "Montag, 24. November 2026"),
        ("Am Montag, dem 24. November, ist zu.", "Montag, dem 24. November"),
        ("Am Mo., 24.11., ist zu.", "Mo., 24.11."),
        ("Offen ist am **Montag, 24.11.2026**.", "Montag, 24.11.2026"),
        ("Am 24. November (Montag) ist zu.", "24. November (Montag)"),
        ("Am Sonnabend, 29. November, ist Markt.", "Sonnabend, 29. November"),
        ("Der Abend beginnt am Freitagabend, 28. November.", "Freitagabend, 28. November"),
        ("Freitag und Samstag, 28. und 29. November: Markt.", "Freitag und Samstag, 28."),
        ("Am Samstag, 5., und Freitag, 11. Dezember, ist offen.", None),
        ("Am Freitag, 1. Januar 2027, und am Sonntag, 1.1.28, ist zu.", "Sonntag, 1.1.28"),
    ],
)
def test_weekday_wrong(text: str, words: str | None) -> None:
    said = [one for one in hits(text) if one[0] == "weekday_wrong"]
    assert said[:1] == ([("weekday_wrong", words)] if words else [])


@pytest.mark.parametrize(
    "text",
    [
        "Am Dienstag, 24. November 2026, ist zu.",
        "Montag bis Freitag, 23. bis 27. November, ist zu.",
        "Montag bis Freitag, 23.–27.11., ist zu.",
        "Samstag und Sonntag, 5. und 6. Dezember: Markt.",
        "Am Freitag, 4., und Samstag, 5. Dezember, ist offen.",
        "Ab Montag gesperrt: bis zum 11. Dezember.",
        "Jeden Montag ab 1. Dezember.",
        "Montags bis zum 3. Februar.",
        "So, 1. und 2. Klasse fahren gemeinsam.",
        "Am Mo., 23.11., 9 Uhr, und am Mi., 25.11., 14 Uhr.",
        "Die 3. Sitzung am Donnerstag, 3. Dezember.",
        "Am Mittwoch, 3. Februar, tagt der Rat.",  # 2027
        "Am Donnerstag, 31.12., und Freitag, 1.1., ist zu.",
    ],
)
def test_weekday_right(text: str) -> None:
    assert [code for code, _words in hits(text)] == []


def test_the_sentence_says_what_would_be_right() -> None:
    (one,) = found("Am Montag, 24. November, ist zu.")
    assert one.sentence == (
        "„Montag, 24. November“: Der 24.11.2026 ist ein Dienstag. "
        "Bitte prüfen Sie Wochentag und Datum."
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Am 31. November ist Markt.", ["day_impossible"]),
        ("Am 29.2.2027 ist Markt.", ["day_impossible"]),
        ("Am 29.2.2028 ist Markt.", []),
        ("Version 2.14. ist da.", []),
        ("Nr. 31.2. der Satzung.", []),
        ("Der Rat tagt am 12. November um 18 Uhr.", ["day_past"]),
        ("Die Lesung findet am 20.11.2026 statt.", ["day_past"]),
        ("Der Markt ist vom 2. November bis 23. Dezember offen.", []),
        ("Der Rat hat am 12. November den Haushalt beschlossen.", []),
        ("Am 12. November wurde die Halle eröffnet, sie ist jetzt offen.", []),
        ("Der Preis ist seit 1. Oktober 2026 höher.", []),
        ("Er ist am 3. Mai 1960 geboren.", []),
        ("Die Bücherei ist am 21. November offen.", []),
        ("Der Rat tagt am 12. Februar.", []),
    ],
)
def test_the_calendar(text: str, codes: list[str]) -> None:
    assert [code for code, _words in hits(text)] == codes


def test_what_is_past_counts_from_when_it_is_sent() -> None:
    text = "Der Rat tagt am 24. November."
    assert hits(text) == []
    later = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert hits(text, moment=later) == [("day_past", "24. November")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Offen von 18 bis 16 Uhr.", "von 18 bis 16 Uhr"),
        ("Offen von 14.30 Uhr bis 14.00 Uhr.", "von 14.30 Uhr bis 14.00 Uhr"),
        ("Der Markt ist vom 12. bis 10. Dezember.", "vom 12. bis 10. D"),
    ],
)
def test_ends_before_it_begins(text: str, words: str) -> None:
    assert hits(text) == [("ends_first", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Offen von 8 bis 12 Uhr und von 14 bis 18 Uhr.",
        "Gesperrt von 20 bis 6 Uhr.",
        "Die Nacht der Museen geht von 18 bis 1 Uhr.",
        "Gesperrt von 15 Uhr bis 5 Uhr am nächsten Tag.",
        "Der Markt ist vom 28. Dezember bis 3. Januar.",
        "Telefon 45-12, Uhr im Turm.",
        "Haus 18-16 bleibt offen.",
    ],
)
def test_ends_after_it_begins(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        ("Stadtfest am 5. Dezember", "Das Fest ist am 6. Dezember.", ["title_differs"]),
        ("Stadtfest am 5. Dezember", "Das Fest ist am Samstag, 5. Dezember.", []),
        ("Markt vom 5. bis 8. Dezember", "Am 6. Dezember kommt der Nikolaus.", []),
        ("Konzert um 18 Uhr", "Das Konzert beginnt um 19 Uhr.", ["title_differs"]),
        ("Konzert um 18 Uhr", "Einlass 17 Uhr, Beginn 18 Uhr.", []),
        ("Offen bis 16 Uhr", "Offen ist von 10 bis 16 Uhr.", []),
        ("Offen ab 10 Uhr", "Offen ist von 10 bis 16 Uhr.", []),
    ],
)
def test_title_and_text(title: str, text: str, codes: list[str]) -> None:
    assert [code for code, _words in hits(text, title=title)] == codes


@pytest.mark.parametrize(
    ("not_after", "codes"),
    [
        (datetime(2026, 12, 16, 12, tzinfo=UTC), ["sent_too_late"]),
        (datetime(2026, 12, 15, 22, tzinfo=UTC), []),
        (None, []),
    ],
)
def test_what_is_over_is_not_sent(not_after: Any, codes: list[str]) -> None:
    said = found("Sie können bis zum 15. Dezember abstimmen.", not_after=not_after)
    assert [(one.code, one.place) for one in said] == [(code, "not_after") for code in codes]


def test_texts_in_other_languages_are_not_read_as_german() -> None:
    assert hits("On Montag, 24. November 2026.", language="en") == []
