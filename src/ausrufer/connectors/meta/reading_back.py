"""Finding in the own list what the house sent: by the words, since the first attempt."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import text_of
from ausrufer.connectors.meta.graph import is_identifier

MARGIN = timedelta(minutes=1)

Entry = Mapping[str, Any]


def essence(text: str) -> str:
    """Return what must be equal in two texts: white space is the network's affair."""
    return "".join(unicodedata.normalize("NFC", text).split())


def the_one(
    entries: Sequence[Entry] | None, name: str, same: Callable[[Entry], bool]
) -> Entry | None:
    """Return the entry that is meant; raises OutcomeUnclear where that is not certain."""
    if entries is None:
        said = (
            f"Auf {name} erschien seit dem Versand zu viel, um diesen Beitrag sicher zu finden. "
            "Bitte sehen Sie dort nach."
        )
        raise OutcomeUnclear(said, for_log="the own list is too long")
    found = [one for one in entries if same(one)]
    if len(found) > 1:
        said = (
            f"Auf {name} stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung "
            "gehört, ist nicht zu erkennen. Bitte sehen Sie dort nach."
        )
        raise OutcomeUnclear(said, for_log=f"{len(found)} equal entries")
    if found and not is_identifier(text_of(found[0], "id")):
        said = f"{name} nennt den Beitrag so, dass er nicht wiederzufinden ist."
        raise OutcomeUnclear(said, for_log="unusable id in the own list")
    return found[0] if found else None
