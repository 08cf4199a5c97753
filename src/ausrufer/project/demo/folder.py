"""Which folder a demo lives in, and forgetting it."""

import contextlib
import shutil
from pathlib import Path

from ausrufer.project.demo.logins import FOR_SCRIPTS
from ausrufer.project.embedded.place import forget_place
from ausrufer.project.lock import FolderBusy, FolderLock
from ausrufer.project.supervision.faults import SupervisionFault
from ausrufer.project.supervision.ports import require_free


def own_folder(base: Path, port: int, wanted: Path | None) -> FolderLock:
    """Take the folder of the demo on `port` and return its lock.

    `wanted` is the operator's word. Otherwise it is `var/demo` below `base`, or `var/demo-<port>`
    where that exists or where another demo is running in `var/demo`. Raises SupervisionFault.
    """
    own = base / "var" / f"demo-{port}"
    if wanted is not None:
        return _taken(wanted.resolve())
    if own.exists():
        return _taken(own)
    with contextlib.suppress(FolderBusy):
        return _lock(base / "var" / "demo")
    require_free(port)  # before a folder is made that every later start on this port would prefer
    return _taken(own)


def forget(base: Path, wanted: Path | None) -> list[Path]:
    """Delete the practice towns below `base` (or the `wanted` one); return their folders."""
    var = base / "var"
    folders = [wanted.resolve()] if wanted else [var / "demo", *sorted(var.glob("demo-*"))]
    found = [folder for folder in folders if (folder / "lock").exists()]
    with contextlib.ExitStack() as held:
        for folder in found:
            held.enter_context(_taken(folder))
        for folder in found:
            forget_place(folder)
            shutil.rmtree(folder)
    return found


def _taken(folder: Path) -> FolderLock:
    try:
        return _lock(folder)
    except FolderBusy as busy:
        running = _address_in(folder)
        where = f" Er ist unter {running} zu erreichen." if running else ""
        raise SupervisionFault(
            f"{busy}{where} Bitte beenden Sie ihn dort mit Strg+C, oder wählen Sie mit PORT= (oder "
            "--port) einen anderen Port."
        ) from None


def _address_in(folder: Path) -> str:
    """Return the address its log-ins name; empty where they are not written yet."""
    try:
        lines = (folder / FOR_SCRIPTS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    named = [line.partition("=")[2] for line in lines if line.startswith("AUSRUFER_URL=")]
    return f"{named[0]}/desk/" if named and named[0] else ""


def _lock(folder: Path) -> FolderLock:
    folder.mkdir(parents=True, exist_ok=True)
    return FolderLock(folder)
