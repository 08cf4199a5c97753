"""Which folder a demo lives in, and forgetting it."""

import contextlib
import shutil
from pathlib import Path

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
        raise SupervisionFault(
            f"{busy} Bitte beenden Sie ihn dort mit Strg+C, oder wählen Sie mit PORT= (oder "
            "--port) einen anderen Port."
        ) from None


def _lock(folder: Path) -> FolderLock:
    folder.mkdir(parents=True, exist_ok=True)
    return FolderLock(folder)
