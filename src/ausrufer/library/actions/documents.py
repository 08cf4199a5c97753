"""Documents of the library: looked at by a process of their own, kept as they are."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.foundation.documents import DocumentFacts, DocumentRefused, document_facts
from ausrufer.foundation.documents.facts import MEDIA_TYPE
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.text import clean_line
from ausrufer.library import journal
from ausrufer.library.access import uploader
from ausrufer.library.actions.pictures import Added, base_name, stored_once
from ausrufer.library.models import Asset
from ausrufer.library.queries import asset_of
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write

MOST_TITLE = 200
_LONGEST_WAIT = 3  # seconds; whoever asks waits for the answer
# reading takes seconds and memory: one at a time, so that pages of others are still answered
_READING = Lock()


def add_document(
    *,
    member: Member,
    content: bytes,
    file_name: str,
    department: Department | None = None,
    title: str = "",
) -> Added:
    """Put a PDF into the library as it is; the same one twice stays one.

    Without a `title` the PDF's own is taken. Raises Unfit with the reason in German, Refused while
    another one is read; nothing is stored half.
    """
    uploader(member)
    if department is not None and not may_write(member.rights, department.pk):
        raise NotForYou
    facts = _facts(content)
    called = checked_title(title or facts.title)
    sha256 = FileStore(settings.MEDIA_FOLDER).keep(content)
    if known := asset_of(sha256):
        return Added(known, new=False)
    asset = Asset(
        organisation_id=member.organisation_id,
        department=department,
        sha256=sha256,
        media_type=MEDIA_TYPE,
        width=0,
        height=0,
        size=facts.size,
        pages=facts.pages,
        tagged=facts.tagged,
        language=facts.language,
        title=called,
        file_name=base_name(file_name),
        uploaded_by=member,
        uploaded_at=now(),
        changed_at=now(),
    )
    return stored_once(member, asset, journal.DOCUMENT_ADDED)


def checked_title(title: str) -> str:
    """Return a document's title as it is stored; raises Unfit for none and for one too long."""
    called = clean_line(title)
    if not called:
        raise Unfit("title", gettext("Bitte geben Sie dem Dokument einen Titel."))
    if len(called) > MOST_TITLE:
        raise Unfit(
            "title",
            gettext("Der Titel ist zu lang: höchstens %(most)d Zeichen sind möglich.")
            % {"most": MOST_TITLE},
        )
    return called


def _facts(content: bytes) -> DocumentFacts:
    try:
        with tempfile.NamedTemporaryFile(prefix="document-") as file:
            file.write(content)
            file.flush()
            with _only_reader():
                return document_facts(Path(file.name))
    except DocumentRefused as refused:
        raise Unfit("file", refused.for_staff) from refused


@contextmanager
def _only_reader() -> Iterator[None]:
    """Be the only one in this process who has a document read; raises Refused."""
    if not _READING.acquire(timeout=_LONGEST_WAIT):
        raise Refused(
            gettext(
                "Gerade wird ein anderes Dokument geprüft. Bitte versuchen Sie es gleich noch "
                "einmal."
            )
        )
    try:
        yield
    finally:
        _READING.release()
