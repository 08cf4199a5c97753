"""Where the embedded database lives, for one data folder."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ausrufer.project.embedded.account import Account
from ausrufer.project.embedded.binaries import SYSTEM_FOLDER
from ausrufer.project.embedded.errors import EmbeddedFault

LONGEST_SOCKET = 100  # bytes; the kernel takes 107, and other systems fewer
SOCKET = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one cluster: `cluster` is PostgreSQL's own, `run` holds the socket."""

    root: Path
    cluster: Path
    run: Path

    @property
    def name(self) -> str:
        """Return the cluster's name, which every process of its server shows in its title."""
        return "ausrufer-" + hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]

    @property
    def url(self) -> str:
        """Return the address for clients: a Unix socket that only the owner and root may enter."""
        return f"postgresql://ausrufer@:5432/ausrufer?host={quote(str(self.run), safe='')}"


def place_for(folder: Path, account: Account) -> Place:
    """Return the place of the database of the data folder, made where it is not there yet.

    It is `folder/database`. Where the server's account may not enter `folder` (root below /root)
    that is a link to a folder of its own below /var/lib/ausrufer; parents are never opened.
    """
    root = folder / "database"
    if not root.exists():
        if root.is_symlink():
            raise EmbeddedFault(
                f"Die Datenbank, auf die {root} zeigt, ist nicht mehr da: {root.readlink()}"
            )
        _make(root, account)
    place = existing_place(folder)
    _make_private(place.run, account)
    return place


def existing_place(folder: Path) -> Place:
    """Return the place of a database that is there already; changes nothing."""
    root = (folder / "database").resolve()
    return Place(root, root / "cluster", _run_folder(root))


def forget_place(folder: Path) -> None:
    """Delete the database of the data folder for good; the caller must hold the folder."""
    place = existing_place(folder)
    shutil.rmtree(place.run, ignore_errors=True)
    if place.root.parent == SYSTEM_FOLDER:
        shutil.rmtree(place.root, ignore_errors=True)


def _make(root: Path, account: Account) -> None:
    root.parent.mkdir(parents=True, exist_ok=True)
    if account.may_run(root.parent):
        root.mkdir(mode=0o755)
        return
    SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(prefix="database-", dir=SYSTEM_FOLDER))
    own.chmod(0o755)
    root.symlink_to(own)


def _run_folder(root: Path) -> Path:
    run = root / "run"
    if len(os.fsencode(run / SOCKET)) <= LONGEST_SOCKET:
        return run
    short = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"ausrufer-{short}"


def _make_private(run: Path, account: Account) -> None:
    try:
        run.mkdir(mode=0o700)
        os.chown(run, account.uid, account.gid)
    except FileExistsError:
        found = run.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
            raise EmbeddedFault(f"Der Ordner {run} gehört jemand anderem.") from None
        run.chmod(0o700)
