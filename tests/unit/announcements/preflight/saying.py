"""Messages in one line, and what the checks say of them."""

from datetime import datetime
from typing import Any

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.foundation.clock import TOWN_TIME

NOON = datetime(2026, 11, 21, 12, tzinfo=TOWN_TIME)  # a Saturday


def found(body: str, *, title: str = "Aus dem Rathaus", **more: Any) -> list[Finding]:
    """Return what is said of a text; `more` are fields of the source or the circumstances."""
    around = {key: more.pop(key) for key in list(more) if key in Circumstances.__dataclass_fields__}
    source = Source(**{"public_id": "x", "language": "de", "title": title, "body": body, **more})
    return list(check(source, Circumstances(**{"moment": NOON, **around})))


def hits(body: str, **more: Any) -> list[tuple[str, str]]:
    """Return (code, words) of everything said; the words are cut from where it points to."""
    texts = {"title": more.get("title", "Aus dem Rathaus"), "body": body, "link": more.get("link")}
    return [
        (one.code, (texts.get(one.place) or "")[one.start : one.end]) for one in found(body, **more)
    ]
