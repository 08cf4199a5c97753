"""What holds for every text, however strange, on every network, however narrow."""

import re
from dataclasses import replace
from functools import lru_cache

import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.counting import count
from ausrufer.announcements.adaptation.cutting import Room, Strip, shortened
from ausrufer.announcements.adaptation.findings import findings
from ausrufer.announcements.adaptation.links import link_spans
from ausrufer.announcements.adaptation.preview import preview
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.adaptation.threads import threaded
from ausrufer.channels.contract import LongText, Manifest, TextRules, Unit

from .networks import BUTTERFLY, ELEPHANT, LETTER, PAGE, THREAD, network
from .town_hall_sentences import TEXTS

LINK = "https://www.musterstadt.de/x"
STRANGE = [
    "👨\u200d👩\u200d👧\u200d👦",
    "🇩🇪",
    "👩🏽\u200d🚒",
    "1\ufe0f\u20e3",
    "u\u0308",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u2069",
    "שלום",
    "مرحبا",
    "\u0600",
    "क्षि",
    "한국",
    "\u1112\u1161\u11ab",
    "Z\u0351\u036b\u0343",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\x00",
    "\x1b",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "…",
    "...",
    "#",
    "@",
    "://",
    "**",
    "*",
    "_",
    "[",
    "](",
    ")",
    "<",
    ">",
    "- ",
    "1. ",
    "„",
    "“",
    "(",
    "Donaudampfschifffahrtsgesellschaft",
    "@stadt@social.musterstadt.de",
    "https://a.de",
    "https://www.münchen.de/straße",
    LINK,
    "https://de.wikipedia.org/wiki/Rathaus_(Köln)",
    "#StadtRadeln",
    "x" * 400,
]
SENTENCES = [sentence for sentences in TEXTS for sentence in sentences]
PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(STRANGE), st.text(max_size=20))
TEXT = st.builds(str.join, st.sampled_from(["", " ", "\n"]), st.lists(PIECES, max_size=40))
LINE = st.lists(PIECES, max_size=4).map(lambda pieces: " ".join(" ".join(pieces).split()))
RULES = st.builds(
    TextRules,
    limit=st.integers(1, 600) | st.none(),
    unit=st.sampled_from(Unit),
    byte_limit=st.integers(1, 3000) | st.none(),
    link_weight=st.sampled_from([None, 0, 1, 23]),
    long_text=st.sampled_from(LongText),
    link_in_text=st.booleans(),
    hashtags=st.booleans(),
    subject_limit=st.integers(1, 100) | st.none(),
    preheader_limit=st.integers(1, 100) | st.none(),
)
SOURCES = st.builds(
    Source,
    public_id=st.just("x"),
    language=st.sampled_from(["de", "en", "tr", ""]),
    title=LINE,
    body=TEXT,
    link=st.sampled_from(["", LINK, "https://www.münchen.de/straße?a=(b)", "kein Link"]),
    topic=LINE,
    hashtags=st.lists(LINE, max_size=3).map(tuple),
    permalink=st.sampled_from(["", "https://aktuell.musterstadt.de/2026/11/titel-1a2b3c4d/"]),
    correction=LINE,
)
MANIFESTS = RULES.map(lambda rules: replace(network(), text=rules)) | st.sampled_from(
    [ELEPHANT, BUTTERFLY, THREAD, LETTER, PAGE]
)


@given(SOURCES, MANIFESTS)
def test_every_part_fits_and_every_message_has_a_form(source: Source, manifest: Manifest) -> None:
    outgoing = adapt(source, manifest)
    assert all(count(part, manifest.text).fits for part in outgoing.parts)
    assert len(outgoing.parts) == 1 or manifest.text.long_text is LongText.THREAD
    assert outgoing == adapt(source, manifest)
    assert preview(outgoing, manifest, {}) == preview(outgoing, manifest, {})
    assert findings(outgoing, manifest, {}, source) == findings(outgoing, manifest, {}, source)


@given(TEXT, st.integers(60, 600), st.sampled_from([None, 23]))
def test_the_link_is_always_there(body: str, limit: int, weight: int | None) -> None:
    source = Source("x", "de", "Titel", body, link=LINK)
    (part,) = adapt(source, network(limit=limit, link_weight=weight)).parts
    assert LINK in [part[start:end] for start, end in link_spans(part)]


@given(TEXT, RULES)
def test_a_cut_is_never_inside_a_character_or_a_link(text: str, rules: TextRules) -> None:
    cut = shortened(text, rules, Room(rules.limit, rules.byte_limit))
    kept = cut if cut == text else cut.removesuffix("…").rstrip(" ")
    assert text.startswith(kept)
    _assert_whole(text, len(kept))


@given(TEXT, RULES)
def test_a_thread_is_never_parted_inside_a_character_or_a_link(text: str, rules: TextRules) -> None:
    strip = Strip(text, rules)
    start = 0
    while start < len(text):
        end = strip.reach(start, Room(rules.limit, rules.byte_limit))
        for edge in (end, strip.word_end(start), strip.sentence_end(start)):
            _assert_whole(text, max(edge, 0))
        start = end if end > start else strip.after_atom(start)


@given(TEXT, st.integers(120, 600), st.sampled_from(Unit))
def test_a_thread_loses_nothing(text: str, limit: int, unit: Unit) -> None:
    # what is larger than a whole part alone cannot be shown by any network
    assume("x" * 100 not in text)
    parts = threaded(text, TextRules(limit=limit, unit=unit, long_text=LongText.THREAD))
    bodies = [re.sub(r" \(\d+/\d+\)$", "", part) for part in parts] if len(parts) > 1 else parts
    assert "".join("".join(bodies).split()) == "".join(text.split())


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=20), min_size=1))
def test_a_thread_tears_no_word(words: list[str]) -> None:
    parts = threaded(" ".join(words), TextRules(limit=40, long_text=LongText.THREAD))
    bodies = [re.sub(r" \(\d+/\d+\)$", "", part) for part in parts] if len(parts) > 1 else parts
    assert [word for body in bodies for word in body.split()] == words


def _assert_whole(text: str, edge: int) -> None:
    clusters, links = _edges(text)
    # white space may always go, also where an Arabic number sign draws it to itself
    assert edge in clusters or text[edge].isspace()
    assert all(edge <= start or edge >= end for start, end in links)


@lru_cache(maxsize=4)  # asked for every edge of the same text
def _edges(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    clusters = {0, *(found.end() for found in regex.finditer(r"\X", text))}
    return clusters, link_spans(text)
