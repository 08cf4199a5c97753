"""Films on their way in: written to the disk as they come, read later by a job, then gone."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.facts import MOST_BYTES
from ausrufer.foundation.films.signature import ENOUGH, media_type_of
from ausrufer.foundation.films.workshop import refusal
from ausrufer.library.models import Asset
from ausrufer.library.states import AssetState
from ausrufer.organisations.errors import TooBig, Unfit

_LEFT_BEHIND = timedelta(days=1)


class Uploaded(Protocol):
    """A file on its way in."""

    size: int | None

    def chunks(self) -> Iterator[bytes]:
        """Yield the content piece by piece."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """An upload on the disk, as it came."""

    path: Path
    sha256: str
    size: int
    media_type: str


def upload_of(asset: Asset) -> Path:
    """Return where the upload of a film lies until it is read.

    Never in the file store: it may say where it was taken, and two towns may have sent the same.
    """
    return _folder() / str(asset.public_id)


@contextmanager
def received(upload: Uploaded) -> Iterator[Received]:
    """Write an upload durably to the disk; it is gone afterwards unless it was moved away.

    Raises TooBig, and Unfit for what is no film by its first bytes.
    """
    if upload.size is None or upload.size > MOST_BYTES:
        raise TooBig(refusal("bytes"))
    with FileStore(_folder()).workplace() as place:
        yield _written(upload, place / "film")


def _written(upload: Uploaded, path: Path) -> Received:
    digest, size, start = hashlib.sha256(), 0, b""
    with path.open("wb") as file:
        for piece in upload.chunks():
            if len(start) < ENOUGH:
                start = _checked(start + piece[:ENOUGH])
            size += len(piece)
            if size > MOST_BYTES:  # whatever it said of itself
                raise TooBig(refusal("bytes"))
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not media_type_of(start):
        raise Unfit("file", refusal("no_film"))
    return Received(path, digest.hexdigest(), size, media_type_of(start))


def _checked(start: bytes) -> bytes:
    """Refuse what is no film before the rest of it is written."""
    if len(start) >= ENOUGH and not media_type_of(start):
        raise Unfit("file", refusal("no_film"))
    return start


def forget_uploads() -> None:
    """Delete what crashed processes left behind; what waits to be read stays however old it is."""
    before = (now() - _LEFT_BEHIND).timestamp()
    for folder in (settings.MEDIA_FOLDER, _folder()):
        FileStore(folder).clear_workplaces(before=before)
    if not _folder().exists():
        return
    reading = Asset.objects.filter(state=AssetState.READING).values_list("public_id", flat=True)
    waiting = {str(one) for one in reading}
    for one in _folder().iterdir():
        if one.is_file() and one.name not in waiting and one.stat().st_mtime < before:
            one.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.MEDIA_FOLDER / "incoming"
    return folder
