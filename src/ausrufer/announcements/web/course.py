"""What happened to a message, for its page: people's steps and outcomes before the house's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from ausrufer.announcements.models import Announcement
from ausrufer.delivery import journal
from ausrufer.delivery.states import Purpose
from ausrufer.design.parts import Happening
from ausrufer.records.models import JournalEntry
from ausrufer.records.queries import entries_about
from ausrufer.records.sentences import sentence

MOST_TOLD = 8
MOST_READ = 60

# a person decided once; that a delivery per channel followed from it says nothing new
_FOLLOWS = frozenset({journal.QUEUED, journal.CANCELLED})


@dataclass(frozen=True, slots=True)
class Course:
    """The newest happenings, newest first: `told` at once, `further` a click away."""

    told: list[Happening]
    further: list[Happening]


def course(announcement: Announcement) -> Course:
    """Return what the journal says about a message, at most its newest 60 entries; one query."""
    entries = list(entries_about(announcement.subject)[:MOST_READ])
    linking = _linking(entries)
    weighty = [one for one in entries if one.kind not in _FOLLOWS and _key(one) not in linking]
    told = {one.pk for one in weighty[:MOST_TOLD]}
    return Course(
        told=[_happening(one) for one in entries if one.pk in told],
        further=[_happening(one) for one in entries if one.pk not in told],
    )


def _linking(entries: Iterable[JournalEntry]) -> set[str]:
    """Return the deliveries the house ordered by itself so that the copies name each other."""
    return {
        _key(one)
        for one in entries
        if one.kind == journal.QUEUED
        and one.actor_member_id is None
        and (one.details or {}).get("purpose") == Purpose.AMEND
    }


def _key(entry: JournalEntry) -> str:
    return str((entry.details or {}).get("delivery", ""))


def _happening(entry: JournalEntry) -> Happening:
    return Happening(text=sentence(entry), at=entry.at, icon="history")
