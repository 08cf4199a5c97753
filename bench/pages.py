"""The pages of the desk: how long the web server takes, and how many queries each needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.test import Client

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.desk.web.journal import ROWS
from ausrufer.organisations.models import Department
from ausrufer.records.models import JournalEntry
from bench.caller import Caller
from bench.figures import spread
from bench.texts import PARTS_OF_TOWN, RARE_WORD

AIM_MS = 100.0


def addresses() -> dict[str, str]:
    """Return the pages that are looked at, by name; the organisation must be in scope."""
    one = Announcement.objects.filter(state=State.PUBLISHED).order_by("-published_at")[3]
    department = Department.objects.order_by("name")[0]
    messages, journal = "/desk/mitteilungen/", "/desk/protokoll/"
    return {
        "today": "/desk/",
        "list": messages,
        "list_in_the_middle": f"{messages}?seite=200",
        "list_by_state": f"{messages}?zustand=published",
        "list_by_department": f"{messages}?zustand=published&amt={department.pk}",
        "search_word_of_many": f"{messages}?q=Fahrbahn",
        "search_two_words": f"{messages}?q={quote(PARTS_OF_TOWN[0])}+gesperrt",
        "search_rare_word": f"{messages}?q={RARE_WORD}",
        "search_part_of_word": f"{messages}?q=spielplatz",
        "search_nothing": f"{messages}?q=Zeppelinlandung",
        "message": f"{messages}{one.public_id}/",
        "message_states": f"{messages}{one.public_id}/stand/",
        "write": f"{messages}{one.public_id}/aendern/",
        "journal": journal,
        # nearly the last page: the very last is about the beginning, before any message
        "journal_far_back": f"{journal}?seite={JournalEntry.objects.count() // ROWS - 1}",
        "journal_of_message": f"{journal}?zu={one.subject}",
        "channels": "/desk/kanaele/",
        "people": "/desk/menschen/",
    }


def page_times(caller: Caller, pages: dict[str, str], rounds: int) -> dict[str, Any]:
    """Return the times of every page in turn; the very first call of each counts too."""
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, path in pages.items():
            seconds[name].append(caller.get(path).seconds)
    return {
        name: {"first_ms": round(taken[0] * 1000, 1), **spread(taken, aim_p95=AIM_MS)}
        for name, taken in seconds.items()
    }


def query_counts(cookie: str, pages: dict[str, str]) -> dict[str, int]:
    """Return how many queries each page needs, session and person included."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"cookie": cookie})
    counts = {}
    for name, path in pages.items():
        with _counted() as queries:
            answer = client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(f"{path} answered {answer.status_code}")
        counts[name] = len(queries)
    return counts


@contextmanager
def _counted() -> Iterator[list[str]]:
    queries: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield queries
