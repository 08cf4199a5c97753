"""Weighing against the published conformance suite of twitter-text."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ausrufer.announcements.adaptation.counting import count
from ausrufer.announcements.adaptation.weighing import (
    WEIGHTS,
    Weights,
    weighted_length,
    weighted_links,
)
from ausrufer.channels.contract import TextRules, Unit

SUITE = Path(__file__).parents[4] / "shared" / "contracts" / "x-twitter-text"
RULES = TextRules(limit=280, unit=Unit.WEIGHTED, link_weight=23)
absent = pytest.mark.skipif(not SUITE.is_dir(), reason="the conformance suite is not beside us")


@cache
def _cases(file: str) -> dict[str, list[dict[str, Any]]]:
    path = SUITE / "conformance" / file
    if not path.is_file():
        return {}
    tests: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text("utf-8"))["tests"]
    return tests


def _weights(version: int) -> Weights:
    told = json.loads((SUITE / "config" / f"v{version}.json").read_text("utf-8"))
    return Weights(
        light=tuple((one["start"], one["end"]) for one in told["ranges"]),
        link=told["transformedURLLength"],
        joined_emoji=told.get("emojiParsingEnabled", False),
    )


def _of(*names: str) -> list[Any]:
    return [
        pytest.param(one, id=f"{name}: {one['description']}")
        for name in names
        for one in _cases("validate.yml").get(name, [])
    ]


@absent
def test_the_weights_are_those_of_configuration_3() -> None:
    assert _weights(3) == WEIGHTS
    assert len(_of("WeightedTweetsWithDiscountedEmojiCounterTest")) == 22
    assert len(_of("WeightedTweetsCounterTest")) == 20


@absent
@pytest.mark.parametrize(
    "case",
    _of("WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest"),
)
def test_weighs_as_configuration_3(case: dict[str, Any]) -> None:
    expected = case["expected"]["weightedLength"]
    assert weighted_length(case["text"]) == expected
    assert count(case["text"], RULES).used == expected


@absent
@pytest.mark.parametrize("case", _of("WeightedTweetsCounterTest"))
def test_weighs_as_configuration_2(case: dict[str, Any]) -> None:
    assert weighted_length(case["text"], _weights(2)) == case["expected"]["weightedLength"]


@absent
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(one, id=f"{name}: {one['description']}")
        for name in ("urls", "tco_urls_with_params", "urls_with_directional_markers")
        for one in _cases("extract.yml").get(name, [])
    ],
)
def test_finds_links_as_the_suite(case: dict[str, Any]) -> None:
    expected = [one if isinstance(one, str) else one["url"] for one in case["expected"]]
    found = [case["text"][start:end] for start, end in weighted_links(case["text"])]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    ["あ" * 9000 + ".de", "a-" * 9000 + ".", "a_" * 9000 + "b.com", "http://a.de/" + "(a" * 5000],
)
def test_no_text_makes_weighing_endless(text: str) -> None:
    """With an unbounded pattern each of these takes minutes."""
    assert weighted_length(text) > 5000
