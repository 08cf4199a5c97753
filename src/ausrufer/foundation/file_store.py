"""Files by the fingerprint of their content: written once, never changed, found by SHA-256."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WORK = "work-"


class FileStore:
    """A folder of files named by their SHA-256, two letters per subfolder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Store `content` durably and return its SHA-256 in hex.

        A repeat changes nothing, but replaces what was damaged on the disk.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if not self.is_sound(sha256):
            target.parent.mkdir(parents=True, exist_ok=True)
            # A half-written file must never be found under its final name.
            descriptor, temporary = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        return sha256

    def keep_file(self, file: Path) -> str:
        """Store a file that may be too large for memory; a file of this disk is moved."""
        with file.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            os.fsync(content.fileno())
        target = self.path(sha256)
        if not self.is_sound(sha256):
            target.parent.mkdir(parents=True, exist_ok=True)
            with self.workplace() as beside:
                moved = Path(shutil.move(file, beside / sha256))
                moved.replace(target)
        return sha256

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """Give a folder on the same disk, gone afterwards with whatever is left in it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=_WORK) as folder:
            yield Path(folder)

    def clear_workplaces(self, *, before: float) -> None:
        """Delete the workplaces of killed processes: those nobody changed since (a timestamp)."""
        for place in self._folder.glob(f"{_WORK}*"):
            with suppress(FileNotFoundError):  # done meanwhile
                if place.stat().st_mtime < before:
                    shutil.rmtree(place)

    def read(self, sha256: str) -> bytes:
        """Return the content; raises FileNotFoundError."""
        return self.path(sha256).read_bytes()

    def is_sound(self, sha256: str) -> bool:
        """Tell whether the file is there and still what its name says; long for a large one."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def path(self, sha256: str) -> Path:
        """Return where the content lies; raises ValueError for anything but a SHA-256 in hex."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256 in hex")
        return self._folder / sha256[:2] / sha256
