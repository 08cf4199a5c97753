"""Believing nothing of an answer: fields are read only where they are what they should be."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ausrufer.foundation.http import Answer

_LONGEST_REASON = 200


def body_of(answer: Answer) -> Any:
    """Return the decoded JSON of an answer; None where it is none."""
    with suppress(ValueError):
        return answer.json()
    return None


def object_of(found: object, name: str = "") -> Mapping[str, Any]:
    """Return an object, or the one in its field `name`; empty where there is none."""
    inner = found.get(name) if name and isinstance(found, dict) else found
    return inner if isinstance(inner, dict) else {}


def objects_of(found: object, name: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list of the field `name`; what is something else is left out."""
    inner = object_of(found).get(name)
    return [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []


def text_of(found: object, name: str) -> str:
    """Return a text field; empty where it is missing or something else."""
    value = object_of(found).get(name)
    return value if isinstance(value, str) else ""


def number_of(found: object, name: str) -> int | None:
    """Return a whole number; None where it is missing or something else."""
    value = object_of(found).get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def for_people(told: str) -> str:
    """Return a platform's own words as one line of plain characters, at most 200."""
    printable = "".join(sign if sign.isprintable() and sign not in "<>{}" else " " for sign in told)
    plain = " ".join(printable.split())
    return plain if len(plain) <= _LONGEST_REASON else plain[: _LONGEST_REASON - 1] + "…"
