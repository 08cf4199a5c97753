"""The only place that decodes films: a program of its own, run by `workshop`, killed at will.

Decoders of films are large and written in C; whatever they are fed came from outside. So this runs
as a process with little memory, little time, no network protocol and no secrets in its environment.
Never import it elsewhere.

It takes one JSON argument and prints one JSON answer: facts, or a code of what is wrong.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ausrufer.foundation.apart import Verb, answer


def _refused_by(broken: Exception) -> dict[str, Any]:
    from ausrufer.foundation.films.remaking import Unfit  # loads decoders: within the limits

    if isinstance(broken, Unfit):
        return {"refused": broken.code, **broken.values}
    return {"refused": "broken", "log": repr(broken)[:300]}


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


_VERBS: dict[str, Verb] = {
    "take": _take,
    "remake": _remake,
}

if __name__ == "__main__":
    answer(_VERBS, _refused_by)
