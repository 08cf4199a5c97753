"""Which captions are burnt in for which network, and what the author is told of it."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils.module_loading import import_string

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.films import about_films
from ausrufer.announcements.adaptation.preview import preview
from ausrufer.announcements.adaptation.source import Source, SourceFilm
from ausrufer.announcements.adaptation.wording_of_films import SENTENCES
from ausrufer.channels.contract import FilmRules, Manifest
from ausrufer.channels.wire import fingerprint, from_json, to_json
from ausrufer.foundation.films import FilmFacts
from ausrufer.project.settings import AUSRUFER_CONNECTORS

EVERY: dict[str, Manifest] = {
    one.kind: one for one in (import_string(path).manifest for path in AUSRUFER_CONNECTORS)
}
BESIDE = ("hub", "youtube")
WITHOUT = ("facebook_page", "instagram", "threads", "tiktok", "x")
GERMAN, ENGLISH = ("de", "a" * 64), ("en", "b" * 64)
MINUTE = FilmFacts("video/mp4", 1920, 1080, 60.0, 30_000_000, "h264", "aac", rate=25.0)


def message(*captions: tuple[str, str], language: str = "de", **film: Any) -> Source:
    shown = SourceFilm(**{"sha256": "f" * 64, "facts": MINUTE, "captions": captions, **film})
    return Source(public_id="x", language=language, title="Bad", body="Offen.", films=(shown,))


def told(source: Source, manifest: Manifest) -> set[str]:
    found = {one.code for one in about_films(source, manifest)}
    assert found <= SENTENCES.keys()
    return {code for code in found if code.startswith("captions_")}


def test_every_network_with_films_is_named_here() -> None:
    with_films = {kind for kind, one in EVERY.items() if one.films.most != 0}
    assert with_films == {*BESIDE, *WITHOUT}


@pytest.mark.parametrize("kind", WITHOUT)
def test_burnt_in_where_no_file_of_captions_is_taken(kind: str) -> None:
    source = message(ENGLISH, GERMAN)
    sent = adapt(source, EVERY[kind], {})
    assert [one.burnt for one in sent.films] == [GERMAN[1]]
    assert told(source, EVERY[kind]) == {"captions_burnt_in"}
    (seen,) = preview(sent, EVERY[kind], {}).films
    assert seen.captioned


@pytest.mark.parametrize("kind", BESIDE)
def test_left_as_it_is_where_captions_go_beside_it(kind: str) -> None:
    source = message(ENGLISH, GERMAN)
    sent = adapt(source, EVERY[kind], {})
    assert [one.burnt for one in sent.films] == [""]
    assert told(source, EVERY[kind]) == set()
    (seen,) = preview(sent, EVERY[kind], {}).films
    assert seen.captioned


SMALL = FilmRules(most=1, bytes=2_000_000)
THIN = replace(MINUTE, size=1_900_000)
SHARP = replace(MINUTE, width=3840, height=2160)
FAST, UNKNOWN = replace(MINUTE, rate=60.0), replace(MINUTE, rate=0.0)
ANY = FilmRules(most=1)


@pytest.mark.parametrize(
    ("source", "rules", "expected"),
    [
        (message(), ANY, set()),
        (message(GERMAN), ANY, {"captions_burnt_in"}),
        (message(("de-AT", "c" * 64)), ANY, {"captions_burnt_in"}),
        (message(ENGLISH), ANY, {"captions_stay_behind"}),
        (message(GERMAN, language="en"), ANY, {"captions_stay_behind"}),
        (message(GERMAN, unburnable=frozenset({"de"})), ANY, {"captions_unburnable"}),
        # those of a kind of the language can be drawn
        (
            message(GERMAN, ("de-AT", "c" * 64), unburnable=frozenset({"de"})),
            ANY,
            {"captions_burnt_in"},
        ),
        # it fits as it is, but not made anew: the film goes before its captions
        (message(GERMAN, facts=THIN), SMALL, {"captions_too_much"}),
        # the decoder could run out of its time
        (message(GERMAN, facts=replace(MINUTE, seconds=2700)), ANY, {"captions_burnt_in"}),
        (message(GERMAN, facts=replace(MINUTE, seconds=2701)), ANY, {"captions_too_much"}),
        (message(GERMAN, facts=replace(FAST, seconds=1125)), ANY, {"captions_burnt_in"}),
        (message(GERMAN, facts=replace(FAST, seconds=1126)), ANY, {"captions_too_much"}),
        (message(GERMAN, facts=replace(UNKNOWN, seconds=1126)), ANY, {"captions_too_much"}),
        (message(GERMAN, facts=replace(SHARP, seconds=675)), ANY, {"captions_burnt_in"}),
        (message(GERMAN, facts=replace(SHARP, seconds=676)), ANY, {"captions_too_much"}),
    ],
)
def test_the_author_is_told_what_becomes_of_captions(
    source: Source, rules: FilmRules, expected: set[str]
) -> None:
    manifest = replace(EVERY["threads"], films=rules)
    assert told(source, manifest) == expected
    (sent,) = adapt(source, manifest, {}).films
    assert bool(sent.burnt) is (expected == {"captions_burnt_in"})


def test_the_approval_binds_to_what_is_burnt_in() -> None:
    sent = adapt(message(GERMAN), EVERY["threads"], {})
    other = replace(sent, films=(replace(sent.films[0], burnt=""),))
    assert fingerprint(sent, channel="1") != fingerprint(other, channel="1")
    assert from_json(to_json(sent)) == sent
    # approvals from before captions were burnt in stay true
    assert "burnt" not in to_json(other)["films"][0]
