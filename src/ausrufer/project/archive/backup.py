"""Making a backup."""

import io
import os
import tarfile
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ausrufer.project.archive.postgres import Postgres
from ausrufer.project.archive.shape import (
    DUMP,
    FACTS,
    FOLDERS,
    FORMAT,
    UNFINISHED,
    ArchiveFault,
    Facts,
    seal_of,
)
from ausrufer.project.environment import Environment


def back_up(environment: Environment, target: Path) -> None:
    """Write a backup to the new file `target` (mode 0600); raises ArchiveFault.

    The secrets stay out, and files that are UNFINISHED.

    The database is dumped first: pictures are stored before the rows that name them, so none that
    the dump names is missing.
    """
    if target.exists():
        raise ArchiveFault(f"Die Datei {target} gibt es schon.")
    half = target.with_name(f"{target.name}.half")
    try:
        with (
            tempfile.TemporaryDirectory(dir=target.parent) as folder,
            open(half, "wb", opener=_private) as file,
            tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            dump = Path(folder) / DUMP
            Postgres(environment).dump(dump)
            _add_facts(archive, environment)
            archive.add(dump, DUMP)
            for name in FOLDERS:
                _add_folder(archive, environment.data_folder / name, name)
        half.rename(target)
    except OSError as fault:
        raise ArchiveFault(f"{target} lässt sich nicht schreiben: {fault.strerror}.") from None
    finally:
        half.unlink(missing_ok=True)


def _add_facts(archive: tarfile.TarFile, environment: Environment) -> None:
    facts = Facts(
        format=FORMAT,
        version=version("ausrufer"),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seal=seal_of(environment),
    )
    content = facts.to_json()
    member = tarfile.TarInfo(FACTS)
    member.size, member.mtime = len(content), int(time.time())
    archive.addfile(member, io.BytesIO(content))


def _add_folder(archive: tarfile.TarFile, folder: Path, name: str) -> None:
    for path in sorted(folder.rglob("*")):
        member = f"{name}/{path.relative_to(folder)}"
        if path.is_file() and not path.is_symlink() and not member.startswith(UNFINISHED):
            try:
                archive.add(path, member)
            except FileNotFoundError:  # replaced while we were walking; its successor stands beside
                continue


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_EXCL, 0o600)
