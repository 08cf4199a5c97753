"""How much room the environment takes, from what every installed package says it brought."""

import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
LARGEST = 12
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)


def installed_size() -> dict[str, Any]:
    """Return MB on disk: what the running product needs, its largest packages, and all of it.

    `runtime_mb` are the packages of requirements/runtime.txt with their compiled modules;
    `environment_mb` is the whole folder, which in a developer's tree holds test tools too.
    """
    names = _PINNED.findall((HOUSE / "requirements" / "runtime.txt").read_text("utf-8"))
    sizes = dict(_sizes(names))
    largest = sorted(sizes.items(), key=lambda one: -one[1])[:LARGEST]
    return {
        "runtime_mb": _mb(sum(sizes.values())),
        "packages": len(sizes),
        "largest_mb": {name: _mb(size) for name, size in largest},
        "house_mb": _mb(_folder(HOUSE / "src")),
        "environment_mb": _mb(_folder(HOUSE / ".venv")),
    }


def _sizes(names: list[str]) -> Iterator[tuple[str, int]]:
    for name in names:
        try:
            files = importlib.metadata.distribution(name).files or []
        except importlib.metadata.PackageNotFoundError:  # of another platform
            continue
        yield name, sum(_size(Path(str(file.locate()))) for file in files)


def _folder(folder: Path) -> int:
    return sum(_size(path) for path in folder.rglob("*"))


def _size(path: Path) -> int:
    return path.lstat().st_size if path.is_file() and not path.is_symlink() else 0


def _mb(size: float) -> float:
    return round(size / 1_000_000, 1)
