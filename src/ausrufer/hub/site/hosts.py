"""Which site answers at which address: one tiny file per host, taken by one site only."""

import json
import os
import re
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ausrufer.hub.site.errors import AddressTaken
from ausrufer.hub.site.settings import RESERVED_FOLDER, SiteSettings
from ausrufer.hub.site.write import write_file

_HOST = re.compile(r"[a-z0-9.\-_\[\]:]{1,255}")
_NOTE = "site.json"


@dataclass(frozen=True, slots=True)
class Note:
    """What the site says about itself to those who only read files.

    `assets` is the folder of the current assets; `look` names settings and assets of every page;
    it is empty or old while pages wait to be written anew.
    """

    settings: SiteSettings
    assets: str
    look: str


def claim(public_folder: Path, settings: SiteSettings) -> None:
    """Take the host for this site and let go of its former ones; raises AddressTaken, OSError."""
    hosts = public_folder / RESERVED_FOLDER
    hosts.mkdir(parents=True, exist_ok=True)
    mine = hosts / _file_name(settings.host)
    if _read(mine) == settings.folder:
        return
    _take(mine, settings)
    for other in hosts.iterdir():
        if other != mine and _read(other) == settings.folder:
            other.unlink(missing_ok=True)


def _take(mine: Path, settings: SiteSettings) -> None:
    # A link appears complete or not at all, and never replaces what another site wrote.
    draft = mine.with_name(f".{settings.folder}-{os.getpid()}-{threading.get_ident()}")
    draft.write_text(settings.folder, encoding="ascii")
    try:
        mine.hardlink_to(draft)
    except FileExistsError as taken:
        raise AddressTaken(
            f"Unter der Adresse {settings.host} antwortet schon eine andere Webseite."
        ) from taken
    finally:
        draft.unlink()


def folder_for(public_folder: Path, host: str) -> Path | None:
    """Return the folder of the site at `host`; the only site there is answers at every host."""
    named = _read(public_folder / RESERVED_FOLDER / _file_name(host.lower()))
    if named:
        return public_folder / named
    known = notes(public_folder)
    return public_folder / known[0].settings.folder if len(known) == 1 else None


def notes(public_folder: Path) -> tuple[Note, ...]:
    """Return what every site says about itself."""
    folders = sorted(file.parent for file in public_folder.glob(f"*/{_NOTE}"))
    return tuple(note for folder in folders if (note := read_note(folder)))


def write_note(folder: Path, note: Note) -> None:
    """Keep the note of a site."""
    write_file(folder / _NOTE, json.dumps(asdict(note), ensure_ascii=False, indent=1).encode())


def read_note(folder: Path) -> Note | None:
    """Return the note of a site; None where nothing was ever written."""
    try:
        plain: dict[str, Any] = json.loads((folder / _NOTE).read_bytes())
    except FileNotFoundError:
        return None
    settings = {**plain["settings"], "profiles": tuple(plain["settings"]["profiles"])}
    return Note(SiteSettings(**settings), plain["assets"], plain["look"])


def _file_name(host: str) -> str:
    # A host header is a stranger's text: it must not name a file elsewhere.
    return host if _HOST.fullmatch(host) and not host.startswith(".") else "_"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
