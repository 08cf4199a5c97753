"""The journal, searched only on request: every message stands in it six times and more."""

from functools import reduce
from operator import and_

from django.db.models import Func, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from ausrufer.foundation.clock import in_town_time
from ausrufer.foundation.sought import Found, Hit, Sought, says, sought
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_see_journal
from ausrufer.records.kinds import kinds
from ausrufer.records.models import JournalEntry
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence

REACH = 10_000  # entries looked through, the newest; without an index over all their details


def entries(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find among the newest entries of the journal those whose sentence says every word."""
    if not looked_for or not may_see_journal(member.rights):
        return Found()
    found = _saying(looked_for)
    return Found(found.count(), tuple(_hit(one) for one in found[start : start + most]))


def _saying(looked_for: Sought) -> QuerySet[JournalEntry]:
    head = newest_entries().values_list("sequence", flat=True).first() or 0
    recent = newest_entries().filter(sequence__gt=head - REACH)
    folded = Func(Cast("details", TextField()), function="search_folded", output_field=TextField())
    conditions = [
        Q(folded__contains=word) | Q(kind__in=_kinds_saying(typed))
        for word, typed in zip(looked_for.folded, looked_for.words, strict=True)
    ]
    return recent.alias(folded=folded).filter(reduce(and_, conditions))


def _kinds_saying(word: str) -> list[str]:
    asked = sought(word)
    return [one.name for one in kinds() if says(gettext(one.sentence), asked)]


def _hit(entry: JournalEntry) -> Hit:
    return Hit(
        title=sentence(entry),
        page="journal",
        query=f"?zu={entry.subject}",
        note=f"{in_town_time(entry.at):%d.%m.%Y, %H:%M} · Nr. {entry.sequence}",
    )
