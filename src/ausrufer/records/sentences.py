"""Journal entries as readable sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext

from ausrufer.records.kinds import kind
from ausrufer.records.models import JournalEntry

_ERASED = "…"


class _Details(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return _ERASED


def sentence(entry: JournalEntry) -> str:
    """Return what happened as one sentence in the reader's language; erased details show as "…"."""
    details: Mapping[str, object] = entry.details or {}
    return gettext(kind(entry.kind).sentence).format_map(_Details(details))
