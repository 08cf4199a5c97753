"""The documents of a site: on the town's own ground, to be opened and saved from there."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ausrufer.channels.contract import Document
from ausrufer.hub.site import paths, text
from ausrufer.hub.site.entry import ShownDocument
from ausrufer.hub.site.errors import PictureUnusable
from ausrufer.hub.site.write import write_file

_LOST = "Das Dokument dieser Mitteilung fehlt. Bitte hängen Sie es erneut an."


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document ready for a page: `src` is a path below the root of the site."""

    src: str
    title: str
    pages: int
    size: int  # bytes


def keep_documents(web: Path, documents: Iterable[Document]) -> tuple[ShownDocument, ...]:
    """Store documents below the root of the site and return how pages name them.

    One without content must have been stored before. Raises PictureUnusable, OSError.
    """
    return tuple(_keep(web, one) for one in documents)


def drop_document(web: Path, sha256: str) -> None:
    """Remove every file of a document."""
    shutil.rmtree(web / paths.document_folder(sha256), ignore_errors=True)


def document_files(web: Path, sha256: str) -> frozenset[Path]:
    """Return every file of a document: one for each title it is called by."""
    return frozenset((web / paths.document_folder(sha256)).glob("*.pdf"))


def file_of(web: Path, document: ShownDocument) -> Path:
    """Return the file that a page leads to."""
    return web / paths.document_path(document.sha256, document.title)


def document_view(document: ShownDocument) -> DocumentView:
    """Return how a page leads to a document."""
    src = paths.document_path(document.sha256, document.title)
    return DocumentView(src, document.title, document.pages, document.size)


def _keep(web: Path, document: Document) -> ShownDocument:
    title = text.clean_line(document.title)
    try:
        target = web / paths.document_path(document.sha256, title)
    except ValueError as strange:
        raise PictureUnusable(_LOST) from strange
    if document.content:
        write_file(target, document.content)
    elif not target.exists():
        raise PictureUnusable(_LOST)
    return ShownDocument(document.sha256, document.pages, target.stat().st_size, title)
