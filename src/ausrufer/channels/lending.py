"""Files lent to platforms that fetch what they show: under a signed address that ends after a day.

Only the signature opens an address: nothing is listed, and nothing else lies in that folder.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore

LENT_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=2)
_SALT = "ausrufer.channels.lending"

# What is lent is served by the address of the desk: nothing that a browser would run.
SUFFIXES: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "text/vtt": "vtt",
    "application/pdf": "pdf",
}


class NotLent(Exception):
    """Under this address nothing is lent, or no longer."""


def lend(content: bytes | Path, media_type: str) -> str:
    """Return a signed address of bytes, or of a copy of a file, that ends after a day.

    Only the media types of `SUFFIXES` are lent; raises ValueError for others.
    """
    if media_type not in SUFFIXES:
        raise ValueError(f"{media_type} is not lent")
    store = FileStore(settings.LENT_FOLDER)
    sha256 = _copied(store, content) if isinstance(content, Path) else store.keep(content)
    os.utime(store.path(sha256))  # lent again: it stays for as long as a new one
    token = signing.dumps([sha256, media_type], salt=_SALT)
    return settings.BASE_URL + reverse("lent", args=[f"{token}/datei.{SUFFIXES[media_type]}"])


def _copied(store: FileStore, file: Path) -> str:
    with store.workplace() as work:  # a film does not fit into memory, and stays where it is
        return store.keep_file(shutil.copyfile(file, work / "lent"))


def lent(address: str) -> tuple[Path, str]:
    """Return the file behind the signed part of an address and its media type; raises NotLent."""
    token, _, name = address.partition("/")
    try:
        sha256, media_type = signing.loads(token, salt=_SALT, max_age=LENT_FOR)
        path = FileStore(settings.LENT_FOLDER).path(sha256)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise NotLent from wrong
    if media_type not in SUFFIXES or name != f"datei.{SUFFIXES[media_type]}" or not path.is_file():
        raise NotLent
    return path, media_type


def take_back() -> None:
    """Delete what was lent two days ago or more."""
    oldest = (now() - KEPT_FOR).timestamp()
    for path in settings.LENT_FOLDER.glob("*/*"):
        with suppress(FileNotFoundError):  # swept by another worker
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()
