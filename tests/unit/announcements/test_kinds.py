"""Kinds of announcements: what their fields hold, and what readers get of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.content import Content, checked
from ausrufer.announcements.kinds import (
    BUILT_IN,
    DetailUnfit,
    FieldType,
    fit_details,
    known_kind,
    lead,
)
from ausrufer.announcements.telling import facts_of
from ausrufer.organisations.errors import Unfit

AT, LATER = "2026-12-05T15:00:00+01:00", "2026-12-05T17:00:00+01:00"


def fit(key: str, **details: str) -> dict[str, str]:
    kind = known_kind(key)
    assert kind is not None
    return fit_details(kind, details)


@pytest.mark.parametrize(
    ("key", "given_details", "kept"),
    [
        ("news", {"place": "Markt"}, {}),
        ("event", {"place": "  Marktplatz\x00 1 ", "fee": " "}, {"place": "Marktplatz 1"}),
        ("event", {"starts_at": AT, "ends_at": LATER}, {"starts_at": AT, "ends_at": LATER}),
        ("event", {"ends_at": LATER}, {"ends_at": LATER}),
        ("job", {"where": "https://stadt.de/stelle"}, {"where": "https://stadt.de/stelle"}),
    ],
)
def test_details_are_kept_in_their_stored_form(
    key: str, given_details: dict[str, str], kept: dict[str, str]
) -> None:
    assert fit(key, **given_details) == kept


@pytest.mark.parametrize(
    ("key", "details", "name"),
    [
        ("event", {"starts_at": LATER, "ends_at": AT}, "ends_at"),
        ("event", {"starts_at": AT, "ends_at": AT}, "ends_at"),
        ("road_closure", {"starts_at": "morgen"}, "starts_at"),
        ("road_closure", {"starts_at": "2026-12-05T15:00:00"}, "starts_at"),  # no offset
        ("job", {"where": "javascript:alert(1)"}, "where"),
        ("event", {"place": "x" * 301}, "place"),
    ],
)
def test_what_cannot_be_right_is_refused(key: str, details: dict[str, str], name: str) -> None:
    with pytest.raises(DetailUnfit) as refused:
        fit(key, **details)
    assert refused.value.name == name


def test_the_field_is_named_in_german() -> None:
    with pytest.raises(Unfit) as refused:
        checked(Content("Fest", kind="event", details={"starts_at": LATER, "ends_at": AT}))
    assert (refused.value.field, refused.value.for_staff) == (
        "details.ends_at",
        "„Ende“ liegt vor dem Anfang.",
    )
    with pytest.raises(Unfit, match="Diese Art"):
        checked(Content("Fest", kind="gibtesnicht"))
    with pytest.raises(Unfit, match="beschädigte Zeichen"):
        checked(Content("Fest", kind="event", details={"place": "\ud800"}))


def test_readers_get_the_facts_in_the_language_of_the_message() -> None:
    german = Content("Fest", kind="event", details={"starts_at": AT, "place": "Markt"})
    assert facts_of(german) == {"Beginn": "Sa., 5. Dezember 2026, 15:00 Uhr", "Ort": "Markt"}
    assert list(facts_of(Content("Fest", kind="event", details={"place": "x"}, language="tr"))) == [
        "Ort"
    ]


SIGNS = st.text(alphabet="ab1*_`[]()<>&;#-+~\\!:/ äÖ„“", min_size=1, max_size=30)


@given(SIGNS.map(str.strip).filter(bool))
def test_facts_are_read_as_they_were_typed(value: str) -> None:
    shown = " ".join(value.split())
    assert to_plain(lead({"Ort": shown})) == f"– Ort: {shown}"
    assert "<script" not in to_html(lead({"Ort": "<script>alert(1)</script>"}))


def test_every_kind_is_whole() -> None:
    for kind in BUILT_IN:
        names = [one.name for one in kind.fields]
        assert len(set(names)) == len(names)
        assert {one.ends for one in kind.fields} <= {"", *names}
        assert all(one.type is FieldType.MOMENT for one in kind.fields if one.ends)
