"""Facets: which bytes of a text are a link or a hashtag. Pure.

Bluesky makes nothing clickable by itself, and counts in bytes of UTF-8
(https://docs.bsky.app/docs/advanced-guides/post-richtext).
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import regex

_LINK = regex.compile(
    r"(?<![\p{L}\p{N}_])https?://[^\s/<>\"„“”»«][^\s<>\"„“”»«]*", regex.IGNORECASE
)
_TRAILING = ".,;:!?…'’‘"
_PAIRS = {")": "(", "]": "["}
# A word with at least one letter; hyphens inside, as people type them there.
_HASHTAG = regex.compile(
    r"(?<![^\s(\[„“”»«\"'])[#＃](?=[\p{N}_-]*\p{L})"
    r"(?P<tag>[\p{L}\p{M}\p{N}_]+(?:-[\p{L}\p{M}\p{N}_]+)*)"
)
_LINE = regex.compile(r"\S(?:.*\S)?")
_LONGEST_TAG = 64  # graphemes

Facet = dict[str, Any]


class _Mark(NamedTuple):
    start: int  # in characters, like `end`
    end: int
    feature: dict[str, str]


def facets(text: str, *, also: str = "") -> list[Facet]:
    """Return the facets of a text in their order; they never overlap.

    The address `also`, unless it stands in the text, becomes the link of the text's first line
    that has none.
    """
    links = list(_links(text))
    if also and all(link.feature["uri"] != also for link in links):
        links = [*_headline(text, links, also), *links]
    found: list[Facet] = []
    reached = 0
    for mark in sorted(chain(links, _hashtags(text)), key=lambda mark: mark.start):
        if mark.start >= reached:  # no hashtag within a link
            reached = mark.end
            found.append(_facet(text, mark))
    return found


def _facet(text: str, mark: _Mark) -> Facet:
    start, end = (len(text[:position].encode()) for position in (mark.start, mark.end))
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [mark.feature]}


def _headline(text: str, links: list[_Mark], address: str) -> Iterator[_Mark]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        # An address that is shown must lead where it says.
        if not any(link.start < end and start < link.end for link in links):
            yield _Mark(start, end, _link(address))
            return


def _links(text: str) -> Iterator[_Mark]:
    for match in _LINK.finditer(text):
        address = _without_punctuation(match[0])
        yield _Mark(match.start(), match.start() + len(address), _link(address))


def _link(address: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#link", "uri": address}


def _without_punctuation(address: str) -> str:
    """Leave what closes the sentence or the bracket around the address to the sentence."""
    while True:
        last = address[-1]
        opened = _PAIRS.get(last)
        unmatched = opened is not None and address.count(last) > address.count(opened)
        if last not in _TRAILING and not unmatched:
            return address
        address = address[:-1]


def _hashtags(text: str) -> Iterator[_Mark]:
    for match in _HASHTAG.finditer(text):
        tag = match["tag"]
        if len(regex.findall(r"\X", tag)) <= _LONGEST_TAG:
            feature = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
            yield _Mark(match.start(), match.end(), feature)
