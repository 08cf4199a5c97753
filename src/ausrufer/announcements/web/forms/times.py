"""Times as people write them, read in the town's time zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.preflight.about_times import is_doubled
from ausrufer.design.forms import LocalDateTimeInput
from ausrufer.foundation.clock import TimeDoesNotExist, from_town_time, in_town_time

SHAPE = "%Y-%m-%dT%H:%M"
SKIPPED = _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhren springen von 2 auf 3 Uhr vor.")


def shown_twice(moment: datetime | None) -> bool:
    """Tell whether the town's clocks show this moment's time twice."""
    return moment is not None and is_doubled(in_town_time(moment))


def second_run(moment: datetime) -> datetime:
    """Return the second moment at which the town's clocks show this time; else the same."""
    local = in_town_time(moment).replace(tzinfo=None)
    return from_town_time(local, second_hour=True)


class TownTimeField(forms.CharField):
    """A local time as browsers send it, read and shown in Europe/Berlin.

    The hour that the autumn change repeats means its first run, summer time; `second_run` is the
    other.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(widget=LocalDateTimeInput(), **options)

    def prepare_value(self, value: Any) -> Any:
        """Return what the input shows."""
        return in_town_time(value).strftime(SHAPE) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        """Return the aware moment or None; raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return from_town_time(datetime.fromisoformat(text).replace(tzinfo=None))
        except TimeDoesNotExist as skipped:
            raise ValidationError(SKIPPED) from skipped
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(_("Bitte geben Sie Tag und Uhrzeit vollständig an.")) from wrong
