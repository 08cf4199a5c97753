"""The checks of a message's words: how long they take, and how often they are wrong.

The messages are correct ones of a town (tests/unit/announcements/preflight/messages): whatever is
said of them is too much. Each is also read at the length of a long notice.
"""

import time
from collections import Counter
from datetime import datetime
from typing import Any

from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.readability import readability
from ausrufer.foundation.clock import TOWN_TIME
from bench.figures import figure, spread
from tests.unit.announcements.preflight.corpus import messages

AROUND = Circumstances(datetime(2026, 11, 21, 12, tzinfo=TOWN_TIME))
AIM_MS, AIM_WARNED = 15.0, 0.05
LONG = 8  # times the text of a message: about 2,500 letters


def run(_given: list[str]) -> dict[str, Any]:
    """Check every message once; the first call warms nothing, as for the first person of a day."""
    sources = [
        Source("x", "de", title=one.title, body=one.body, contact="Telefon 01234 56-0")
        for one in messages()
    ]
    seconds, told = [], []
    for source in sources:
        began = time.perf_counter()
        told.append(check(source, AROUND))
        seconds.append(time.perf_counter() - began)
    warned = [[one for one in said if one.severity is not Severity.HINTS] for said in told]
    share = sum(map(bool, warned)) / len(sources)
    return {
        "messages": len(sources),
        "one_message": spread(seconds, aim_p95=AIM_MS),
        "a_long_message": _long(sources),
        "false_warnings": figure(round(share, 4), AIM_WARNED),
        "false_findings": round(sum(map(bool, told)) / len(sources), 4),
        "false_by_check": dict(Counter(one.code for said in told for one in said)),
        "readability": _readability(sources),
    }


def _long(sources: list[Source]) -> dict[str, Any]:
    seconds = []
    for source in sources:
        body = "\n\n".join([source.body] * LONG)
        long = Source("x", "de", title=source.title, body=body, contact=source.contact)
        began = time.perf_counter()
        check(long, AROUND)
        seconds.append(time.perf_counter() - began)
    return spread(seconds, aim_p95=AIM_MS)


def _readability(sources: list[Source]) -> dict[str, float]:
    """Return how correct messages read, five at a time: the formula wants a hundred words."""
    joined = ["\n\n".join(one.body for one in sources[at : at + 5]) for at in range(0, 200, 5)]
    figures = [readability(Passage.read("body", text)) for text in joined]
    years = sorted(one.school_year for one in figures if one)
    return {
        "texts": len(years),
        "median_school_year": round(years[len(years) // 2], 1),
        "hardest_school_year": round(years[-1], 1),
    }
