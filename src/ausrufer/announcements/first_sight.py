"""The first of the messages found, however many there are: what `ranked` begins with.

A word that every message says is found a hundred thousand times; whoever types sees six. So
what was changed last is looked through first: where that holds enough, nothing else is asked.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from ausrufer.announcements.search import Ranked, messages_by_key
from ausrufer.foundation.scope import active_organisation_id
from ausrufer.foundation.sought import Sought

MANY = 500  # found, then counting and putting in order ends
_FURTHER = 4  # times as many messages are looked through first

_SAYING = """
  SELECT announcement_id AS id, changed_at FROM announcements_announcementwords
   WHERE organisation_id = %(town)s
     AND announcement_indexed(organisation_id, announcement_id, stamp)
         @@ announcement_asked(%(town)s, %(words)s::text[], %(place)s)"""
# As written numbers, not as a question within the question: the planner takes the result of one for
# ten rows, and then computes the words of two thousand messages instead of asking their index.
_AMONG_LAST = """
     AND announcement_id = ANY (%(last)s::bigint[])"""
_LAST_CHANGED = """
  SELECT ARRAY(SELECT id FROM announcements_announcement WHERE organisation_id = %s
                ORDER BY changed_at DESC, id DESC LIMIT %s)"""
_NEWEST = "ORDER BY changed_at DESC, id DESC LIMIT %(most)s"
# The index reads every entry of a word before the first hit is known: a word of a hundred thousand
# is therefore asked for once. `few` is left out where the last messages alone are more than many.
_LOOK = f"""
  WITH recent AS MATERIALIZED ({_SAYING}{_AMONG_LAST}),
  few AS MATERIALIZED ({_SAYING}
     AND (SELECT count(*) FROM recent) <= %(many)s LIMIT %(many)s + 1)
  SELECT greatest((SELECT count(*) FROM recent), (SELECT count(*) FROM few)),
         ARRAY(SELECT id FROM recent {_NEWEST}), ARRAY(SELECT id FROM few {_NEWEST})
"""  # noqa: S608 - nothing in it was typed by anybody
_LAST = f"SELECT ARRAY(SELECT id FROM ({_SAYING}{_AMONG_LAST}) AS found {_NEWEST})"  # noqa: S608
_ALL = f"SELECT ARRAY(SELECT id FROM ({_SAYING}) AS found {_NEWEST})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, and how much of it is looked at."""

    words: tuple[str, ...]
    many: int
    last: list[int]  # keys of what was changed last

    def look(self, most: int) -> tuple[int, list[int]]:
        """Return how many were found, at most one more than many, and the newest of them."""
        total, recent, few = self._ask(_LOOK, "", most)
        if total <= self.many:
            return total, few
        return total, recent if len(recent) == most else self._ask(_ALL, "", most)[0]

    def titled(self, most: int, *, crowded: bool) -> list[int]:
        """Return the newest with every word in the title."""
        recent = self._ask(_LAST, "title", most)[0] if crowded else []
        return recent if len(recent) == most else self._ask(_ALL, "title", most)[0]

    def _ask(self, statement: str, place: str, most: int) -> Any:
        values: dict[str, Any] = {
            "town": active_organisation_id(),
            "words": list(self.words),
            "place": place,
            "most": most,
            "many": self.many,
            "last": self.last,
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()


def glimpsed(looked_for: Sought, *, most: int, many: int = MANY) -> Ranked:
    """Return the first of what `ranked` finds, without counting or ordering more than `many`."""
    if not looked_for:
        return Ranked(0, [])
    asked = _Asked(looked_for.words, many, _last_changed(_FURTHER * many))
    total, newest = asked.look(2 * most)  # those with the words in the title are among them too
    titled = asked.titled(most, crowded=total > many) if total else []
    keys = list(dict.fromkeys([*titled, *newest]))[:most]
    return Ranked(min(total, many), messages_by_key(keys), more=total > many)


def _last_changed(most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CHANGED, [active_organisation_id(), most])
        keys: list[int] = cursor.fetchone()[0]
        return keys
