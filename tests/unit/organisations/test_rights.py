"""Rights × roles as a table, and what may be given to whom."""

import pytest

from ausrufer.organisations.policy import (
    FIRST_RIGHTS,
    HOUSE_RIGHTS,
    RIGHT_WORDS,
    ROLE_NOTES,
    ROLE_WORDS,
    Grant,
    Right,
    Rights,
    Role,
    fits,
    is_administered,
    may_administer,
    may_administer_channels,
    may_administer_houses,
    may_administer_people,
    may_approve,
    may_give,
    may_read,
    may_see_journal,
    may_settle_unclear,
    may_submit,
    may_withdraw,
    may_write,
    may_write_anywhere,
)

HERE, ELSEWHERE = 1, 2

# what the four first roles allow: schreibt, gibt frei, moderiert, verwaltet
TABLE = {
    Right.WRITE: "ja ja nein nein",
    Right.SUBMIT: "ja ja nein nein",
    Right.APPROVE: "nein ja nein nein",
    Right.FAST_LANE: "nein ja nein nein",
    Right.WITHDRAW: "ja ja nein nein",
    Right.SETTLE: "nein ja nein ja",
    Right.MODERATE: "nein nein ja nein",
    Right.JOURNAL: "ja ja ja ja",
    Right.PEOPLE: "nein nein nein ja",
    Right.CHANNELS: "nein nein nein ja",
    Right.RULES: "nein nein nein ja",
    Right.HOUSES: "nein nein nein ja",
}

ASKED_HERE = {
    Right.WRITE: may_write,
    Right.SUBMIT: may_submit,
    Right.APPROVE: may_approve,
    Right.WITHDRAW: may_withdraw,
    Right.SETTLE: may_settle_unclear,
}
ASKED_OF_THE_HOUSE = {
    Right.JOURNAL: may_see_journal,
    Right.PEOPLE: may_administer_people,
    Right.CHANNELS: may_administer_channels,
    Right.RULES: may_administer,
    Right.HOUSES: may_administer_houses,
}


def holding(*rights: Right, department: int | None = None) -> Rights:
    return Rights(frozenset({Grant("own", department)}), {"own": frozenset(rights)})


def test_the_table_names_every_right_and_every_role() -> None:
    assert list(TABLE) == list(Right) == list(RIGHT_WORDS)
    assert list(Role) == list(ROLE_WORDS) == list(ROLE_NOTES) == list(FIRST_RIGHTS)


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("role", list(Role))
def test_what_the_first_roles_allow(role: Role, right: Right) -> None:
    expected = TABLE[right].split()[list(Role).index(role)] == "ja"
    rights = Rights(frozenset({Grant(role, HERE)}))
    assert rights.allow(right, HERE) is expected
    assert rights.allow_anywhere(right) is expected
    assert not rights.allow(right, ELSEWHERE)
    assert not rights.allow(right, None)


@pytest.mark.parametrize("right", list(Right))
def test_each_question_asks_for_its_own_right_only(right: Right) -> None:
    rights = holding(right, department=HERE)
    assert {one for one, may in ASKED_HERE.items() if may(rights, HERE)} == {right} & {*ASKED_HERE}
    assert not any(may(rights, ELSEWHERE) for may in ASKED_HERE.values())
    of_the_house = {one for one, may in ASKED_OF_THE_HOUSE.items() if may(rights)}
    assert of_the_house == {right} & {*ASKED_OF_THE_HOUSE}
    assert may_write_anywhere(rights) is (right is Right.WRITE)


def test_a_role_without_rights_reads_and_no_role_does_not() -> None:
    assert may_read(holding())
    assert not may_read(Rights(frozenset()))


def test_a_role_nobody_knows_any_more_allows_nothing() -> None:
    gone = Rights(frozenset({Grant("gone", None)}), {"own": frozenset(Right)})
    assert not any(gone.allow_anywhere(right) for right in Right)


def test_for_all_departments_reaches_every_one() -> None:
    assert may_write(holding(Right.WRITE), HERE)
    assert holding(Right.WRITE).places(Right.WRITE) == {None}


@pytest.mark.parametrize("right", list(Right))
def test_what_reaches_the_house_fits_into_no_role_for_departments(right: Right) -> None:
    assert fits([right], house_wide=True)
    assert fits([right], house_wide=False) is (right not in HOUSE_RIGHTS)


@pytest.mark.parametrize("right", list(Right))
def test_rights_of_the_house_are_given_by_those_who_hold_them(right: Right) -> None:
    assert may_give(holding(Right.PEOPLE), [right]) is (
        right not in HOUSE_RIGHTS or right is Right.PEOPLE
    )
    assert may_give(holding(right), [right])


@pytest.mark.parametrize(
    ("people", "administered"),
    [
        ([], False),
        ([holding(*HOUSE_RIGHTS)], True),
        ([holding(*HOUSE_RIGHTS), holding()], True),
        ([holding(Right.PEOPLE), holding(Right.CHANNELS, Right.RULES)], False),
        ([Rights(frozenset({Grant(Role.ADMINISTRATOR, None)}))], True),
        ([Rights(frozenset({Grant(Role.APPROVER, None)}))], False),
    ],
)
def test_one_person_keeps_all_rights_of_the_house(
    people: list[Rights], *, administered: bool
) -> None:
    assert is_administered(people) is administered
