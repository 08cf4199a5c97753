"""A reader of foreign files ends with the process that asked it, however that one ended."""

import contextlib
import os
import select
import subprocess
import sys
from pathlib import Path

ASKS = """
import sys
from pathlib import Path
from ausrufer.foundation.films.workshop import take_film
here = Path(sys.argv[1])
take_film(here / "film", target=here / "a", poster=here / "b")
"""
PATIENCE = 20_000  # milliseconds


def opened_once_somebody_reads(pipe: Path, asker: subprocess.Popen[bytes]) -> int:
    """Return the writing end of a named pipe."""
    while asker.poll() is None:
        with contextlib.suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        with contextlib.suppress(subprocess.TimeoutExpired):
            asker.wait(0.05)
    raise AssertionError("nobody reads")


def test_the_decoder_ends_with_the_worker_that_was_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "film")  # a film that never ends
    asker = subprocess.Popen([sys.executable, "-c", ASKS, str(tmp_path)])
    try:
        pipe = opened_once_somebody_reads(tmp_path / "film", asker)
    finally:
        asker.kill()
        asker.wait()
    try:
        gone = select.poll()
        gone.register(pipe, 0)  # POLLERR: nobody has the other end any more
        assert gone.poll(PATIENCE)
    finally:
        os.close(pipe)
