"""The one text, and how a change of it is noticed."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.adaptation.source import (
    BrokenText,
    Source,
    SourceDocument,
    SourceFilm,
    SourcePicture,
    UnreadFilm,
    source_fingerprint,
)
from ausrufer.channels.contract import LanguageVersion
from ausrufer.foundation.films import FilmFacts

SOURCE = Source("x", "de", "Titel", "Text", publish_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
TEXTS = {
    "language": "en",
    "title": "Title",
    "body": "Anders",
    "link": "https://a.de",
    "topic": "Verkehr",
    "hashtags": ("Verkehr",),
    "correction": "Anderer Tag",
    "lead": "- **Ort:** Markt",
}
SURROUNDINGS = {
    "public_id": "y",
    "department": "Tiefbauamt",
    "contact": "Telefon",
    "pictures": (SourcePicture("a" * 64, "image/png", 1, 1, "Ein Bild"),),
    "films": (SourceFilm("b" * 64, FilmFacts("video/mp4", 16, 9, 1.0, 9, "h264")),),
    "documents": (SourceDocument("c" * 64, "application/pdf", 3, 9, "Haushaltsplan"),),
    "unread_films": (UnreadFilm("Der Film ist beschädigt."),),
    "publish_at": datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
    "not_after": datetime(2026, 10, 26, tzinfo=UTC),
    "permalink": "https://b.de",
    "easy": "leicht",
    "versions": (LanguageVersion("en", "en", "English", "Bridge", "Closed.", "<p>Closed.</p>"),),
}


def _changed(name: str, value: object) -> Source:
    return replace(SOURCE, **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "value"), TEXTS.items())
def test_every_change_of_a_text_changes_the_fingerprint(name: str, value: object) -> None:
    assert source_fingerprint(_changed(name, value)) != source_fingerprint(SOURCE)


@pytest.mark.parametrize(("name", "value"), SURROUNDINGS.items())
def test_no_change_around_the_texts_changes_the_fingerprint(name: str, value: object) -> None:
    assert source_fingerprint(_changed(name, value)) == source_fingerprint(SOURCE)


def test_every_field_is_one_or_the_other() -> None:
    assert {*TEXTS, *SURROUNDINGS} == {field.name for field in fields(Source)}


def test_the_fingerprint_is_the_same_for_ever() -> None:
    # edits in databases point to it: if this fails, every edited form will be called stale
    assert (
        source_fingerprint(SOURCE)
        == "0bb7383866f04c177c2e0b4afd2e6edb182ad25c708492df2969f570cba27674"
    )


@given(st.text(), st.text())
def test_two_texts_have_two_fingerprints(one: str, other: str) -> None:
    fingerprints = [source_fingerprint(replace(SOURCE, body=body)) for body in (one, other)]
    assert (fingerprints[0] == fingerprints[1]) == (one == other)


@pytest.mark.parametrize("name", ["title", "body", "topic", "contact", "correction", "link"])
def test_half_characters_are_refused_at_the_door(name: str) -> None:
    with pytest.raises(BrokenText) as refused:
        replace(SOURCE, **{name: "Stadt\ud83d"})
    assert refused.value.for_staff == (
        "Der Text enthält beschädigte Zeichen. Bitte geben Sie ihn neu ein."
    )


def test_half_characters_are_refused_everywhere() -> None:
    with pytest.raises(BrokenText):
        replace(SOURCE, hashtags=("\udc00",))
    with pytest.raises(BrokenText):
        SourcePicture("a" * 64, "image/png", 1, 1, "\ud800")
    with pytest.raises(BrokenText):
        Edits(parts=("gut", "\ud800"))
