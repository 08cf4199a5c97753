"""The contents of one letter, cleaned and ready to be drawn as text and as markup: pure."""

import html
import re
from dataclasses import dataclass

import nh3

from ausrufer.channels.contract import Command, Outgoing, Picture
from ausrufer.connectors.email.setup import Sender, one_line
from ausrufer.connectors.email.words import Words, words_for

_TAGS = {
    *("p", "br", "hr", "strong", "b", "em", "i", "s", "sub", "sup", "a", "code", "pre"),
    *("ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
}
_ATTRIBUTES = {"a": {"href", "lang"}, "*": {"lang"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture inside the letter; `cid` is its Content-ID without angle brackets."""

    cid: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person.

    Titles are single lines; `markup` is safe and starts its headings at h2.
    """

    words: Words
    language: str
    title: str
    preheader: str
    about: str  # day, department and topic in one line
    corrected: str
    text: str
    markup: str
    pictures: tuple[InlinePicture, ...]
    link: tuple[str, str] | None  # (words, address)
    contact: str
    also_at: tuple[tuple[str, str], ...]
    sender: Sender
    leave_url: str


def letter_for(command: Command, sender: Sender) -> Letter:
    """Return what the person of `command` gets to read."""
    outgoing = command.outgoing
    words = words_for(outgoing.language)
    text = _lines("\n\n".join(outgoing.parts))
    return Letter(
        words=words,
        language=one_line(outgoing.language) or words.language,
        title=one_line(outgoing.title),
        preheader=one_line(outgoing.summary),
        about=_about(outgoing, words),
        corrected=one_line(outgoing.correction),
        text=text,
        markup=_clean(outgoing.html) or _markup_of(text),
        pictures=tuple(
            InlinePicture(f"{number}.{picture.sha256[:24]}@letter", picture)
            for number, picture in enumerate(outgoing.pictures, start=1)
        ),
        link=_link(outgoing, words),
        contact=_lines(outgoing.contact),
        also_at=tuple((one_line(label), url) for label, url in outgoing.also_at if _is_web(url)),
        sender=sender,
        leave_url=command.recipient.unsubscribe_url if command.recipient else "",
    )


def _about(outgoing: Outgoing, words: Words) -> str:
    day = words.date(outgoing.publish_at) if outgoing.publish_at else ""
    return " · ".join(
        part for part in (day, one_line(outgoing.department), one_line(outgoing.topic)) if part
    )


def _link(outgoing: Outgoing, words: Words) -> tuple[str, str] | None:
    if outgoing.link is None or not _is_web(outgoing.link.url):
        return None
    title = one_line(outgoing.link.title)
    # Where the link leads to this very message, its title would only be said twice.
    named = title if title and title != one_line(outgoing.title) else words.more
    return named, outgoing.link.url


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and url == one_line(url) and " " not in url


def _lines(text: str) -> str:
    return _NOT_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _clean(markup: str) -> str:
    """Return safe markup without anything a mail program would fetch from elsewhere."""
    safe = nh3.clean(
        _NOT_IN_TEXT.sub("", markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    levels = sorted({int(level) for _, level in _HEADING.findall(safe)})
    place = {str(level): min(2 + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda found: f"<{found[1]}h{place[found[2]]}", safe).strip()


def _markup_of(text: str) -> str:
    blocks = (html.escape(block).replace("\n", "<br>") for block in re.split(r"\n{2,}", text))
    return "".join(f"<p>{block}</p>" for block in blocks if block)
