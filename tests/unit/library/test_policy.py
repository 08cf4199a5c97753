"""When a picture may go out: hits and near misses."""

from datetime import date

import pytest

from ausrufer.library.policy import (
    AssetFacts,
    Consent,
    Licence,
    Obstacle,
    may_keep,
    obstacles,
    rights_open,
    usable_until,
)
from ausrufer.organisations.policy import Grant, Rights, Role

TODAY = date(2026, 11, 21)
YESTERDAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (AssetFacts(), ()),
        (AssetFacts(rights_until=TODAY), ()),  # the last day is a day of use
        (AssetFacts(rights_until=TOMORROW), ()),
        (AssetFacts(rights_until=YESTERDAY), (Obstacle.RIGHTS_OVER,)),
        (AssetFacts(consent=Consent.GIVEN), ()),
        (AssetFacts(consent=Consent.GIVEN, consent_until=TODAY), ()),
        (AssetFacts(consent=Consent.GIVEN, consent_until=YESTERDAY), (Obstacle.CONSENT_OVER,)),
        (AssetFacts(consent=Consent.NOT_NEEDED, consent_until=YESTERDAY), ()),
        (AssetFacts(consent=Consent.NOT_NEEDED), ()),
        (AssetFacts(consent=Consent.UNKNOWN), ()),
        (AssetFacts(consent=Consent.MISSING), (Obstacle.CONSENT_MISSING,)),
        (
            AssetFacts(rights_until=YESTERDAY, consent=Consent.MISSING),
            (Obstacle.RIGHTS_OVER, Obstacle.CONSENT_MISSING),
        ),
    ],
)
def test_what_keeps_a_picture_in_the_house(facts: AssetFacts, found: tuple[Obstacle, ...]) -> None:
    assert obstacles(facts, TODAY) == found


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        (AssetFacts(), None),
        (AssetFacts(rights_until=TODAY), TODAY),
        (AssetFacts(rights_until=TODAY, consent=Consent.GIVEN, consent_until=TOMORROW), TODAY),
        (AssetFacts(rights_until=TODAY, consent=Consent.GIVEN, consent_until=YESTERDAY), YESTERDAY),
    ],
)
def test_the_earlier_end_counts(facts: AssetFacts, day: date | None) -> None:
    assert usable_until(facts) == day


@pytest.mark.parametrize(
    ("licence", "author", "is_open"),
    [
        (Licence.UNKNOWN, "Erika Muster", True),
        (Licence.OWN, "", False),
        (Licence.CC0, "", False),
        (Licence.CC_BY, "", True),
        (Licence.CC_BY, "Erika Muster", False),
        (Licence.CC_BY_SA, "", True),
    ],
)
def test_a_licence_that_asks_for_a_name(licence: Licence, author: str, *, is_open: bool) -> None:
    assert rights_open(AssetFacts(licence=licence, author=author)) is is_open


@pytest.mark.parametrize(
    ("grants", "department_id", "may"),
    [
        ([Grant(Role.AUTHOR, 1)], 1, True),
        ([Grant(Role.AUTHOR, 1)], 2, False),
        ([Grant(Role.AUTHOR, 1)], None, True),
        ([Grant(Role.APPROVER, None)], 2, True),
        ([Grant(Role.MODERATOR, None)], None, False),
        ([Grant(Role.ADMINISTRATOR, None)], 2, False),
        ([], None, False),
    ],
)
def test_who_looks_after_a_picture(
    grants: list[Grant], department_id: int | None, *, may: bool
) -> None:
    assert may_keep(Rights(frozenset(grants)), department_id) is may
