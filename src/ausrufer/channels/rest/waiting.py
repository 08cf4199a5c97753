"""How long a platform asks to wait, by the headers of its answer. Pure but for the clock."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(hours=24)
_LONGEST_REPAIR = timedelta(minutes=15)  # then it is asked again: it may be well by then
_TOO_MANY = 429
_OWN_FAULT = 500
_LONGEST_NUMBER = 11  # digits; beyond that timedelta overflows
_RESETS = ("x-rate-limit-reset", "x-ratelimit-reset", "ratelimit-reset")
_A_MOMENT_NOT_A_SPAN = 10**9  # seconds: whoever tells more means seconds since 1970


def retry_after(headers: Mapping[str, str], status: int = _TOO_MANY) -> timedelta | None:
    """Return the wait by Retry-After or by one of the customary headers; at most a day.

    The customary headers stand on every answer of some platforms: they ask for a wait only where
    too much was asked. A platform with a fault of its own is asked again after 15 minutes at most.
    Moments are compared with the server's own clock where it tells it.
    """
    asked = headers.get("retry-after", "").strip()
    resets = _RESETS if status == _TOO_MANY else ()
    told = [asked, *(headers.get(name, "").strip() for name in resets)]
    waits = (_wait(one, headers) for one in told if one)
    wait = next((wait for wait in waits if wait is not None), None)
    return min(wait, _LONGEST_REPAIR) if wait and status >= _OWN_FAULT else wait


def seconds(number: float) -> timedelta:
    """Return a wait a platform told in its body, within one second and a day."""
    return timedelta(seconds=min(max(number, 1), LONGEST_WAIT.total_seconds()))


def _wait(told: str, headers: Mapping[str, str]) -> timedelta | None:
    if told.isascii() and told.isdecimal() and len(told) <= _LONGEST_NUMBER:
        number = int(told)
        if number < _A_MOMENT_NOT_A_SPAN:
            return min(timedelta(seconds=number), LONGEST_WAIT)
        return seconds(number - server_time(headers).timestamp())
    moment = _moment(told)
    return seconds((moment - server_time(headers)).total_seconds()) if moment else None


def server_time(headers: Mapping[str, str]) -> datetime:
    """Return the present moment by the server's clock, or by ours where it does not tell."""
    return _moment(headers.get("date", "")) or datetime.now(UTC)


def _moment(told: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError):
            moment = read(told)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
