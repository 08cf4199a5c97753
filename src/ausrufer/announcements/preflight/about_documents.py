"""Whether a document may be shown on that day, and whether everybody can read it."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.adaptation.source import SourceDocument
from ausrufer.announcements.preflight.about_rights import about_rights, tunable
from ausrufer.announcements.preflight.message import Message

_PLACE = "documents"


def about_documents(message: Message) -> Iterator[Finding]:
    """Yield who cannot read a document, and what the library knows against showing it."""
    day = message.circumstances.moment.date()
    for document in message.source.documents:
        yield from _about_reading(document)
        if document.asset is not None:
            yield from about_rights("document", document.asset, day, _PLACE)


def _about_reading(document: SourceDocument) -> Iterator[Finding]:
    if not document.tagged:
        yield tunable("document_untagged", _PLACE)
    else:
        yield tunable("document_says_more", _PLACE)
    if not document.language:
        yield tunable("document_without_language", _PLACE)
