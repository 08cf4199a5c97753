"""Writing a whole site anew: after new settings or a new version, or from nothing but deliveries.

The lock is taken for a moment at a time, so that a message on its way out never waits for long.
"""

import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from ausrufer.channels.contract import Outgoing
from ausrufer.hub.site import entry as changes
from ausrufer.hub.site import paths
from ausrufer.hub.site.documents import keep_documents
from ausrufer.hub.site.entry import Entry, Step
from ausrufer.hub.site.errors import SiteRefused
from ausrufer.hub.site.films import keep_films
from ausrufer.hub.site.hosts import Note, notes, read_note, write_note
from ausrufer.hub.site.look import look_of
from ausrufer.hub.site.overview import ARCHIVE, DEPARTMENTS, TOPICS
from ausrufer.hub.site.pages import Pages
from ausrufer.hub.site.pictures import complete_variants, keep_pictures
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.render import Renderer

T = TypeVar("T")

_AT_A_TIME = 25
_LET_OTHERS_IN = 0.005  # seconds; a lock that is given back and taken at once starves who waits


@dataclass(frozen=True, slots=True)
class Published:
    """A settled delivery that brought a message out or corrected it."""

    outgoing: Outgoing
    step: Step


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A settled delivery that took a message back."""

    public_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many messages have their pages again, and what could not be brought back, in German."""

    messages: int
    losses: tuple[str, ...]


def needs_rebuild(site: Site) -> bool:
    """Tell whether pages with old settings, assets or templates may be about."""
    note = read_note(site.folder)
    return note is not None and note.look != look_of(Renderer(site.settings))


def rebuild(site: Site) -> Rebuilt:
    """Write every page from the entries and remove what belongs to none; repeatable."""
    site.forget_index()
    site.prepare()
    losses: list[str] = []
    count = 0
    for group in _groups(site.entries.ids(), _AT_A_TIME):
        with site.writing() as pages:
            for public_id in group:
                entry = site.entries.read(public_id)
                if entry is not None:
                    losses.extend(_write_message(site, pages, entry))
                    count += 1
        time.sleep(_LET_OTHERS_IN)
    _write_lists(site)
    return Rebuilt(count, tuple(losses))


def rebuild_outdated(public_folder: Path) -> Iterator[tuple[str, str]]:
    """Rebuild every site that needs it; return (folder, what came of it) of each.

    One site that cannot be written does not keep the others from it.
    """
    for note in notes(public_folder):
        site = Site(public_folder, note.settings)
        try:
            if needs_rebuild(site):
                rebuilt = rebuild(site)
                yield site.folder.name, f"{rebuilt.messages} messages, {rebuilt.losses}"
        except (SiteRefused, OSError) as refused:
            yield site.folder.name, f"not rebuilt: {refused}"


def restore(site: Site, history: Iterable[Published | Withdrawn]) -> Rebuilt:
    """Bring back the entries of a lost folder from deliveries, oldest first, and write the site.

    Steps the site still knows change nothing.
    """
    losses = []
    for group in _groups(history, _AT_A_TIME):
        with site.writing():
            for step in group:
                try:
                    _take(site, step)
                except SiteRefused as refused:
                    losses.append(refused.for_staff)
        time.sleep(_LET_OTHERS_IN)
    rebuilt = rebuild(site)
    return Rebuilt(rebuilt.messages, (*losses, *rebuilt.losses))


def _take(site: Site, step: Published | Withdrawn) -> None:
    if isinstance(step, Withdrawn):
        entry = site.entries.read(step.public_id)
        if entry is not None:
            site.entries.write(changes.withdrawn(entry, at=step.at))
        return
    before = site.entries.read(step.outgoing.public_id)
    if before is not None and step.step.key in before.keys:
        return
    content = changes.content_of(
        step.outgoing,
        pictures=keep_pictures(site.web, step.outgoing.pictures),
        films=keep_films(site.web, step.outgoing.films),
        documents=keep_documents(site.web, step.outgoing.documents),
        base_url=site.settings.base_url,
    )
    site.entries.write(changes.published(before, step.outgoing, content, step.step))


def _write_message(site: Site, pages: Pages, entry: Entry) -> list[str]:
    pages.write_message(entry)
    return (
        [
            f"Zur Mitteilung „{entry.content.title}“ fehlt ein Bild."
            for picture in entry.content.pictures
            if not complete_variants(site.web, picture)
        ]
        + [
            f"Zur Mitteilung „{entry.content.title}“ fehlt der Film."
            for film in entry.content.films
            if not (site.web / paths.film_path(film.sha256, film.media_type)).exists()
        ]
        + [
            f"Zur Mitteilung „{entry.content.title}“ fehlt das Dokument."
            for document in entry.content.documents
            if not (site.web / paths.document_path(document.sha256, document.title)).exists()
        ]
    )


def _write_lists(site: Site) -> None:
    with site.writing() as pages:
        shelves = [""] + [
            shelf.path
            for prefix in (ARCHIVE, TOPICS, DEPARTMENTS)
            for shelf in pages.index.shelves(prefix)
        ]
    for path in shelves:
        with site.writing() as pages:
            pages.write_shelf(path, None)
        time.sleep(_LET_OTHERS_IN)
    with site.writing() as pages:
        pages.write_standing()
        pages.write_overview()
        _sweep(site, pages)
        look = look_of(pages.renderer)
        write_note(site.folder, Note(site.settings, pages.renderer.assets.folder, look))


def _sweep(site: Site, pages: Pages) -> None:
    """Remove what belongs to no entry; nobody else writes meanwhile."""
    for leftover in site.folder.rglob(".new-*"):
        leftover.unlink(missing_ok=True)
    files = pages.index.pictures()
    folders = (paths.picture_folder, paths.film_folder, paths.document_folder)
    shown = {folder(one) for one in files for folder in folders}
    for folder, path in _folders(site.web):
        if not _belongs(path, pages, shown):
            shutil.rmtree(folder)


def _belongs(path: str, pages: Pages, shown: set[str]) -> bool:
    kind = path.split("/", maxsplit=1)[0]
    if kind in ("bilder", "filme", "dokumente"):
        return path in shown
    if kind == "_assets":
        return path == pages.renderer.assets.folder
    if kind.isdigit():
        return bool(pages.index.id_at(path))
    return pages.index.shelf(path) is not None


def _folders(web: Path) -> Iterator[tuple[Path, str]]:
    """Return every folder that belongs to one picture, message or list, with its path."""
    for pattern in (
        "bilder/*",
        "filme/*",
        "dokumente/*",
        "_assets/*",
        "thema/*",
        "amt/*",
        "archiv/[0-9]*/[0-9]*",
        "[0-9]*/[0-9]*/*",
    ):
        for folder in sorted(web.glob(pattern)):
            yield folder, f"{folder.relative_to(web).as_posix()}/"


def _groups(items: Iterable[T], size: int) -> Iterator[list[T]]:
    group: list[T] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
