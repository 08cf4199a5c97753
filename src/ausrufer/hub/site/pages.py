"""Which files a change touches, written in the order in which readers may meet them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext

from ausrufer.hub.site import overview, paths
from ausrufer.hub.site.entries import Entries
from ausrufer.hub.site.entry import Entry
from ausrufer.hub.site.feeds import LENGTH, Channel, Story, feeds
from ausrufer.hub.site.index import Index, Shelf
from ausrufer.hub.site.lists import PART, Heading, list_pages, part_count, part_path
from ausrufer.hub.site.message import feed_content, message_files, obsolete_files
from ausrufer.hub.site.overview import ARCHIVE, DEPARTMENTS, TOPICS
from ausrufer.hub.site.render import Renderer
from ausrufer.hub.site.write import remove_file, write_all, write_file

_BEFORE_ANYTHING = datetime(2000, 1, 1, tzinfo=UTC)


class Pages:
    """The files below the root of a site. Who writes holds the site's lock."""

    def __init__(self, web: Path, renderer: Renderer, entries: Entries, index: Index) -> None:
        self._web = web
        self.renderer = renderer
        self._entries = entries
        self.index = index
        self._stories: dict[str, Story] = {}

    def write_message(self, entry: Entry) -> None:
        """Write the files of a message and remove those it must not have any more."""
        write_all(self._web, message_files(self.renderer, entry))
        for path in obsolete_files(entry):
            remove_file(self._web / path)

    def write_shelf(self, path: str, changed: Entry | None) -> None:
        """Write the pages and feeds of a list; only from `changed` on where a message is given."""
        shelf = self.index.shelf(path)
        if shelf is None:
            self._remove_shelf(path)
            return
        if path:
            self._write_list(shelf, changed)
        if path.startswith(ARCHIVE):
            self._write(*overview.month_sitemap(self.renderer, self.index, path))
        else:
            self.write_feeds(shelf)

    def write_overview(self) -> None:
        """Write the pages any new message may change, the front page last of all."""
        for path, content in reversed(list(overview.overview_pages(self.renderer, self.index))):
            self._write(path, content)

    def write_feeds(self, shelf: Shelf) -> None:
        """Write the three feeds of a list."""
        stories = [self._story(one) for one in self.index.newest(shelf.path, most=LENGTH)]
        channel = self._channel(shelf)
        write_all(self._web, feeds(self.renderer.settings, channel, stories))

    def write_standing(self) -> None:
        """Write what depends on the settings alone: assets, lost-page, robots."""
        write_all(self._web, dict(overview.standing_files(self.renderer)))

    def _write(self, path: str, content: bytes) -> None:
        write_file(self._web / path, content)

    def _write_list(self, shelf: Shelf, changed: Entry | None) -> None:
        parts = part_count(shelf.count)
        first = self._first_part(shelf, changed, parts)
        for path, content in list_pages(
            self.renderer, self.index, shelf, self._heading(shelf), from_part=first
        ):
            self._write(path, content)
        while (surplus := self._web / part_path(shelf.path, parts := parts + 1)).is_dir():
            shutil.rmtree(surplus)

    def _first_part(self, shelf: Shelf, changed: Entry | None, parts: int) -> int:
        if changed is None:
            return 1
        first = self.index.older_than(shelf.path, changed) // PART + 1
        # A part that was just cut off need not contain the message that caused it.
        while first > 1 and not self._has_part(shelf, min(first - 1, parts)):
            first = min(first - 1, parts)
        return first

    def _has_part(self, shelf: Shelf, number: int) -> bool:
        return (self._web / part_path(shelf.path, number) / "index.html").exists()

    def _remove_shelf(self, path: str) -> None:
        if path:
            shutil.rmtree(self._web / path, ignore_errors=True)
        else:
            self.write_feeds(Shelf("", "", 0))

    def _heading(self, shelf: Shelf) -> Heading:
        if shelf.path.startswith(ARCHIVE):
            return Heading("month", overview.month_name(self.renderer, shelf.path))
        return Heading("topic" if shelf.path.startswith(TOPICS) else "department", shelf.name)

    def _channel(self, shelf: Shelf) -> Channel:
        town, claim = self.renderer.settings.town_name, self.renderer.settings.claim
        with self.renderer.language():
            about = {
                TOPICS: gettext("Mitteilungen zum Thema %(name)s"),
                DEPARTMENTS: gettext("Mitteilungen von: %(name)s"),
            }
            described = claim or gettext("Mitteilungen der Stadt")
        for prefix, words in about.items():
            if shelf.path.startswith(prefix):
                described = words % {"name": shelf.name}
        return Channel(
            path=shelf.path,
            title=f"{town}: {shelf.name}" if shelf.name else town,
            description=described,
            since=self.index.last_touch(shelf.path) or _BEFORE_ANYTHING,
        )

    def _story(self, public_id: str) -> Story:
        if public_id not in self._stories:
            entry = self._entries.read(public_id)
            if entry is None:
                raise LookupError(f"index names {public_id}, which has no entry")
            files = [paths.picture_path(p.sha256, p.media_type) for p in entry.content.pictures]
            sizes = tuple(self._size(path) for path in files)
            self._stories[public_id] = Story(entry, feed_content(self.renderer, entry), sizes)
        return self._stories[public_id]

    def _size(self, path: str) -> int:
        try:
            return (self._web / path).stat().st_size
        except FileNotFoundError:
            return 0
