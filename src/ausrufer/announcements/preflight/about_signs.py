"""Emojis: too many of them, or as signs of a list."""

from collections.abc import Iterator

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage

# what shows as a picture; ©, ® and ™ are pictographs of Unicode too but read as letters
_PICTURE = (
    r"(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3"
    r"|[\p{Extended_Pictographic}--©®™‼⁉]\p{Emoji_Modifier}?\uFE0F?"
    r"(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*)"
)
_EMOJI = regex.compile(_PICTURE, regex.VERSION1)
_ROW = regex.compile(rf"{_PICTURE}(?:[ \t]*{_PICTURE}){{2,}}", regex.VERSION1)
_BULLET = regex.compile(
    rf"^[ \t]*(?:[-*+][ \t]+)?(?P<sign>{_PICTURE})[ \t]*\S", regex.VERSION1 | regex.MULTILINE
)
MOST = 4  # a screen reader reads each one out by its name
_FEWEST_BULLETS = 2


def about_signs(message: Message) -> Iterator[Finding]:
    """Yield rows of emojis, too many of them, and lists drawn with them."""
    for passage in message.passages:
        if passage.text.isascii():
            continue
        yield from _about_bullets(passage)
        yield from _about_number(passage)


def _about_bullets(passage: Passage) -> Iterator[Finding]:
    bullets = list(_BULLET.finditer(passage.text))
    if len(bullets) >= _FEWEST_BULLETS:
        yield passage.finding("emoji_bullet", *bullets[0].span("sign"))


def _about_number(passage: Passage) -> Iterator[Finding]:
    row = _ROW.search(passage.text)
    if row:
        yield passage.finding("emoji_flood", *row.span(), number=len(_EMOJI.findall(row[0])))
        return
    found = list(_EMOJI.finditer(passage.text))
    if len(found) > MOST:
        yield passage.finding("emoji_flood", *found[MOST].span(), number=len(found))
