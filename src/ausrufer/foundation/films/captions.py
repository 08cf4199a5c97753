"""Captions: files people made elsewhere, read by a library and written anew as plain WebVTT."""

import html
import io
import re
from collections.abc import Sequence

import webvtt
from django.utils.translation import gettext
from webvtt.errors import MalformedCaptionError, MalformedFileError

from ausrufer.foundation.films.facts import FilmRefused
from ausrufer.foundation.text import clean_line, is_blank

MOST_BYTES = 1_000_000
_MOST_CUES = 10_000
# What the two formats know: tags and times within the words. Any other "<" was said or meant.
_MARKUP = re.compile(
    r"</?(?:b|i|u|c|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?/?>|<\d+:[\d:.]+>", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def plain_captions(content: bytes) -> bytes:
    """Return captions (WebVTT or SRT) as WebVTT of nothing but times and words.

    Notes, styles, regions and markup are left behind. Raises FilmRefused.
    """
    if len(content) > MOST_BYTES:
        raise FilmRefused(gettext("Die Untertiteldatei ist zu groß: höchstens 1 MB ist möglich."))
    text = _text(content)
    try:
        read = webvtt.from_buffer if text.lstrip().startswith("WEBVTT") else _srt
        found = read(io.StringIO(text))
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as broken:
        raise FilmRefused(_unreadable()) from broken
    cues = [
        (
            one.start_time.in_milliseconds(),
            one.start,
            one.end_time.in_milliseconds(),
            one.end,
            _words(one.raw_text),
        )
        for one in found.captions
    ]
    return _written(cues)


def is_language(tag: str) -> bool:
    """Tell whether this is a tag of a language such as `de` or `en-GB` (BCP 47)."""
    return bool(_LANGUAGE.fullmatch(tag))


def _srt(text: io.StringIO) -> webvtt.WebVTT:
    return webvtt.from_buffer(text, format="srt")


def _text(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if marked else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what older programs under Windows write
    if "\0" in text:
        raise FilmRefused(_unreadable())
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _words(text: str) -> str:
    lines = (html.unescape(_MARKUP.sub("", line)) for line in text.split("\n"))
    # one that was written as a character reference is no end of a line here
    plain = (clean_line(line).replace("-->", "→") for line in lines)
    return "\n".join(html.escape(line, quote=False) for line in plain if not is_blank(line))


def _written(cues: Sequence[tuple[int, str, int, str, str]]) -> bytes:
    spoken = [one for one in cues if one[4] and one[2] > one[0]]
    if not spoken or len(spoken) > _MOST_CUES:
        raise FilmRefused(_unreadable())
    blocks = [f"{start} --> {end}\n{words}" for _, start, _, end, words in sorted(spoken)]
    return ("WEBVTT\n\n" + "\n\n".join(blocks) + "\n").encode()


def _unreadable() -> str:
    return gettext(
        "Diese Datei enthält keine lesbaren Untertitel. Möglich sind WebVTT (.vtt) und SubRip "
        "(.srt)."
    )
