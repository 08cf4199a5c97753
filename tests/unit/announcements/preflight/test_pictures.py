"""Rights of pictures and text in them: hits and near misses."""

from datetime import date, datetime

import pytest

from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.library.policy import AssetFacts, Consent, Licence

SENT = datetime(2026, 11, 21, 10, tzinfo=TOWN_TIME)
FINE = {"licence": Licence.OWN, "consent": Consent.NOT_NEEDED}
LONG = "Plakat zum Herbstmarkt mit vielen Ständen vor dem Rathaus, darüber steht groß der Text."


def found(
    facts: AssetFacts | None,
    *,
    alt_text: str = "Der Marktplatz",
    decorative: bool = False,
    title: str = "Herbstmarkt",
    body: str = "Der Markt öffnet.",
    **around: object,
) -> list[tuple[str, Severity]]:
    picture = SourcePicture("a" * 64, "image/png", 900, 900, alt_text, decorative, facts)
    source = Source("x", "de", title, body, contact="Presse", pictures=(picture,))
    said = check(source, Circumstances(moment=SENT, **around))  # type: ignore[arg-type]
    return [(one.code, one.severity) for one in said if one.place == "pictures"]


STOPS, WARNS, HINTS = Severity


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (None, []),  # from before there was a library
        (AssetFacts(**FINE), []),
        (
            AssetFacts(),
            [("picture_rights_open", WARNS), ("picture_consent_open", WARNS)],
        ),
        (AssetFacts(licence=Licence.OWN), [("picture_consent_open", WARNS)]),
        (AssetFacts(consent=Consent.GIVEN), [("picture_rights_open", WARNS)]),
        (AssetFacts(**{**FINE, "licence": Licence.CC_BY}), [("picture_rights_open", WARNS)]),
        (AssetFacts(**{**FINE, "licence": Licence.CC_BY}, author="Erika Muster"), []),
        (AssetFacts(**FINE, rights_until=date(2026, 11, 20)), [("picture_rights_over", STOPS)]),
        (AssetFacts(**FINE, rights_until=date(2026, 11, 21)), [("picture_ends_soon", HINTS)]),
        (AssetFacts(**FINE, rights_until=date(2026, 12, 21)), [("picture_ends_soon", HINTS)]),
        (AssetFacts(**FINE, rights_until=date(2026, 12, 22)), []),
        (
            AssetFacts(licence=Licence.OWN, consent=Consent.MISSING),
            [("picture_consent_missing", STOPS)],
        ),
        (
            AssetFacts(licence=Licence.OWN, consent=Consent.GIVEN, consent_until=date(2026, 11, 1)),
            [("picture_consent_over", STOPS)],
        ),
        (AssetFacts(licence=Licence.OWN, consent=Consent.GIVEN), []),
    ],
)
def test_rights(facts: AssetFacts | None, codes: list[tuple[str, Severity]]) -> None:
    assert found(facts) == codes


def test_the_day_it_goes_out_counts_not_today() -> None:
    """A message planned past the end of the rights is stopped when it is written."""
    facts = AssetFacts(**FINE, rights_until=date(2026, 11, 20))
    assert found(facts) == [("picture_rights_over", STOPS)]


def test_what_others_did_not_allow_no_organisation_can() -> None:
    off = dict.fromkeys(
        ("picture_rights_over", "picture_consent_missing", "picture_rights_open"), None
    )
    over = AssetFacts(rights_until=date(2020, 1, 1), consent=Consent.MISSING)
    assert found(over, severities=off) == [
        ("picture_rights_over", STOPS),
        ("picture_consent_missing", STOPS),
    ]


def test_an_organisation_may_ask_for_rights_strictly() -> None:
    strict = {"picture_rights_open": Severity.STOPS}
    facts = AssetFacts(consent=Consent.NOT_NEEDED)
    assert found(facts, severities=strict) == [("picture_rights_open", STOPS)]


SHORT = ("text_in_picture", WARNS)
MISSING = ("text_of_picture_missing", WARNS)


@pytest.mark.parametrize(
    ("shown", "given", "code"),
    [
        ("", {"alt_text": "Plakat zum Herbstmarkt"}, SHORT),
        ("", {"alt_text": LONG}, None),
        ("", {"alt_text": "", "decorative": True}, SHORT),
        ("Samstag 10 Uhr", {"alt_text": "Plakat"}, MISSING),
        ("Samstag 10 Uhr", {"alt_text": "Plakat: Samstag, 10 Uhr"}, None),
        ("Samstag 10 Uhr", {"body": "Wir öffnen am *Samstag* um 10 Uhr."}, None),
        ("Samstag 10 Uhr", {"body": "Wir öffnen am Samstag um 11 Uhr."}, MISSING),
        ("HERBSTMARKT", {"title": "Der Herbstmarkt"}, None),
        ("9,50 €", {"body": "Der Eintritt kostet 9,50 €."}, None),
        ("9,50 €", {"body": "Der Eintritt kostet 9,80 €."}, MISSING),
        ("an der A", {"alt_text": "Schild"}, None),  # small words tell nothing
    ],
)
def test_text_in_a_picture(
    shown: str, given: dict[str, object], code: tuple[str, Severity] | None
) -> None:
    facts = AssetFacts(**FINE, has_text=True, shown_text=shown)
    assert found(facts, **given) == ([code] if code else [])  # type: ignore[arg-type]


def test_without_text_in_the_picture_a_short_alternative_text_is_fine() -> None:
    assert found(AssetFacts(**FINE), alt_text="Ja") == []
