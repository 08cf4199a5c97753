"""Counting as the platforms count. Every row says where its expectation comes from."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.counting import Count, count
from ausrufer.channels.contract import TextRules, Unit

# mastodon: app/validators/status_length_validator.rb (each_grapheme_cluster over the text with
# every URL replaced by 23 × "x" and every mention by "@user"), lib regexes as in `links.py`
MASTODON = TextRules(limit=500, link_weight=23)
# atproto lexicons app.bsky.feed.post: maxGraphemes 300, maxLength 3000 UTF-8 bytes
BLUESKY = TextRules(limit=300, byte_limit=3000)
LINK = "x" * 23


@pytest.mark.parametrize(
    ("text", "graphemes", "code_points", "utf16"),
    [
        ("", 0, 0, 0),
        ("Rathaus", 7, 7, 7),
        ("Straßenfest für Größere", 23, 23, 23),
        ("u\u0308ber", 4, 5, 5),  # decomposed umlaut: GB9
        ("🇩🇪", 1, 2, 4),  # one flag: GB12
        ("🇩🇪🇫🇷🇵🇱", 3, 6, 12),
        ("🇩🇪🇫", 2, 3, 6),  # half a flag stands alone
        ("👨\u200d👩\u200d👧\u200d👦", 1, 7, 11),  # family: GB11
        ("👩🏽\u200d🚒", 1, 4, 7),  # skin tone and profession
        ("❤\ufe0f", 1, 2, 2),
        ("1\ufe0f\u20e3", 1, 3, 3),  # keycap
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1, 7, 14),  # Scotland
        ("한국", 2, 2, 2),
        ("\u1112\u1161\u11ab", 1, 3, 3),  # Hangul as jamo: GB6–8
        ("क्षि", 1, 4, 4),  # Devanagari conjunct: GB9c, Unicode 15.1
        ("\r\n", 1, 2, 2),  # GB3
        ("\n\r", 2, 2, 2),
        ("a\u200bb", 3, 3, 3),  # zero width space is a control: GB4
        ("a\u200db", 2, 3, 3),  # zero width joiner extends: GB9
        ("Z\u0351\u036b\u0343a", 2, 5, 5),
        ("\u202eabc", 4, 4, 4),
    ],
)
def test_units(text: str, graphemes: int, code_points: int, utf16: int) -> None:
    measured = (Unit.GRAPHEMES, Unit.CODE_POINTS, Unit.UTF16)
    used = [count(text, TextRules(unit=unit)).used for unit in measured]
    assert used == [graphemes, code_points, utf16]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("https://a.de", LINK),  # short ones weigh more than they are long
        ("https://www.musterstadt.de/" + "a" * 300, LINK),
        ("siehe https://www.musterstadt.de.", f"siehe {LINK}."),
        ("siehe https://www.musterstadt.de/bus, dann", f"siehe {LINK}, dann"),
        ("siehe https://www.musterstadt.de/bus/!", f"siehe {LINK}!"),
        ("(https://www.musterstadt.de/bus)", f"({LINK})"),
        ("https://de.wikipedia.org/wiki/Rathaus_(Köln)", LINK),
        ("https://de.wikipedia.org/wiki/Rathaus_(Köln), so", f"{LINK}, so"),
        ("https://a.de/x?y=1&z=%20#q", LINK),
        ("https://a.de/x?", f"{LINK}?"),
        ("https://a.de?x=1.", f"{LINK}."),
        ("https://a.de:8080/x", LINK),
        ("https://www.münchen.de/straße", LINK),
        ("https://xn--mnchen-3ya.de", LINK),
        ("https://президент.рф", LINK),
        ("HTTPS://A.DE/X", LINK),
        ("http://a.de https://b.de", f"{LINK} {LINK}"),
        ("http://a.de,https://b.de", f"{LINK},{LINK}"),
        ("„https://a.de“", f"„{LINK}“"),  # the name ends before the quote
        ("https://a.de/ü\u0308", LINK),
        # not links for Mastodon: no scheme, or glued to a word
        ("www.musterstadt.de", "www.musterstadt.de"),
        ("xhttps://a.de", "xhttps://a.de"),
        ("@https://a.de", "@https://a.de"),
        ("https://", "https://"),
        ("ftp://a.de/x", "ftp://a.de/x"),
        ("mailto:presse@a.de", "mailto:presse@a.de"),
        # Mastodon does not know these as links; the larger of both is safe
        ("http://localhost:8000/" + "a" * 40, "http://localhost:8000/" + "a" * 40),
        ("http://127.0.0.1/", LINK),
        ("http://[::1]:8000/seite", LINK),
        ("http://intranet/" + "a" * 40, "http://intranet/" + "a" * 40),
        # `.example` stands for a real town everywhere in this project
        ("https://aktuell.musterstadt.example/2026/11/lindenstrasse-1a2b3c4d/", LINK),
        # mentions: Account::MENTION_RE
        ("@stadt@social.musterstadt.de", "@stadt"),
        ("Hallo @stadt@social.musterstadt.de, danke", "Hallo @stadt, danke"),
        ("@stadt", "@stadt"),
        ("@stadt.amt@social.de", "@stadt.amt"),
        ("presse@musterstadt.de", "presse@musterstadt.de"),  # an address is no mention
        ("https://a.de/@stadt@b.de", LINK),
        ("@ @@", "@ @@"),
        ("(@stadt@a.de)", "(@stadt)"),
        ("@stadt@@", "@stadt@@"),
    ],
)
def test_links_and_mentions_on_mastodon(text: str, counted: str) -> None:
    assert count(text, MASTODON).used == count(counted, TextRules()).used


def test_links_without_weight_count_as_they_stand() -> None:
    assert count("https://a.de @stadt@b.de", BLUESKY).used == 24


@pytest.mark.parametrize(
    ("text", "bytes_used"),
    [("Rathaus", 7), ("Straße", 7), ("€", 3), ("👨\u200d👩\u200d👧\u200d👦", 25), ("\u202f", 3)],
)
def test_bytes_are_utf8(text: str, bytes_used: int) -> None:
    assert count(text, BLUESKY).bytes_used == bytes_used


@pytest.mark.parametrize(
    ("counted", "left", "over", "bytes_over", "fits"),
    [
        (Count(10, 20, 10, None), 10, 0, 0, True),
        (Count(20, 20, 20, 20), 0, 0, 0, True),
        (Count(21, 20, 21, None), -1, 1, 0, False),
        (Count(5, 20, 120, 100), 15, 0, 20, False),
        (Count(99, None, 99, None), None, 0, 0, True),
    ],
)
def test_what_a_count_says(
    counted: Count, left: int | None, over: int, bytes_over: int, *, fits: bool
) -> None:
    said = (counted.left, counted.over, counted.bytes_over, counted.fits)
    assert said == (left, over, bytes_over, fits)


@given(
    st.text(
        "aäß–„“…€\u00a0\u202f\u00ad\u0308\u200d\ufe0f👨🇩\r\n\x00\u02ff\u0300\u2028", max_size=30
    )
)
def test_the_short_cut_for_german_counts_what_unicode_counts(text: str) -> None:
    assert count(text, TextRules()).used == len(regex.findall(r"\X", text))


def test_hostile_texts_are_counted_in_no_time() -> None:
    # a pattern that tries again and again would take minutes here
    for piece in (
        "https://a.de/(",
        "((((",
        "@a",
        "https://a.de/a(b)c",
        "a.",
        "https://a.de/a!?",
        "-_",
    ):
        text = "https://a.de/" + piece * (20_000 // len(piece))
        assert count(text, MASTODON).bytes_used == len(text)
