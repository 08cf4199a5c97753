from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.hub.site import paths
from ausrufer.hub.site.errors import SiteRefused


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Müllabfuhr: Änderung am Reformationstag!", "muellabfuhr-aenderung-am-reformationstag"),
        ("Große Straße & Plätze", "grosse-strasse-und-plaetze"),
        ("Café à la Łódź", "cafe-a-la-lodz"),
        ("u\u0308ber", "ueber"),  # the umlaut as two characters
        ("../../etc/passwd", "etc-passwd"),
        ("🚧🚧", "mitteilung"),
        ("", "mitteilung"),
    ],
)
def test_slugs_are_readable_german(title: str, slug: str) -> None:
    assert paths.slug(title) == slug


@given(st.text())
def test_a_slug_never_leaves_its_folder(title: str) -> None:
    slug = paths.slug(title)
    assert slug == "".join(c for c in slug if c in "abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(slug) <= 60


def test_a_permalink_counts_months_in_town_time() -> None:
    shortly_before = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 00:30 on New Year's Day in town
    assert paths.message_path("a", "Frohes Neues", shortly_before).startswith(
        "2027/01/frohes-neues-"
    )
    assert paths.month_path(shortly_before) == "archiv/2027/01/"


def test_a_path_fixed_before_is_kept_and_must_have_its_form() -> None:
    assert paths.given_path("2026/11/wochenmarkt-3f2a") == "2026/11/wochenmarkt-3f2a/"
    assert paths.given_path("") == ""
    for elsewhere in ("../secret", "2026/11/../../x", "thema/verkehr", "2026/11/a/b", "2026/11/Ä"):
        with pytest.raises(SiteRefused):
            paths.given_path(elsewhere)


def test_names_without_latin_letters_have_addresses_of_their_own() -> None:
    one, other = paths.topic_path("Здоровье"), paths.topic_path("健康")
    assert one != other
    assert one == paths.topic_path("Здоровье")


def test_the_way_up_fits_the_depth() -> None:
    assert [paths.up(path) for path in ("", "archiv/", "2026/11/a/")] == ["./", "../", "../../../"]
