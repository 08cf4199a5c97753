"""The only place that reads documents: a program of its own, run by `workshop`, killed at will.

Never import it elsewhere. It takes one JSON argument and prints one JSON answer: facts, or a code
of what is wrong.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ausrufer.foundation.apart import Verb, answer


def _look(asked: Mapping[str, Any]) -> dict[str, Any]:
    from ausrufer.foundation.documents.reading import read  # loads pypdf: within the limits

    return read(Path(asked["source"]))


def _refused_by(broken: Exception) -> dict[str, Any]:
    from ausrufer.foundation.documents.reading import Unfit  # loads pypdf: within the limits

    if isinstance(broken, Unfit):
        return {"refused": broken.code, **broken.values}
    return {"refused": "broken", "log": repr(broken)[:300]}


_VERBS: dict[str, Verb] = {"look": _look}

if __name__ == "__main__":
    answer(_VERBS, _refused_by)
