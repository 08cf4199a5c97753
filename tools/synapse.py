"""Install Synapse, Matrix's reference server, for tests: in an environment of its own.

What `requirements/peers.txt` names lands in `var/peers/synapse`; once installed, this only compares
fingerprints. The first time takes about a minute and 60 MB; how long is printed.

    python tools/synapse.py
"""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import time
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
LOCK = HOUSE / "requirements" / "peers.txt"
FOLDER = HOUSE / "var" / "peers" / "synapse"


def install() -> Path:
    """Install what is missing and return the Python that has it; safe from several processes."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with (FOLDER.parent / ".synapse.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, python = FOLDER / ".stamp", FOLDER / "bin" / "python"
        wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            begun = time.monotonic()
            venv.create(FOLDER, with_pip=True, clear=True)
            quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
            pip = [python, "-m", "pip", "install", *quiet, "--requirement", LOCK]
            subprocess.run([str(word) for word in pip], check=True)
            stamp.write_text(wanted)
            print(f"Synapse: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return python


if __name__ == "__main__":
    print(install())
