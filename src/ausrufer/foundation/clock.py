"""Time as the town reads it: aware, stored in UTC, shown and entered in Europe/Berlin."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

TOWN_TIME = ZoneInfo("Europe/Berlin")

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Let the enclosed code believe it is `moment`: for practice towns and tests."""
    before = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(before)


class TimeDoesNotExist(ValueError):
    """The clocks jumped over this local time in spring."""


def from_town_time(local: datetime, *, second_hour: bool = False) -> datetime:
    """Return the UTC moment of a naive local time.

    The hour that the autumn change repeats is taken the first time, unless `second_hour`.
    Raises TimeDoesNotExist for the hour that the spring change skips.
    """
    moment = local.replace(tzinfo=TOWN_TIME, fold=1 if second_hour else 0).astimezone(UTC)
    if moment.astimezone(TOWN_TIME).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise TimeDoesNotExist(local.isoformat(sep=" "))
    return moment


def in_town_time(moment: datetime) -> datetime:
    """Return the same moment as Europe/Berlin shows it."""
    return moment.astimezone(TOWN_TIME)
