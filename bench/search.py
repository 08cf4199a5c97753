"""Search across everything over many messages: the whole page and the palette, as a person waits.

What is typed differs in how much it finds: a word of one message in a thousand, a word of many, one
that every message says, two words, a part of a word, nothing at all (which looks for what was
meant). `frame` is the same page without a search: the share of the house around it. `cpu_ms` is the
mean CPU of the whole house for one call, which a busy machine stretches less than the time.
"""

import sys
import time
from typing import Any
from urllib.parse import quote

from bench.caller import Caller
from bench.cpu import cpu_seconds
from bench.figures import spread
from bench.house import House
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


def search_figures(
    house: House, caller: Caller, cookie: str, messages: int, rounds: int
) -> dict[str, Any]:
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
        "page": _times(house, caller, pages, rounds),
        "palette": _times(house, caller, palettes, rounds),
        "frame": _times(house, caller, {"no_search": "/desk/suche/"}, rounds),
        "queries": query_counts(cookie, pages),
    }


def _times(house: House, caller: Caller, pages: dict[str, str], rounds: int) -> dict[str, Any]:
    return {name: _time(house, caller, path, rounds) for name, path in pages.items()}


def _time(house: House, caller: Caller, path: str, rounds: int) -> dict[str, Any]:
    before = cpu_seconds(house.pid)
    seconds = [caller.get(path).seconds for _ in range(rounds)]
    cpu = round((cpu_seconds(house.pid) - before) / rounds * 1000, 1)
    return {"cpu_ms": cpu, **spread(seconds, aim_p95=AIM_MS)}
