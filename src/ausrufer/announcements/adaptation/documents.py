"""Which document a channel sends, and what readers of a copy miss without it: pure."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.films import films
from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import Source, SourceDocument
from ausrufer.channels.contract import Document, DocumentRules, Form, Manifest

_PLACE = "documents"


def documents(source: Source, manifest: Manifest) -> tuple[Document, ...]:
    """Return what goes out: nothing where the network takes none, or where it shows the film."""
    if manifest.form is Form.POST and films(source, manifest):
        return ()
    rules = manifest.documents
    taken = [one for one in source.documents if not _too_large(one, rules)]
    return tuple(_document(one) for one in taken[: rules.most])


def beside_documents(source: Source, manifest: Manifest) -> bool:
    """Tell whether pictures go out with the document: pages show both, a post is one of them."""
    return manifest.form is not Form.POST or not documents(source, manifest)


def about_documents(source: Source, manifest: Manifest) -> Iterator[Finding]:
    """Yield what is to be known about the document of a message on one channel.

    A network that takes none says nothing new: its copy leads to the page that has the document.
    """
    rules = manifest.documents
    if not source.documents or not rules.most:
        return
    if any(_too_large(one, rules) for one in source.documents):
        yield Finding.of("document_too_large", Severity.WARNS, _PLACE)
    elif not documents(source, manifest):
        yield Finding.of("document_beside_film", Severity.WARNS, _PLACE)
    elif source.pictures and not beside_documents(source, manifest):
        yield Finding.of("pictures_beside_document", Severity.WARNS, _PLACE)


def _too_large(document: SourceDocument, rules: DocumentRules) -> bool:
    heavy = rules.bytes is not None and document.size > rules.bytes
    return heavy or (rules.pages is not None and document.pages > rules.pages)


def _document(one: SourceDocument) -> Document:
    return Document(one.sha256, one.media_type, one.pages, one.size, one.title)
