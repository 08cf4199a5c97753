"""The documents of a delivery: read, and compared with what was approved."""

import hashlib
from dataclasses import replace

from django.conf import settings

from ausrufer.channels.contract import Document, Outgoing
from ausrufer.channels.errors import PermanentFailure
from ausrufer.delivery.errors import Tampered
from ausrufer.foundation.file_store import FileStore


def with_documents(outgoing: Outgoing) -> Outgoing:
    """Return the message with the content of its documents: exactly what was approved.

    Raises PermanentFailure where one is lost, Tampered where one is another.
    """
    return replace(outgoing, documents=tuple(_ready(one) for one in outgoing.documents))


def _ready(document: Document) -> Document:
    try:
        content = FileStore(settings.MEDIA_FOLDER).read(document.sha256)
    except FileNotFoundError as gone:
        raise PermanentFailure(
            "Das Dokument dieser Mitteilung fehlt im Speicher. Bitte hängen Sie es erneut an.",
            for_log=str(gone),
        ) from gone
    # The approval names the file by its content: one changed on the disk was never approved.
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Tampered(f"document {document.sha256}")
    return replace(document, content=content)
