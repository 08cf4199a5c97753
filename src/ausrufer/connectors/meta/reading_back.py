"""Finding in the own list what the house sent: by the words, since the first attempt."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import text_of
from ausrufer.connectors.meta.graph import is_identifier

MARGIN = timedelta(minutes=1)
_BEGINNING = 40  # signs

Entry = Mapping[str, Any]


def essence(text: str) -> str:
    """Return what must be equal in two texts: white space is the network's affair."""
    return "".join(unicodedata.normalize("NFC", text).split())


def unseen_film(name: str) -> OutcomeUnclear:
    """Return the failure of a film that no list shows and of which nothing is remembered."""
    said = (
        f"{name} zeigt den Film noch nicht; vielleicht wird er dort noch verarbeitet. "
        "Es wird weiter nachgesehen."
    )
    return OutcomeUnclear(said, for_log="no film in the list and no container remembered")


def alike(there: str, ours: str) -> bool:
    """Tell whether a text may be ours though it reads differently: it begins in the same way."""
    return bool(_beginning(there)) and _beginning(there) == _beginning(ours)


def _beginning(text: str) -> str:
    lines = text.strip().splitlines()
    return essence(lines[0])[:_BEGINNING].casefold() if lines else ""


def the_one(
    entries: Sequence[Entry] | None,
    name: str,
    same: Callable[[Entry], bool],
    like: Callable[[Entry], bool],
) -> Entry | None:
    """Return the entry that is `same`; raises OutcomeUnclear where that is not certain.

    What is only `like` ours may be ours, changed there: by hand, or by the network.
    """
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
    if not found and any(like(one) for one in entries):
        said = (
            f"Auf {name} steht seit dem Versand ein Beitrag, der so beginnt wie dieser, aber "
            "anders weitergeht. Bitte sehen Sie dort nach, ob es dieser ist."
        )
        raise OutcomeUnclear(said, for_log="an entry that begins like ours")
    return found[0] if found else None
