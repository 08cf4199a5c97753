"""The languages of the house against what Django knows of them."""

from unicodedata import normalize

import pytest
from django.conf.locale import LANG_INFO

from ausrufer.announcements.content import LANGUAGES
from ausrufer.announcements.varieties import (
    AT_FIRST,
    EASY,
    PLAIN,
    VARIETIES,
    Variety,
    name_of,
    variety,
)
from ausrufer.hub.site.paths import is_slug

KNOWN = [one for one in VARIETIES if "name_local" in LANG_INFO.get(one.key, {})]


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.key)
def test_names_and_directions_are_those_everybody_knows(one: Variety) -> None:
    info = LANG_INFO[one.key]
    known = {"cs": "Čeština"}.get(one.key, info["name_local"])  # Django says the adverb
    assert normalize("NFC", one.endonym).casefold() == normalize("NFC", known).casefold()
    assert one.rtl == info["bidi"]


def test_most_are_known_to_django_and_the_easier_ones_to_us() -> None:
    ours = {one.key for one in VARIETIES} - {one.key for one in KNOWN}
    assert ours == {"leicht", "einfach", "ku", "prs", "ps", "so", "ti", "am"}


def test_keys_and_addresses_are_their_own() -> None:
    assert len({one.key for one in VARIETIES}) == len(VARIETIES)
    assert len({one.slug for one in VARIETIES}) == len(VARIETIES)
    assert [one.slug for one in VARIETIES if not is_slug(one.slug)] == []
    assert all(variety(key) for key in (*LANGUAGES, *AT_FIRST))


@pytest.mark.parametrize(
    ("key", "checked", "name"),
    [
        ("leicht", True, "Leichte Sprache"),
        ("leicht", False, "Entwurf in einfacher Sprache"),
        ("einfach", False, "Einfache Sprache"),
        ("en", False, "Englisch"),
    ],
)
def test_only_checked_leichte_sprache_carries_that_name(
    key: str, name: str, *, checked: bool
) -> None:
    assert name_of(key, checked=checked) == name


def test_registers_are_german_for_readers_and_machines() -> None:
    assert [one.tag.startswith("de-simple") for one in (EASY, PLAIN)] == [True, True]
    assert {EASY.language, PLAIN.language} == {"de"}
