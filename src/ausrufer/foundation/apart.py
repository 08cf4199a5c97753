"""Programs of the house that read foreign files: processes of their own, killed at will.

Readers of films and documents are large, and whatever they are fed came from outside. So they run
with little memory, little time and no secrets in their environment, and end with whoever asked. One
side asks (`answered`), the other answers (`answer`): one JSON argument, one JSON line.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ausrufer.foundation.following import follow

Verb = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use: bytes of addresses, seconds, bytes of a file it writes."""

    memory: int
    seconds: int
    file: int


class Stopped(Exception):
    """A program gave no answer: it was `slow` or `broken`.

    `final`: that is about what it was given, another try ends the same.
    """

    def __init__(self, code: str, *, final: bool) -> None:
        super().__init__(code)
        self.code, self.final = code, final


def answered(program: str, asked: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Run a program of the house (the name of its module) and return its answer; raises Stopped."""
    command = [sys.executable, "-I", "-m", program]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, its argument is JSON of our own
            [*command, json.dumps({**asked, "limits": asdict(limits), "asker": os.getpid()})],
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env={},  # a reader that was taken over finds no password
            cwd="/",
        )
    except subprocess.TimeoutExpired as slow:
        raise Stopped("slow", final=False) from slow
    if done.returncode == -signal.SIGXCPU:
        raise Stopped("slow", final=True)
    if done.returncode < 0 or not done.stdout:
        raise Stopped("broken", final=False)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as silent:
        raise Stopped("broken", final=True) from silent
    return answer


def answer(verbs: Mapping[str, Verb], refused_by: Callable[[Exception], dict[str, Any]]) -> None:
    """Do what the argument asks for and print what comes of it: the whole of such a program."""
    asked = json.loads(sys.argv[1])
    follow(asked["asker"], signal.SIGKILL)  # nobody waits for an answer any more
    _bind(Limits(**asked["limits"]))
    try:
        found = verbs[asked["verb"]](asked)
    except Exception as broken:  # noqa: BLE001 - whatever a reader stumbles over is one answer
        found = refused_by(broken)
    sys.stdout.write(json.dumps(found))


def _bind(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    # a little apart: both at once is a plain kill, which says nothing about the file
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
