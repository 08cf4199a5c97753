"""The folder of a demo: a second start names the address of the one that is running."""

from pathlib import Path

import pytest

from ausrufer.project.demo.folder import own_folder
from ausrufer.project.demo.logins import FOR_SCRIPTS
from ausrufer.project.supervision.faults import SupervisionFault


def test_a_second_start_names_the_address_of_the_first(tmp_path: Path) -> None:
    with own_folder(tmp_path, 8000, tmp_path / "stadt") as lock:
        (lock.folder / FOR_SCRIPTS).write_text(
            "AUSRUFER_URL=http://127.0.0.1:8000\nANNA_EMAIL=anna@musterstadt.example\n"
        )
        with pytest.raises(SupervisionFault, match=r"Er ist unter http://127.0.0.1:8000/desk/ zu"):
            own_folder(tmp_path, 8001, tmp_path / "stadt")


def test_one_that_only_begins_has_no_address_yet(tmp_path: Path) -> None:
    first, busy = own_folder(tmp_path, 8000, tmp_path / "stadt"), pytest.raises(SupervisionFault)
    with first, busy as told:
        own_folder(tmp_path, 8001, tmp_path / "stadt")
    assert "zu erreichen" not in str(told.value)
    assert "--port" in str(told.value)
