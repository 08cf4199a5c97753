"""What an emulated network remembers over the end of the process: written at a polite end.

The files are pickles: they lie in the private folder of the practice town, and nobody else writes
there. What another version wrote is forgotten: before the pickle stands a print of the modules that
say what there is to remember.
"""

import hashlib
import io
import logging
import pickle
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from ausrufer.training.faults import Faults

State = TypeVar("State")
_TRAINING = Path(__file__).parent
_log = logging.getLogger(__name__)


def remembered(path: Path, new: Callable[[], State]) -> State:
    """Return the state a network ended with; a new one where there is none or none of its kind."""
    written = path.read_bytes() if path.exists() else b""
    if not written.startswith(_print()):
        return new()
    try:
        found: State = pickle.loads(written.removeprefix(_print()))  # noqa: S301 - our own file
    except Exception as wrong:  # noqa: BLE001 - a damaged pickle may raise anything
        _log.warning("forgotten: %s (%s)", path.name, wrong)
        return new()
    return found


def keep(path: Path, state: object) -> None:
    """Write the state, whole or not at all, readable for its owner only."""
    written = io.BytesIO(_print())
    written.seek(0, io.SEEK_END)
    _Pickler(written).dump(state)
    half = path.with_name(f"{path.name}.half")
    half.touch(mode=0o600)
    half.write_bytes(written.getvalue())
    half.replace(path)


@cache
def _print() -> bytes:
    modules = sorted([*_TRAINING.rglob("*state.py"), *_TRAINING.rglob("consent.py")])
    return hashlib.sha256(b"".join(one.read_bytes() for one in modules)).digest()


class _Pickler(pickle.Pickler):
    """Leaves out scripted faults: they belong to a running loop."""

    def reducer_override(self, told: object) -> Any:
        if isinstance(told, Faults):
            return Faults, ()
        if isinstance(told, count):
            return count, (next(told),)
        return NotImplemented
