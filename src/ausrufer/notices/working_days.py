"""The days on which nobody works here; who knows them is named by the settings."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.office_hours import MOST_DAYS


def free_days() -> Collection[date]:
    """Return the free days of the next weeks of the organisation in scope."""
    ask: Callable[[Iterable[date]], Collection[date]] = import_string(settings.AUSRUFER_FREE_DAYS)
    today = in_town_time(now()).date()
    return ask(today + timedelta(days=n) for n in range(MOST_DAYS))
