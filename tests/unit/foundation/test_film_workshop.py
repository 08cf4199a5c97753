"""A decoder that was killed says nothing about the film."""

import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ausrufer.foundation import apart
from ausrufer.foundation.films import workshop
from ausrufer.foundation.films.facts import FilmRefused, NotFinished


@pytest.mark.parametrize(
    ("code", "printed", "expected"),
    [
        (-signal.SIGKILL, b"", NotFinished),
        (-signal.SIGXCPU, b"", FilmRefused),  # it had all its time
        (0, b"", NotFinished),
        (0, b'{"refused": "no_film"}', FilmRefused),
    ],
)
def test_only_what_was_looked_at_is_refused_for_ever(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    code: int,
    printed: bytes,
    expected: type[Exception],
) -> None:
    def run(*command: Any, **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, code, stdout=printed)

    source = tmp_path / "film"
    source.write_bytes(b"x")
    monkeypatch.setattr(apart.subprocess, "run", run)
    with pytest.raises(FilmRefused) as refused:
        workshop.take_film(source, target=tmp_path / "a", poster=tmp_path / "b")
    assert type(refused.value) is expected
