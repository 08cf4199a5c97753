"""What of the calendar a person looks at; the address carries all of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from ausrufer.announcements.calendar.spans import Span, View, bounded, span_of
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.models import Department


@dataclass(frozen=True, slots=True)
class Choice:
    """View, day and filters; what an address does not say or says wrongly is left open."""

    view: View
    day: date
    channel: Channel | None = None
    department: Department | None = None

    @classmethod
    def read(cls, query: QueryDict, channels: list[Channel], departments: list[Department]) -> Self:
        """Read it from an address."""
        view, wanted = query.get("ansicht", ""), query.get("kanal", "")
        return cls(
            view=View(view) if view in set(View) else View.MONTH,
            day=_day(query.get("tag", "")) or today(),
            channel=next((one for one in channels if str(one.public_id) == wanted), None),
            department=next(
                (one for one in departments if str(one.pk) == query.get("amt", "")), None
            ),
        )

    @property
    def span(self) -> Span:
        """The days that are shown."""
        return span_of(self.view, self.day)

    def address(
        self,
        *,
        view: View | None = None,
        day: date | None = None,
        name: str = "calendar",
        of: UUID | None = None,
    ) -> str:
        """Return the address of this choice with another view or day.

        `name` and `of` are those of something done to a message, which comes back to this choice.
        """
        other = replace(self, view=view or self.view, day=bounded(day or self.day))
        return f"{reverse(name, args=[of] if of else [])}?{urlencode(other.query())}"

    def query(self) -> dict[str, str]:
        """Return what an address says of it."""
        values = {"ansicht": str(self.view), "tag": self.day.isoformat()}
        if self.channel:
            values["kanal"] = str(self.channel.public_id)
        if self.department:
            values["amt"] = str(self.department.pk)
        return values


def today() -> date:
    """Return the town's present day."""
    return in_town_time(now()).date()


def _day(text: str) -> date | None:
    try:
        return bounded(date.fromisoformat(text))
    except ValueError:
        return None
