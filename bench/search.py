"""Search across everything over many messages: the whole page and the palette, as a person waits.

What is typed differs in how much it finds: a word of one message in a thousand, a word of many, one
that every message says, two words, a part of a word, nothing at all (which looks for what was
meant). `frame` is the same page without a search: the share of the house around it.
"""

import sys
import time
from typing import Any
from urllib.parse import quote

from bench.caller import Caller
from bench.figures import spread
from bench.texts import PARTS_OF_TOWN, RARE_WORD

AIM_MS = 50.0
SOUGHT = {
    "rare_word": RARE_WORD,
    "word_of_many": "Fahrbahn",
    "word_of_all": "Stadtteil",
    "two_words": f"{PARTS_OF_TOWN[0]} gesperrt",
    "part_of_word": "spielplatz",
    "nothing": "Zeppelinlandung",
}


def search_figures(caller: Caller, cookie: str, messages: int, rounds: int) -> dict[str, Any]:
    """Write the messages and search among them; the organisation must be in scope."""
    from ausrufer.announcements.search import ranked  # needs Django
    from ausrufer.foundation.sought import sought
    from bench.archive import write_archive
    from bench.pages import query_counts

    began = time.monotonic()
    write_archive(messages)
    print(f"{messages} messages written", file=sys.stderr)
    wrote = round(time.monotonic() - began, 1)
    pages = {name: f"/desk/suche/?q={quote(typed)}" for name, typed in SOUGHT.items()}
    palettes = {name: f"/desk/suche/befehle/?q={quote(typed)}" for name, typed in SOUGHT.items()}
    return {
        "messages": messages,
        "written_in_s": wrote,
        "found": {
            name: ranked(sought(typed), start=0, most=1).total for name, typed in SOUGHT.items()
        },
        "page": _times(caller, pages, rounds),
        "palette": _times(caller, palettes, rounds),
        "frame": spread([caller.get("/desk/suche/").seconds for _ in range(rounds)]),
        "queries": query_counts(cookie, pages),
    }


def _times(caller: Caller, pages: dict[str, str], rounds: int) -> dict[str, Any]:
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, path in pages.items():
            seconds[name].append(caller.get(path).seconds)
    return {name: spread(taken, aim_p95=AIM_MS) for name, taken in seconds.items()}
