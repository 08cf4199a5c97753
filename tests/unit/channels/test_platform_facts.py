"""Every manifest says what the researched table of platforms says, no more and no less."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.module_loading import import_string

from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Fact, LongText, Manifest, OnlyShown, Unit
from ausrufer.project.settings import AUSRUFER_CONNECTORS

TABLE = Path(__file__).parents[4] / "shared" / "platforms.yaml"
absent = pytest.mark.skipif(not TABLE.is_file(), reason="the table of platforms is not beside us")
CLASSES = [import_string(path) for path in AUSRUFER_CONNECTORS]
MANIFESTS: dict[str, Manifest] = {one.manifest.kind: one.manifest for one in CLASSES}
ONLY_SHOWN = sorted(one.manifest.kind for one in CLASSES if issubclass(one, OnlyShown))
FACTS = [
    pytest.param(one.kind, fact, id=f"{one.kind}: {fact.about}")
    for one in MANIFESTS.values()
    for fact in one.facts
    if fact.about
]


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the manifest beside its entry in the table."""

    about: str
    value: object


@cache
def _table() -> Mapping[str, Any]:
    platforms: Mapping[str, Any] = yaml.safe_load(TABLE.read_text("utf-8"))["platforms"]
    return platforms


def _entry(kind: str, about: str) -> Mapping[str, Any]:
    found: Any = _table()[kind]
    for name in about.split("."):
        found = found.get(name) or {}
    return dict(found)


def _told(manifest: Manifest) -> list[Told]:
    """Return the numbers of a manifest; `None` where it says that nobody told."""
    text, pictures, shown = manifest.text, manifest.pictures, manifest.appearance
    return [
        Told("text.limit", text.limit),
        Told("text.fold_mobile", shown.fold_mobile),
        Told("text.fold_desktop", shown.fold_desktop),
        Told("text.title_limit", None if manifest.kind == "tiktok" else text.title_limit),
        Told("text.photo_title_limit", text.title_limit if manifest.kind == "tiktok" else None),
        Told("media.image_max_bytes", pictures.bytes),
        Told("media.image_max_pixels", pictures.pixels),
        Told("alt_text.limit", pictures.alt_text_limit),
    ]


@absent
def test_every_platform_of_the_table_has_a_manifest() -> None:
    assert sorted(MANIFESTS) == sorted([*_table(), "hub"])


@absent
@pytest.mark.parametrize(("kind", "fact"), FACTS)
def test_a_fact_names_the_source_of_the_table(kind: str, fact: Fact) -> None:
    entry = _entry(kind, fact.about)
    assert entry.get("value") is not None
    told = (entry["source"], entry["as_of"], entry["evidence"])
    assert (fact.source, fact.as_of, fact.evidence) == told


@absent
@pytest.mark.parametrize("kind", ONLY_SHOWN)
def test_the_numbers_are_those_of_the_table(kind: str) -> None:
    for told in _told(MANIFESTS[kind]):
        value = _entry(kind, told.about).get("value")
        assert _agrees(told.value, value), (told, value)


@absent
@pytest.mark.parametrize("kind", ONLY_SHOWN)
def test_what_nobody_told_stays_unknown(kind: str) -> None:
    manifest = MANIFESTS[kind]
    if _entry(kind, "text.unit").get("value") is None and manifest.text.limit:
        assert manifest.text.unit is Unit.UNKNOWN
    if _entry(kind, "structure.text_only").get("value") is None and kind not in ("web_push", "rss"):
        assert manifest.needs is Needs.UNKNOWN
    known = {fact.about for fact in manifest.facts}
    shown = manifest.appearance
    for about, value in (
        ("structure.thread", shown.thread),
        ("structure.first_comment", shown.first_comment),
        ("text.links", shown.links_work),
        ("text.links", shown.card),
        ("alt_text.supported", manifest.pictures.alt_text),
        ("media.image_aspect", manifest.pictures.narrowest),
        ("media.image_aspect", manifest.pictures.widest),
    ):
        assert value is None or about in known, (about, value)


@pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=lambda one: one.kind)
def test_only_what_a_network_can_do_is_asked_of_it(manifest: Manifest) -> None:
    if manifest.text.long_text is LongText.THREAD:
        assert manifest.appearance.thread is True
    if manifest.text.link_in_comment:
        assert manifest.appearance.first_comment is True


@pytest.mark.parametrize("kind", ONLY_SHOWN)
def test_every_limit_has_its_fact(kind: str) -> None:
    known = {fact.about for fact in MANIFESTS[kind].facts}
    assert {one.about for one in _told(MANIFESTS[kind]) if one.value is not None} <= known


def _agrees(value: object, told: object) -> bool:
    """Tell whether a number of ours is that of the table, which may stand in a sentence there."""
    if isinstance(told, str) and told.startswith("none"):
        return value in (0, None)
    if isinstance(told, str) and value is not None:
        return str(value) in told.replace(" MB", "000000")
    return value == (None if isinstance(told, str) and "server setting" in told else told)
