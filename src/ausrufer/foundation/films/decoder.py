"""The only place that decodes films: a program of its own, run by `workshop`, killed at will.

Decoders of films are large and written in C; whatever they are fed came from outside. So this runs
as a process with little memory, little time, no network protocol and no secrets in its environment.
Never import it elsewhere.

It takes one JSON argument and prints one JSON answer: facts, or a code of what is wrong.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def main() -> None:
    """Do what the argument asks for."""
    asked = json.loads(sys.argv[1])
    _bind(asked["limits"])
    try:
        answer = _VERBS[asked["verb"]](asked)
    except Exception as broken:  # noqa: BLE001 - whatever a decoder stumbles over is one answer
        answer = _refused_by(broken)
    sys.stdout.write(json.dumps(answer))


def _refused_by(broken: Exception) -> dict[str, Any]:
    from ausrufer.foundation.films.remaking import Unfit  # loads decoders: within the limits

    if isinstance(broken, Unfit):
        return {"refused": broken.code, **broken.values}
    return {"refused": "broken", "log": repr(broken)[:300]}


def _bind(limits: Mapping[str, int]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    # a little apart: both at once is a plain kill, which says nothing about the film
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file"], limits["file"]))


def _take(asked: Mapping[str, Any]) -> dict[str, Any]:
    from ausrufer.foundation.films.remaking import (
        cleaned,
        frame,
    )  # loads decoders: within the limits

    facts = cleaned(Path(asked["source"]), Path(asked["target"]))
    frame(Path(asked["target"]), Path(asked["poster"]))
    return facts


def _remake(asked: Mapping[str, Any]) -> dict[str, Any]:
    from ausrufer.foundation.films.remaking import remade  # loads decoders: within the limits

    captions = Path(asked["captions"]) if asked["plan"]["burn"] else None
    return remade(Path(asked["source"]), Path(asked["target"]), asked["plan"], captions)


_VERBS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "take": _take,
    "remake": _remake,
}

if __name__ == "__main__":
    main()
