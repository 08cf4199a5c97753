"""The own fields of a kind against the text: hits and near misses."""

from datetime import datetime

import pytest

from ausrufer.foundation.clock import TOWN_TIME

from .saying import found, hits

STARTS = datetime(2026, 12, 5, 18, tzinfo=TOWN_TIME)
ENDS = datetime(2026, 12, 7, 20, tzinfo=TOWN_TIME)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Das Konzert ist am 6. Dezember.", ["6. Dezember"]),
        ("Am Samstag, 5. Dezember, ist Konzert.", []),
        ("Anmeldung bis 3. Dezember.", []),
        ("Karten gibt es ab dem 1. Dezember.", []),
        ("Am 5. Dezember spielt der Chor, am 6. Dezember die Band.", []),
        ("Beginn ist um 19 Uhr.", ["Beginn ist um 19 Uhr"]),
        ("Beginn: 18.30 Uhr", ["Beginn: 18.30 Uhr"]),
        ("Einlass 17 Uhr, Beginn 18 Uhr.", []),
        ("Das Fest beginnt um 18.00 Uhr und endet um 23 Uhr.", []),
        ("Kommen Sie um 17 Uhr.", []),
    ],
)
def test_the_beginning(text: str, words: list[str]) -> None:
    said = hits(text, moments={"starts_at": STARTS})
    assert said == [("field_differs", word) for word in words]


def test_any_day_until_the_end_is_right() -> None:
    given = {"starts_at": STARTS, "ends_at": ENDS}
    assert hits("Am 7. Dezember spielt der Chor.", moments=given) == []
    assert hits("Am 8. Dezember spielt der Chor.", moments=given) == [
        ("field_differs", "8. Dezember")
    ]


def test_what_is_over_when_it_is_sent() -> None:
    given = {"starts_at": STARTS, "ends_at": ENDS}
    during = datetime(2026, 12, 6, 9, tzinfo=TOWN_TIME)
    assert hits("Text", moments=given, moment=during) == []
    (one,) = found("Text", moments=given, moment=datetime(2026, 12, 8, tzinfo=TOWN_TIME))
    assert (one.code, one.place) == ("field_past", "details.ends_at")
    assert one.sentence == (
        "Dieser Zeitpunkt ist beim Senden schon vorbei: 7.12.2026, 20:00 Uhr. Bitte prüfen Sie ihn."
    )


def test_texts_in_other_languages_have_moments_too() -> None:
    over = datetime(2026, 12, 8, tzinfo=TOWN_TIME)
    said = found("Text", moments={"starts_at": STARTS}, moment=over, language="tr")
    assert [one.code for one in said] == ["field_past"]
