"""The three things that happen to a message on the site, each safe to break off and to repeat.

The order is: pictures, a mark that something is unfinished, the entry, the message's page, the
lists and feeds it stands in, the mark gone. Whoever writes next finishes what a crash left behind.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ausrufer.channels.contract import Outgoing
from ausrufer.hub.site import entry as changes
from ausrufer.hub.site.documents import document_files, drop_document, file_of, keep_documents
from ausrufer.hub.site.entries import Entries, Unfinished
from ausrufer.hub.site.entry import Entry, Step
from ausrufer.hub.site.errors import SiteBusy, SiteRefused
from ausrufer.hub.site.films import drop_film, keep_films
from ausrufer.hub.site.hosts import Note, claim, read_note, write_note
from ausrufer.hub.site.index import Index
from ausrufer.hub.site.look import look_of
from ausrufer.hub.site.pages import Pages
from ausrufer.hub.site.pictures import drop_picture, keep_pictures
from ausrufer.hub.site.render import Renderer
from ausrufer.hub.site.settings import SiteSettings
from ausrufer.hub.site.write import exclusive

WEB = "web"  # what a web server shows; the rest of the site's folder is for us
_ERRNO = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_READONLY": errno.EROFS}


class Site:
    """One public site below `public_folder`; several processes may write to it at once.

    Every method raises SiteRefused with a German sentence, and OSError where the disk refuses.
    """

    def __init__(self, public_folder: Path, settings: SiteSettings) -> None:
        self.settings = settings
        self.folder = public_folder / settings.folder
        self.web = self.folder / WEB
        self.entries = Entries(self.folder)
        self._public_folder = public_folder
        self._index_path = self.folder / "index.sqlite3"

    def prepare(self) -> None:
        """Take the address and write what a site without a message needs."""
        with self.writing():
            pass

    def publish(self, outgoing: Outgoing, step: Step) -> Entry:
        """Bring a message out, or its corrected version; a repeat of `step` changes nothing."""
        found = self.find(outgoing.public_id, step.key)
        if found is not None:
            return found
        with self.writing() as pages:
            before = self.entries.read(outgoing.public_id)
            if before is not None and changes.repeats(before, step):
                return before
            content = changes.content_of(
                outgoing,
                pictures=keep_pictures(self.web, outgoing.pictures),
                films=keep_films(self.web, outgoing.films),
                documents=keep_documents(self.web, outgoing.documents),
                base_url=self.settings.base_url,
            )
            after = changes.published(before, outgoing, content, step)
            self._bring_out(pages, before, after)
            return after

    def withdraw(self, public_id: str, *, at: datetime) -> None:
        """Take a message back: its page says so, no list and no feed names it any more."""
        with self.writing() as pages:
            before = self.entries.read(public_id)
            if before is not None and before.withdrawn_at is None:
                self._bring_out(pages, before, changes.withdrawn(before, at=at))

    def find(self, public_id: str, key: str) -> Entry | None:
        """Return the entry that the delivery `key` made, once all its pages are there."""
        entry = self.entries.read(public_id)
        if entry is None or entry.withdrawn_at is not None or key not in entry.keys:
            return None
        return None if self.entries.is_unfinished(public_id) else entry

    def address(self, entry: Entry) -> str:
        """Return the permalink of a message."""
        return self.settings.address(entry.path)

    @contextmanager
    def writing(self) -> Iterator[Pages]:
        """Be the only writer; whatever a crash left unfinished is finished first."""
        with exclusive(self.folder / ".lock"), self._index() as index:
            pages = Pages(self.web, Renderer(self.settings), self.entries, index)
            self._settle_in(pages)
            for public_id in self.entries.all_unfinished():
                self._complete(pages, public_id)
            yield pages

    def forget_index(self) -> None:
        """Let the lists be made anew from the entries at the next write."""
        with exclusive(self.folder / ".lock"):
            self._index_path.unlink(missing_ok=True)

    def _bring_out(self, pages: Pages, before: Entry | None, after: Entry) -> None:
        if pages.index.id_at(after.path) not in ("", after.public_id):
            raise SiteRefused("Unter dieser Adresse liegt schon eine andere Mitteilung.")
        left = before or after
        self.entries.begin(
            after.public_id,
            Unfinished(
                shelves=tuple(path for path, _ in left.shelves),
                pictures=left.content.files,
            ),
        )
        self.entries.write(after)
        self._complete(pages, after.public_id)

    def _complete(self, pages: Pages, public_id: str) -> None:
        """Bring every page up to the entry; the same as often as it is asked for."""
        entry = self.entries.read(public_id)
        unfinished = self.entries.unfinished(public_id)
        if entry is not None:
            pages.index.put(entry)
            pages.write_message(entry)
            for path in sorted({*unfinished.shelves, *(path for path, _ in entry.shelves)}):
                pages.write_shelf(path, entry)
            pages.write_overview()
        for sha256 in unfinished.pictures:
            self._drop_unnamed(sha256, pages.index.shown_by(sha256))
        self.entries.finish(public_id)

    def _drop_unnamed(self, sha256: str, shown_by: tuple[str, ...]) -> None:
        """Remove the files of a picture, film or document that no message leads to any more."""
        if not shown_by:
            drop_picture(self.web, sha256)
            drop_film(self.web, sha256)
            drop_document(self.web, sha256)
        elif len(files := document_files(self.web, sha256)) > 1:
            for former in files - self._named(shown_by):
                former.unlink(missing_ok=True)

    def _named(self, public_ids: Iterable[str]) -> frozenset[Path]:
        """Return the files of all documents of these messages."""
        entries = [entry for one in public_ids if (entry := self.entries.read(one))]
        documents = (one for entry in entries for one in entry.content.documents)
        return frozenset(file_of(self.web, one) for one in documents)

    def _settle_in(self, pages: Pages) -> None:
        """Let site and host know of each other; new settings show on pages written from now on."""
        claim(self._public_folder, self.settings)
        assets = pages.renderer.assets.folder
        before = read_note(self.folder)
        if before is not None and (before.settings, before.assets) == (self.settings, assets):
            return
        pages.write_standing()
        if before is None:
            pages.write_shelf("", None)
            pages.write_overview()
        # The look stays the old one until a rebuild brought every page to the new.
        fresh = before is None and next(self.entries.all(), None) is None
        look = look_of(pages.renderer) if fresh else before.look if before else ""
        write_note(self.folder, Note(self.settings, assets, look))

    @contextmanager
    def _index(self) -> Iterator[Index]:
        try:
            with Index.opened(self._index_path, self.entries.all()) as index:
                yield index
        except sqlite3.OperationalError as refused:
            number = _ERRNO.get(refused.sqlite_errorname, errno.EIO)
            raise OSError(number, str(refused)) from refused
        except sqlite3.DatabaseError as damaged:
            self._index_path.unlink(missing_ok=True)
            raise SiteBusy(
                "Das Verzeichnis der Webseite war beschädigt. Ausrufer legt es neu an und versucht "
                "es gleich noch einmal."
            ) from damaged
