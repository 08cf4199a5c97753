"""The days of the calendar as the page shows them, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ausrufer.announcements.calendar.entries import Collision, Entry
from ausrufer.announcements.calendar.spans import Span, View, week_number
from ausrufer.announcements.kinds import NEWS, Kind
from ausrufer.announcements.models import Idea
from ausrufer.announcements.place import FreeDays
from ausrufer.announcements.recurring import Coming
from ausrufer.announcements.web.calendar.best import GoodHour
from ausrufer.announcements.web.calendar.choice import Choice
from ausrufer.announcements.web.rough_days import short_rough
from ausrufer.announcements.web.words import ANNOUNCEMENT, Word
from ausrufer.channels.models import Channel
from ausrufer.design.icons import sign
from ausrufer.design.tones import SIGNS

NOBODY = UUID(int=0)  # stands in patterns of addresses where a message's key will be
MOST_IN_MONTH = 3  # entries of a day before the rest is a number


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One message on its day."""

    entry: Entry
    clock: str
    word: Word
    sign: SafeString
    kind: str  # its name, where it is more than news
    kind_sign: SafeString
    channels: str
    close: str  # names of the channels where its neighbour is too near; empty where none is
    url: str
    move_url: str  # empty where this person may not move it


@dataclass(frozen=True, slots=True)
class ShownIdea:
    """An idea on the first day it is meant for; `when` says more than the day does."""

    title: str
    when: str
    url: str  # empty where this person may not change it


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day; `more` counts what is not shown here."""

    day: date
    url: str  # of the view that shows all of it
    inside: bool
    today: bool
    gap: bool
    holiday: str  # names; empty on ordinary days
    school: str
    good: GoodHour | None = None  # the hour that did well before, where one channel is looked at
    entries: Sequence[ShownEntry] = ()
    plans: Sequence[Coming] = ()  # what a series will make
    ideas: Sequence[ShownIdea] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """One row of the grid."""

    number: int
    url: str
    days: Sequence[ShownDay]


@dataclass(frozen=True, slots=True)
class Showing:
    """Everything words about a day are made of."""

    choice: Choice
    today: date
    channels: Mapping[int, Channel]
    writable: frozenset[int]  # departments this person writes for
    gaps: frozenset[date]
    free: FreeDays
    plans: Mapping[date, Sequence[Coming]]
    ideas: Mapping[date, Sequence[Idea]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    close: Mapping[int, set[int]] = field(default_factory=dict)
    good: Mapping[date, GoodHour] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)

    def day(self, day: date, entries: Sequence[Entry]) -> ShownDay:
        """Return a day with as many of its entries as the view has room for."""
        room = MOST_IN_MONTH if self.choice.view is View.MONTH else len(entries)
        # one more takes as much room as the line that tells of it
        room = len(entries) if len(entries) <= room + 1 else room
        return ShownDay(
            day=day,
            url=self.choice.address(view=View.DAY, day=day),
            inside=self.choice.span.holds(day),
            today=day == self.today,
            gap=day in self.gaps,
            holiday=self.free.public.get(day, ""),
            school=self.free.school.get(day, ""),
            good=self.good.get(day),
            plans=self.plans.get(day, ()),
            ideas=[self.idea(one) for one in self.ideas.get(day, ())],
            entries=[self.entry(one) for one in entries[:room]],
            more=len(entries) - room,
        )

    def weeks(self, days: Mapping[date, Sequence[Entry]]) -> list[ShownWeek]:
        """Return the rows of the grid."""
        return [
            ShownWeek(
                number=week_number(week[0]),
                url=self.choice.address(view=View.WEEK, day=week[0]),
                days=[self.day(day, days.get(day, ())) for day in week],
            )
            for week in self.choice.span.weeks()
        ]

    def entry(self, entry: Entry) -> ShownEntry:
        """Return a message in words."""
        channels = [self.channels[key].name for key in entry.channels if key in self.channels]
        near = [self.channels[key].name for key in sorted(self.close.get(entry.public_id.int, ()))]
        word = _word(entry)
        return ShownEntry(
            entry=entry,
            clock=f"{entry.at:%H:%M}",
            word=word,
            sign=_sign(word.icon or SIGNS[word.tone]),
            kind=_(kind.label) if (kind := self._kind(entry.kind)) else "",
            kind_sign=_sign(kind.icon) if kind else mark_safe(""),
            channels=", ".join(channels),
            close=", ".join(near),
            url=self._address("announcement", entry, bare=True),
            move_url=self._address("move_announcement", entry) if self._moves(entry) else "",
        )

    def idea(self, idea: Idea) -> ShownIdea:
        """Return an idea in words."""
        writes = idea.department_id in self.writable
        url = reverse("idea", args=[idea.public_id]) if writes else ""
        return ShownIdea(idea.title, short_rough(idea.rough), url)

    def _kind(self, key: str) -> Kind | None:
        return self.kinds.get(key) if key != NEWS.key else None

    def _moves(self, entry: Entry) -> bool:
        return entry.movable and entry.department_id in self.writable

    def _address(self, name: str, entry: Entry, *, bare: bool = False) -> str:
        """Return an address of a message; the pattern of each is looked up once per page."""
        if name not in self.patterns:
            self.patterns[name] = (
                reverse(name, args=[NOBODY]) if bare else self.choice.address(name=name, of=NOBODY)
            )
        return self.patterns[name].replace(str(NOBODY), str(entry.public_id))


@cache
def _sign(name: str) -> SafeString:
    return sign(name, size="small")


def near_ones(found: Sequence[Collision]) -> dict[int, set[int]]:
    """Return on which channels a message has a neighbour too near, by its public id as number."""
    near: dict[int, set[int]] = {}
    for one in found:
        for entry in (one.earlier, one.later):
            near.setdefault(entry.public_id.int, set()).update(one.channels)
    return near


def plans_by_day(found: Iterable[Coming]) -> dict[date, list[Coming]]:
    """Return what series will make, by day in order of the times."""
    days: dict[date, list[Coming]] = {}
    for one in sorted(found, key=lambda one: one.at):
        days.setdefault(one.at.date(), []).append(one)
    return days


def ideas_by_day(found: Iterable[Idea]) -> dict[date, list[Idea]]:
    """Return ideas by the first day they are meant for."""
    days: dict[date, list[Idea]] = {}
    for one in found:
        if one.first_on is not None:
            days.setdefault(one.first_on, []).append(one)
    return days


def title_of(span: Span) -> str:
    """Return what a span is called: "November 2026", "23. bis 29. November 2026"."""
    if span.view in {View.MONTH, View.LIST}:
        return date_format(span.day, pgettext("date format", "F Y"))
    last = date_format(span.last, pgettext("date format", "j. F Y"))
    if span.view is View.DAY:
        return date_format(span.day, pgettext("date format", "l, j. F Y"))
    shape = "j." if span.first.month == span.last.month else "j. F"
    if span.first.year != span.last.year:
        shape = "j. F Y"
    first = date_format(span.first, pgettext("date format", shape))
    return _("%(first)s bis %(last)s") % {"first": first, "last": last}


def short_run(run: tuple[date, date]) -> str:
    """Return days in a row, short: "Mo., 23.11. bis Mi., 25.11."."""
    first, last = (date_format(day, pgettext("date format", "D., d.m.")) for day in run)
    return first if first == last else _("%(first)s bis %(last)s") % {"first": first, "last": last}


def _word(entry: Entry) -> Word:
    word = ANNOUNCEMENT[entry.state]
    if entry.corrects:
        return Word(_("Berichtigung: %(state)s") % {"state": word.word}, word.tone, word.icon)
    return word
