"""The log files of the children, kept small."""

import os
import shutil
from pathlib import Path
from typing import IO

MOST_BYTES = 5_000_000


class LogFolder:
    """One file per child in `folder`, and at most one older copy of each."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most_bytes = most_bytes
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Return where the messages of a child are."""
        return self.folder / f"{name}.log"

    def open(self, name: str) -> IO[bytes]:
        """Return the file a child writes to; it always appends, so that `trim` may cut it."""
        return open(self.path(name), "ab", opener=_private)

    def end_of(self, name: str, lines: int = 15) -> str:
        """Return the last lines a child wrote."""
        written = self.path(name).read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(written[-lines:])

    def trim(self) -> None:
        """Move what is too long to `….log.1`; the children keep writing to the emptied file."""
        for path in self.folder.glob("*.log"):
            if path.stat().st_size > self._most_bytes:
                shutil.copyfile(path, path.with_suffix(".log.1"))
                os.truncate(path, 0)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o640)
