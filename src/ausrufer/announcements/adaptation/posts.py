"""A message as a post: short plain text, its link and its hashtags."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

import regex

from ausrufer.announcements.adaptation.counting import count
from ausrufer.announcements.adaptation.cutting import Room, shortened
from ausrufer.announcements.adaptation.formatting import clean_html, to_html
from ausrufer.announcements.adaptation.forms import card, common, title_in_field
from ausrufer.announcements.adaptation.links import has_link
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.adaptation.tags import hashtags_for
from ausrufer.announcements.adaptation.threads import threaded
from ausrufer.channels.contract import LongText, Manifest, Outgoing, TextRules

_GAP = "\n\n"
_CORRECTED = {"de": "Berichtigt: {}", "en": "Corrected: {}"}
_MORE = {"de": "Mehr dazu: {}", "en": "More about this: {}"}
_WHOLE = {"de": "Ganze Mitteilung: {}", "en": "Full message: {}"}


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands below the text of a post; `least` is the share of the room the text must keep."""

    lines: str
    hashtags: tuple[str, ...]
    least: float


def post(source: Source, manifest: Manifest) -> Outgoing:
    """Return the post, or the thread where the channel takes long texts apart."""
    rules = manifest.text
    parts, hashtags = _parts(source, rules)
    html = _formatted(source, rules, parts) if rules.formatted else ""
    return replace(
        common(source, manifest),
        title=title_in_field(source, rules) if rules.has_title else source.title,
        parts=parts,
        html=html,
        link=card(source, source.target),
        hashtags=hashtags,
        comment=_comment(source, rules),
    )


def _parts(source: Source, rules: TextRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parts and the hashtags that found room in them."""
    words = _words(source, rules)
    tags = _hashtags(source, words)[: rules.most_hashtags] if rules.hashtags else ()
    link = _link_in_text(source, rules)
    missing = "" if has_link(words, link) else link
    for taken in (tags, ()):
        whole = _joined(words, missing, _line(taken))
        if count(whole, rules).fits:
            return (whole,), taken
    if rules.long_text is LongText.THREAD:
        return threaded(_joined(words, missing, _line(tags)), rules), tags
    return _cut(source, rules, words, tags)


def _formatted(source: Source, rules: TextRules, parts: tuple[str, ...]) -> str:
    """Return the whole post as HTML; empty where its text was cut: both say the same."""
    words, link = _words(source, rules), _link_in_text(source, rules)
    missing = "" if has_link(words, link) else link
    if parts != (_joined(words, missing),):
        return ""
    title, note = escape(_headline(source, rules), quote=False), escape(_note(source), quote=False)
    address = escape(missing)
    blocks = (
        f"<p><strong>{title}</strong></p>" if title else "",
        f"<p>{note}</p>" if note else "",
        to_html(source.whole),
        f'<p><a href="{address}">{address}</a></p>' if address else "",
    )
    return clean_html("\n".join(filter(None, blocks)))


def _cut(
    source: Source, rules: TextRules, words: str, tags: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    link = _link_in_text(source, rules)
    headline = "" if rules.has_title else source.title
    for tail in _tails(source, link, tags):
        room = _room_above(tail.lines, rules)
        if room.units is not None and room.units < tail.least * (rules.limit or 0):
            continue
        text = shortened(words, rules, room, keep=len(headline) + len(_GAP))
        if text and (not link or has_link(_joined(text, tail.lines), link)):
            return (_joined(text, tail.lines),), tail.hashtags
    return (shortened(words, rules, _room_above("", rules)),), ()


def _tails(source: Source, link: str, tags: tuple[str, ...]) -> Iterator[_Tail]:
    """Yield what may stand below a cut text, the best first."""
    page = source.permalink if link and source.permalink != link else ""
    whole = _phrase(_WHOLE, source).format(page) if page else ""
    for lines, least in ((whole, 0.5), (f"{whole}\n{link}".strip(), 0.5), (link, 0.5), (link, 0)):
        taken = tags if least else ()
        yield _Tail(_joined(lines, _line(taken)), taken, least)


def _room_above(lines: str, rules: TextRules) -> Room:
    beside = count(_GAP + lines if lines else "", rules)
    return Room(
        None if rules.limit is None else rules.limit - beside.used,
        None if rules.byte_limit is None else rules.byte_limit - beside.bytes_used,
    )


def _words(source: Source, rules: TextRules) -> str:
    return _joined(_headline(source, rules), _note(source), _body(source))


def _body(source: Source) -> str:
    return to_plain(source.whole, without_address=source.target)


def _headline(source: Source, rules: TextRules) -> str:
    """Return the title where it stands above the text; one too long for its field does."""
    title = source.title.strip()
    if rules.has_title and title_in_field(source, rules) == source.title:
        return ""
    # feeds like to repeat the headline
    return "" if _body(source).split("\n", 1)[0].rstrip(" .:") == title else title


def _note(source: Source) -> str:
    return _phrase(_CORRECTED, source).format(source.correction) if source.correction else ""


def _phrase(phrases: dict[str, str], source: Source) -> str:
    return phrases.get(source.language[:2], phrases["de"])


def _hashtags(source: Source, words: str) -> tuple[str, ...]:
    said = {tag.casefold() for tag in regex.findall(r"(?<!\w)#(\w+)", words)}
    return tuple(tag for tag in hashtags_for(source) if tag.casefold() not in said)


def _line(tags: tuple[str, ...]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def _comment(source: Source, rules: TextRules) -> str:
    """Return the first comment: the link, where it has no place in the text."""
    if not rules.link_in_comment or not source.target:
        return ""
    return _phrase(_MORE, source).format(source.target)


def _link_in_text(source: Source, rules: TextRules) -> str:
    return source.target if rules.link_in_text else ""


def _joined(*blocks: str) -> str:
    return _GAP.join(block for block in blocks if block)
