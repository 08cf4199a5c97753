"""Captions: read from what other programs write, kept as times and words."""

import pytest

from ausrufer.foundation.films.captions import is_language, plain_captions
from ausrufer.foundation.films.facts import FilmRefused

PLAIN = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nGrüße aus dem Freibad\n"
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\nGrüße aus dem Freibad\r\n\r\n"
TALKING = """WEBVTT - made by someone

STYLE
::cue { background: url(https://tracker.example/x.png) }

NOTE geheim

eins
00:01.000 --> 00:02.500 align:start position:10%
<v Anna><b>Grüße</b> aus dem <c.gelb>Freibad</c></v>
"""


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        SRT.encode(),
        SRT.encode("cp1252"),
        TALKING.encode(),
    ],
    ids=["vtt", "with-mark", "utf-16", "srt", "windows", "styled"],
)
def test_what_other_programs_write_becomes_times_and_words(content: bytes) -> None:
    assert plain_captions(content).decode() == PLAIN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT\n",
        b"PK\x03\x04" + bytes(100),
        b"<html><body>Nicht gefunden</body></html>",
        b"WEBVTT\n\n00:00:05.000 --> 00:00:01.000\nverkehrt\n",
        b"Nur Text ohne Zeiten.",
        bytes(2_000_000),
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\u202e&#8238;\u200f\n".encode(),
    ],
    ids=["empty", "no-cue", "zip", "html", "backwards", "no-times", "huge", "nothing-seen"],
)
def test_what_is_none_is_refused_in_german(content: bytes) -> None:
    with pytest.raises(FilmRefused) as refused:
        plain_captions(content)
    assert "Untertitel" in refused.value.for_staff


@pytest.mark.parametrize(
    ("tag", "valid"), [("de", True), ("en-GB", True), ("../x", False), ("", False)]
)
def test_languages_are_tags(tag: str, *, valid: bool) -> None:
    assert is_language(tag) is valid


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Kinder < 6 Jahre frei, > 6 zahlen", "Kinder &lt; 6 Jahre frei, &gt; 6 zahlen"),
        ("Bus &amp; Bahn", "Bus &amp; Bahn"),
        ("Bus & Bahn", "Bus &amp; Bahn"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("&lt;b&gt; --&gt;", "&lt;b&gt; →"),
        ("eins&#10;&#10;zwei", "eins zwei"),
        ("um \u202e9 Uhr&#8238; \u2066auf&#8297;", "um 9 Uhr auf"),  # as they were approved
        ("a&#8232;b\x07", "a b"),
        ("<font color=red>rot</font> <00:01.500><I>jetzt</I>", "rot jetzt"),
    ],
)
def test_no_word_is_lost(words: str, kept: str) -> None:
    found = plain_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n".encode()).decode()
    assert found == f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{kept}\n"


def test_a_word_shorter_than_a_second_is_kept() -> None:
    plain = plain_captions(b"WEBVTT\n\n00:01.100 --> 00:01.900\nJa\n").decode()
    assert "00:00:01.100 --> 00:00:01.900\nJa" in plain
