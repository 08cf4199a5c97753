"""Writing files so that a reader, a crash or a power cut never meets half of one."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ausrufer.hub.site.errors import SiteBusy

_READABLE = 0o644  # the web server is another user than the one who writes


def write_file(path: Path, content: bytes) -> bool:
    """Bring `content` to `path` durably and in one step; False where it was there already.

    A file that does not change keeps its time, so that readers' copies stay valid. Raises OSError.
    """
    if _holds(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), _READABLE)
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def write_all(root: Path, files: dict[str, bytes]) -> int:
    """Write files by their path below `root`, in order; return how many changed."""
    return sum(write_file(root / path, content) for path, content in files.items())


def remove_file(path: Path) -> None:
    """Remove a file, and its folder where that is now empty."""
    path.unlink(missing_ok=True)
    try:
        path.parent.rmdir()
    except OSError:
        return  # not empty, or never there


@contextmanager
def exclusive(lock_file: Path, *, seconds: float = 20.0) -> Iterator[None]:
    """Let one writer at a time in, across threads and processes; a dead one lets go by itself.

    Raises SiteBusy after `seconds`.
    """
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("ab") as file:
        deadline = time.monotonic() + seconds
        while not _taken(file.fileno()):
            if time.monotonic() > deadline:
                raise SiteBusy(
                    "An der Webseite wird gerade anderes geschrieben. Ausrufer versucht es gleich "
                    "noch einmal."
                )
            time.sleep(0.01)
        yield  # closing the file gives the lock back


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False
