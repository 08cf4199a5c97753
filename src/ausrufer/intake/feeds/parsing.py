"""Reading a feed of any dialect into one form; pure."""

import hashlib
import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any
from xml.etree.ElementTree import tostring

from ausrufer.intake.feeds.dialects import home, keep_first, level
from ausrufer.intake.feeds.enclosing import enclosures
from ausrufer.intake.feeds.guarding import guarded_tree
from ausrufer.intake.feeds.sanitising import as_text, one_line, paragraphs, sanitised, too_deep
from ausrufer.intake.feeds.shapes import Feed, FeedItem, FeedRefused, Skipped
from ausrufer.intake.feeds.webpages import web_address

MOST_ITEMS = 500
_LONGEST_GUID = 500
_LONGEST_TEXT = 200_000
_Part = Mapping[str, Any]  # what feedparser says about a feed or an entry
_XHTML = "application/xhtml+xml"
_HTML = frozenset({"text/html", _XHTML})
_YEARS = range(1970, 2101)
_TAG = re.compile(r"<[a-zA-Z/!]")
_EMBEDDED = re.compile(r"""<img\b[^<>]*\bsrc\s*=\s*["']?\s*data:[^<>]*>""", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class _Unusable(Exception):
    """One item cannot be taken in; the text is the reason in German."""


def read_feed(content: bytes, *, content_type: str = "", base_url: str = "") -> Feed:
    """Read RSS 0.9x, 1.0, 2.0 or Atom.

    `content_type` is the HTTP header as it came, `base_url` the address relative addresses refer to
    (without it, the website the feed names). Items that cannot be used are left out and listed in
    `skipped`. Raises FeedRefused.
    """
    root = guarded_tree(content, content_type, base_url)
    base = web_address(base_url, "") or web_address(home(root), "")
    count = keep_first(root, MOST_ITEMS)
    level(root)
    parsed = _parsed(tostring(root, encoding="utf-8"), base)
    items: dict[str, FeedItem] = {}
    skipped: list[Skipped] = []
    for entry in parsed["entries"]:
        try:
            item = _item(entry, parsed["feed"], base)
        except _Unusable as reason:
            skipped.append(_left_out(_title(entry), str(reason)))
        else:
            skipped += _take(item, items)
    skipped += _beyond(count)
    return Feed(
        title=_title(parsed["feed"]),
        language=_language(parsed["feed"]),
        items=tuple(items.values()),
        skipped=tuple(skipped),
    )


def _parsed(xml: bytes, base: str) -> _Part:
    # not before a feed is read: most processes never do
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        # A stream, because feedparser would open a string that looks like a path or an address.
        parsed: _Part = feedparser.parse(
            io.BytesIO(xml),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as bug:  # foreign code on hostile input: the feed is at fault
        raise FeedRefused(
            "Der Feed ist nicht so aufgebaut, wie RSS und Atom es verlangen."
        ) from bug
    if not parsed["version"] and not parsed["entries"]:
        raise FeedRefused("Das ist XML, aber kein RSS- oder Atom-Feed.")
    return parsed


def _item(entry: _Part, feed: _Part, base: str) -> FeedItem:
    link = web_address(str(entry.get("link", "")), base)
    guid = one_line(str(entry.get("id", ""))) or link
    if not guid:
        raise _Unusable("Er hat weder eine Kennung (guid, id) noch einen Link.")
    title, summary = _title(entry), _summary(entry)
    harmless = sanitised(*_text(entry, base))
    if not title and not as_text(harmless):
        raise _Unusable("Er hat weder eine Überschrift noch einen Text.")
    return FeedItem(
        guid=_short(guid),
        title=title,
        html=harmless,
        summary="" if summary == as_text(harmless) else summary,
        link=link,
        published_at=_moment(entry, "published_parsed"),
        updated_at=_moment(entry, "updated_parsed"),
        categories=_categories(entry),
        enclosures=enclosures(entry.get("links", []), harmless, base),
        language=_language(entry) or _language(feed),
    )


def _take(item: FeedItem, items: dict[str, FeedItem]) -> Iterator[Skipped]:
    """Keep the item; of two with the same id the newer one, and say so unless they are equal."""
    known = items.get(item.guid)
    if known is None:
        items[item.guid] = item
        return
    older, newer = (item, known) if _age(item) <= _age(known) else (known, item)
    items[item.guid] = newer
    if older.revision != newer.revision:
        reason = "Seine Kennung kommt mehrfach vor; übernommen wurde der neuere Eintrag."
        yield _left_out(older.title, reason)


def _left_out(title: str, reason: str) -> Skipped:
    shown = f"„{shorten(title, 80, placeholder=' …')}“" if title else "ohne Titel"
    return Skipped(title, f"Eintrag {shown}: {reason}")


def _age(item: FeedItem) -> datetime:
    return item.updated_at or item.published_at or datetime.min.replace(tzinfo=UTC)


def _beyond(count: int) -> list[Skipped]:
    if count <= MOST_ITEMS:
        return []
    reason = f"Der Feed hat {count} Einträge; gelesen wurden die ersten {MOST_ITEMS}."
    return [Skipped("", reason)]


def _text(entry: _Part, base: str) -> tuple[str, str]:
    """Return the fullest text of an entry as HTML, and the address it is relative to."""
    texts = [one for one in entry.get("content", []) if one.get("value") and not one.get("src")]
    texts.append(entry.get("summary_detail") or {})
    formatted = (one for one in texts if one.get("type") in _HTML)
    detail = next(formatted, texts[0])
    value, kind = str(detail.get("value") or ""), detail.get("type")
    if kind not in _HTML | {"text/plain"}:
        return "", base
    value = _EMBEDDED.sub("", value)  # pictures written as letters are not taken anyway
    if len(value) > _LONGEST_TEXT:
        raise _Unusable(f"Sein Text ist zu lang: höchstens {_LONGEST_TEXT} Zeichen werden gelesen.")
    if too_deep(value):
        raise _Unusable("Sein Text ist ungewöhnlich tief verschachtelt.")
    own_base = web_address(str(detail.get("base") or ""), base) or base
    if kind == _XHTML:
        value = value.replace("</br>", "")  # feedparser closes it, HTML would break twice
    if kind in _HTML and _TAG.search(value):
        return value, own_base
    return paragraphs(html.unescape(value) if kind in _HTML else value), own_base


def _summary(entry: _Part) -> str:
    # Without a detail, feedparser has only repeated the content.
    detail = entry.get("summary_detail")
    return _words(detail.get("value"), detail.get("type")) if detail else ""


def _title(part: _Part) -> str:
    detail = part.get("title_detail") or {}
    return _words(part.get("title"), detail.get("type"))


def _words(value: object, kind: object) -> str:
    text = str(value or "")
    if kind in _HTML and not too_deep(text):
        return as_text(text)
    return one_line(text)


def _moment(entry: _Part, name: str) -> datetime | None:
    # The entry's own `get` would answer with other times.
    found: Any = dict(entry).get(name)
    try:
        year, month, day, hour, minute, second = found[:6]
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def _categories(entry: _Part) -> tuple[str, ...]:
    tags = (str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", []))
    names = (_words(tag, "text/html" if _TAG.search(tag) else "text/plain") for tag in tags)
    return tuple(dict.fromkeys(name for name in names if name))


def _language(part: _Part) -> str:
    details = [part.get("title_detail"), part.get("summary_detail"), *part.get("content", [])]
    named = [part.get("language"), *(one.get("language") for one in details if one)]
    tags = (str(one).replace("_", "-").strip() for one in named if one)
    return next((tag for tag in tags if _LANGUAGE.fullmatch(tag)), "")


def _short(guid: str) -> str:
    if len(guid) <= _LONGEST_GUID:
        return guid
    return f"sha256:{hashlib.sha256(guid.encode()).hexdigest()}"
