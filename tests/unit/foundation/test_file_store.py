"""Files by their fingerprint: one that was damaged is replaced by what should lie there."""

from pathlib import Path

import pytest

from ausrufer.foundation.file_store import FileStore


@pytest.mark.parametrize("damaged", [True, False])
def test_what_is_kept_again_heals_a_damaged_file_only(tmp_path: Path, *, damaged: bool) -> None:
    store = FileStore(tmp_path / "store")
    sha256 = store.keep(b"Freibad")
    path, before = store.path(sha256), store.path(sha256).stat().st_ino
    if damaged:
        path.write_bytes(b"Frei")
    assert store.is_sound(sha256) is not damaged
    assert store.keep(b"Freibad") == sha256
    assert path.read_bytes() == b"Freibad"
    assert (path.stat().st_ino != before) is damaged


def test_a_damaged_file_is_replaced_by_a_file_too(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "store")
    sha256 = store.keep(b"Freibad")
    store.path(sha256).write_bytes(b"")
    (tmp_path / "again").write_bytes(b"Freibad")
    assert store.keep_file(tmp_path / "again") == sha256
    assert store.read(sha256) == b"Freibad"
