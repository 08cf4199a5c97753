"""Finding announcements by their words, wherever in a word: "Spielplatz" in "Wasserspielplatz".

The index knows every word, its German stem and all its endings, so that the part searched for is
always the beginning of something. It needs no extension of PostgreSQL; the functions behind it are
made in the migration `search_everything`.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Func, QuerySet, TextField, Value

from ausrufer.announcements.models import Announcement, AnnouncementWords
from ausrufer.foundation.scope import active_organisation_id
from ausrufer.foundation.sought import Sought, sought

_WORDS: Any = ArrayField(TextField())


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many messages were found, and some of them, the best first; `more`: beyond `total`."""

    total: int
    shown: list[tuple[Announcement, str]]  # each with all it says, its title in the first line
    more: bool = False


def containing(found: QuerySet[Announcement], typed: str) -> QuerySet[Announcement]:
    """Return those that say every word sought, in any order and any form."""
    looked_for = sought(typed)
    if not looked_for:
        return found.none()
    return found.filter(pk__in=saying(looked_for).order_by().values("pk"))


def ranked(looked_for: Sought, *, start: int, most: int) -> Ranked:
    """Return those with every word in the title first, then the others, each newest first."""
    if not looked_for:
        return Ranked(0, [])
    first, then = saying(looked_for, "title"), saying(looked_for, "elsewhere")
    in_title, elsewhere = first.count(), then.count()
    keys = [*_slice(first, start, most)]
    if in_title < start + most:
        keys += _slice(then, max(start - in_title, 0), most - len(keys))
    return Ranked(in_title + elsewhere, messages_by_key(keys))


def saying(looked_for: Sought, place: str = "") -> QuerySet[AnnouncementWords]:
    """Return the words of the messages that say every word sought, last changed first.

    `place` is "title", "elsewhere" (not all of them in the title) or empty for both.
    """
    lexemes = Func(
        "organisation_id",
        "announcement_id",
        "stamp",
        function="announcement_indexed",
        output_field=SearchVectorField(),
    )
    # the organisation is a word too: the index then never leads to anybody else's rows
    asked = Func(
        Value(active_organisation_id()),
        Value(list(looked_for.words), output_field=_WORDS),
        Value(place, output_field=TextField()),
        function="announcement_asked",
        output_field=SearchQueryField(),
    )
    holds = Func(
        lexemes, asked, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField()
    )
    return AnnouncementWords.objects.filter(holds).order_by("-changed_at", "-pk")


def _slice(found: QuerySet[AnnouncementWords], start: int, most: int) -> list[int]:
    return list(found.values_list("pk", flat=True)[start : start + most])


def messages_by_key(keys: list[int]) -> list[tuple[Announcement, str]]:
    """Return messages in the order of their keys, each with all it says."""
    said = Func("pk", function="announcement_said", output_field=TextField())
    found = Announcement.objects.select_related("department").annotate(said=said)
    known = found.in_bulk(keys) if keys else {}
    return [(known[key], known[key].said) for key in keys if key in known]
