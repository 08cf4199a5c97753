"""One owner per folder: a lock that dies with its process, not a number in a file."""

import fcntl
import os
from pathlib import Path
from typing import Self


class FolderBusy(Exception):
    """Another process owns the folder; the text is one German sentence."""


class FolderLock:
    """Holds `folder` until closed or until this process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise FolderBusy(
                f"Der Ordner {folder} wird bereits von einem laufenden Ausrufer benutzt."
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the folder back."""
        os.close(self._descriptor)
