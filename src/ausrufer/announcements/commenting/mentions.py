"""Who is called by name in a comment: pure."""

from collections import Counter
from collections.abc import Mapping

import regex


def mentioned(text: str, names: Mapping[int, str]) -> list[int]:
    """Return who is called "@Vorname Nachname", or "@Vorname" where only one has that name."""
    first = Counter(name.split()[0].casefold() for name in names.values() if name.split())
    return [
        one
        for one, name in names.items()
        if name.split()
        and (
            _calls(text, name)
            or (first[name.split()[0].casefold()] == 1 and _calls(text, name.split()[0]))
        )
    ]


def _calls(text: str, name: str) -> bool:
    spoken = r"\s+".join(regex.escape(part) for part in name.split())
    return regex.search(rf"(?<![\w.])@{spoken}(?!\w)", text, regex.IGNORECASE) is not None
