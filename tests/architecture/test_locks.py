"""What is asked for is locked: an environment made from the locks alone must start."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
_NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(path: Path) -> set[str]:
    found = (_NAME.match(line) for line in path.read_text().splitlines())
    return {normal(one[1]) for one in found if one and not one[1].startswith("-")}


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_everything_asked_for_is_locked(name: str) -> None:
    assert names(FOLDER / f"{name}.in") - names(FOLDER / f"{name}.txt") == set()


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_locks_carry_hashes_and_no_address(name: str) -> None:
    lock = (FOLDER / f"{name}.txt").read_text()
    pins = [
        line for line in lock.splitlines() if "==" in line and not line.lstrip().startswith("#")
    ]
    assert all(line.endswith("\\") for line in pins)
    assert "://" not in lock
