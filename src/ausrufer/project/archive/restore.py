"""Bringing a backup back."""

import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from ausrufer.project.archive.postgres import Postgres
from ausrufer.project.archive.shape import DUMP, FACTS, FOLDERS, ArchiveFault, Facts, seal_of
from ausrufer.project.environment import Environment


def restore(environment: Environment, source: Path, *, force: bool) -> tuple[str, ...]:
    """Put the backup in place of what is there; returns warnings in German, raises ArchiveFault.

    Everything is unpacked and checked before anything is replaced. Without `force` a target that
    holds an organisation or pictures is refused.
    """
    target = environment.data_folder
    database = Postgres(environment)
    if not force and (database.holds_organisations() or _has_files(target / "media")):
        raise ArchiveFault(
            "Hier gibt es schon Daten. Mit --force werden sie durch die Sicherung ersetzt."
        )
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=target) as unpacked:
        facts = _unpack(source, Path(unpacked))
        database.replace_by(Path(unpacked) / DUMP)
        for name in FOLDERS:
            _swap(Path(unpacked) / name, target / name)
    return () if facts.seal == seal_of(environment) else (OTHER_SEAL,)


OTHER_SEAL = (
    "AUSRUFER_SEALING_KEY ist ein anderer als bei der Sicherung: Setzen Sie den früheren Schlüssel "
    "ein, oder richten Sie die Zugänge aller Kanäle neu ein."
)


def _has_files(folder: Path) -> bool:
    return folder.exists() and any(path.is_file() for path in folder.rglob("*"))


def _unpack(source: Path, folder: Path) -> Facts:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                _unpack_one(archive, member, folder)
        content = (folder / FACTS).read_bytes()
    except (OSError, tarfile.TarError):
        raise ArchiveFault(f"{source} ist keine lesbare Sicherung von Ausrufer.") from None
    if not (folder / DUMP).is_file():
        raise ArchiveFault(f"{source} ist unvollständig: Die Datenbank fehlt.")
    return Facts.from_json(content)


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    path = PurePosixPath(member.name)
    known = member.name in {FACTS, DUMP} or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
    content = archive.extractfile(member) if member.isreg() and known else None
    if content is None or ".." in path.parts or path.is_absolute():
        raise ArchiveFault(f"Die Sicherung enthält etwas Fremdes: {member.name}")
    destination = folder / path
    destination.parent.mkdir(parents=True, exist_ok=True)
    with content, destination.open("xb") as file:
        shutil.copyfileobj(content, file)


def _swap(new: Path, old: Path) -> None:
    new.mkdir(exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    new.rename(old)
