"""Atom, RSS 2.0 and JSON Feed of a list of messages: the same content three times. Pure.

Identities never change, addresses are absolute, a correction moves `updated`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from ausrufer.hub.site import paths
from ausrufer.hub.site.entry import Entry, urn
from ausrufer.hub.site.settings import SiteSettings

NAMES = ("feed.atom", "feed.rss", "feed.json")
LENGTH = 30  # messages: a month of an ordinary town
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, slots=True)
class Story:
    """A message ready for feeds: its entry, its whole content as markup, its pictures' sizes."""

    entry: Entry
    html: str
    picture_bytes: tuple[int, ...]  # per picture of the entry


@dataclass(frozen=True, slots=True)
class Channel:
    """One subject to follow: the whole site, a topic, a department."""

    path: str
    title: str
    description: str
    since: datetime  # stands for the last change where there is no message yet


def feeds(settings: SiteSettings, channel: Channel, stories: Sequence[Story]) -> dict[str, bytes]:
    """Return the three feeds of a list by path; `stories` newest first."""
    return {
        channel.path + "feed.atom": _written(_Atom, settings, channel, stories),
        channel.path + "feed.rss": _written(_Rss, settings, channel, stories),
        channel.path + "feed.json": _json_feed(settings, channel, stories),
    }


class _Dated(SyndicationFeed):
    """A feed without messages must not claim to have changed just now: its bytes would differ."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["since"]


class _Atom(_Dated, Atom1Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Ausrufer")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["markup"], {"type": "html"})


class _Rss(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": _CONTENT}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        # RSS allows one enclosure; the others are in the content.
        super().add_item_elements(handler, {**item, "enclosures": item["enclosures"][:1]})
        handler.addQuickElement("content:encoded", item["markup"])
        handler.addQuickElement(
            "atom:updated", item["updateddate"].astimezone(UTC).isoformat(timespec="seconds")
        )


def _written(
    kind: type[_Dated], settings: SiteSettings, channel: Channel, stories: Sequence[Story]
) -> bytes:
    name = "feed.atom" if kind is _Atom else "feed.rss"
    feed = kind(
        title=settings.marked(channel.title),
        link=settings.address(channel.path),
        description=channel.description,
        subtitle=channel.description,
        language=settings.language,
        author_name=settings.town_name,
        author_link=settings.address(),
        feed_url=settings.address(channel.path + name),
        feed_guid=_identity(settings, channel),
        since=channel.since,
    )
    for story in stories:
        feed.add_item(**_item(settings, story))
    written = StringIO()
    feed.write(written, "utf-8")
    return written.getvalue().encode()


def _item(settings: SiteSettings, story: Story) -> dict[str, Any]:
    entry = story.entry
    return {
        "title": settings.marked(entry.content.title),
        "link": settings.address(entry.path),
        # Readers take this for markup: what looks like a tag in a teaser must not become one.
        "description": escape(entry.content.summary, quote=False),
        "unique_id": entry.urn,
        "unique_id_is_permalink": False,
        "pubdate": _whole_second(entry.published_at),
        "updateddate": _whole_second(entry.updated_at),
        "author_name": _author(settings, entry),
        "categories": _categories(entry),
        "enclosures": [Enclosure(**facts) for facts in _enclosures(settings, story)],
        "markup": story.html,
        "language": entry.content.language,
    }


def _json_feed(settings: SiteSettings, channel: Channel, stories: Sequence[Story]) -> bytes:
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.marked(channel.title),
        "home_page_url": settings.address(channel.path),
        "feed_url": settings.address(channel.path + "feed.json"),
        "description": channel.description,
        "language": settings.language,
        "authors": [{"name": settings.town_name, "url": settings.address()}],
        "items": [_json_item(settings, story) for story in stories],
    }
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(settings: SiteSettings, story: Story) -> dict[str, Any]:
    entry, content = story.entry, story.entry.content
    enclosures = _enclosures(settings, story)
    item = {
        "id": entry.urn,
        "url": settings.address(entry.path),
        "external_url": content.link.url if content.link else "",
        "title": settings.marked(content.title),
        "content_html": story.html,
        "content_text": content.plain,
        "summary": content.summary,
        "date_published": _whole_second(entry.published_at).isoformat(),
        "date_modified": _whole_second(entry.updated_at).isoformat(),
        "authors": [{"name": _author(settings, entry), "url": settings.address()}],
        "language": content.language,
        "tags": list(_categories(entry)),
        "attachments": [
            {
                "url": facts["url"],
                "mime_type": facts["mime_type"],
                "size_in_bytes": int(facts["length"]),
            }
            for facts in enclosures
        ],
        "image": _image(enclosures),
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _image(enclosures: Sequence[dict[str, str]]) -> str:
    shown = (one["url"] for one in enclosures if one["mime_type"].startswith("image/"))
    return next(shown, "")


def _enclosures(settings: SiteSettings, story: Story) -> list[dict[str, str]]:
    content = story.entry.content
    pictures = zip(content.pictures, story.picture_bytes, strict=True)
    # the film goes first: RSS takes one file only
    films = [
        {
            "url": settings.address(paths.film_path(film.sha256, film.media_type)),
            "length": str(film.size),
            "mime_type": film.media_type,
        }
        for film in content.films
    ]
    documents = [
        {
            "url": settings.address(paths.document_path(document.sha256, document.title)),
            "length": str(document.size),
            "mime_type": "application/pdf",
        }
        for document in content.documents
    ]
    shown = [
        {
            "url": settings.address(paths.picture_path(picture.sha256, picture.media_type)),
            "length": str(size),
            "mime_type": picture.media_type,
        }
        for picture, size in pictures
    ]
    return films + shown + documents


def _categories(entry: Entry) -> tuple[str, ...]:
    named = (entry.content.topic, *entry.content.hashtags)
    return tuple(dict.fromkeys(name for name in named if name))


def _author(settings: SiteSettings, entry: Entry) -> str:
    if not entry.content.department:
        return settings.town_name
    return f"{settings.town_name}, {entry.content.department}"


def _identity(settings: SiteSettings, channel: Channel) -> str:
    return urn(f"feed:{settings.folder}:{channel.path}")


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
