"""Finding announcements by their words, wherever in a word: "Spielplatz" in "Wasserspielplatz".

The index knows every word, its German stem and all its endings, so that the part searched for is
always the beginning of something. It needs no extension of PostgreSQL; the function behind it is
made in the migration `0002_search`.
"""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, QuerySet

from ausrufer.announcements.models import Announcement
from ausrufer.foundation.scope import active_organisation_id

MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def containing(found: QuerySet[Announcement], sought: str) -> QuerySet[Announcement]:
    """Return those whose title or text contains every word sought, in any order and any form."""
    words = _WORD.findall(sought)[:MOST_WORDS]
    if not words:
        return found.none()
    # the organisation is a word too: the index then never leads to anybody else's rows
    query = _starting_with(f"o{active_organisation_id()}", exactly=True)
    for word in words:
        query &= SearchQuery(word, config="german") | _starting_with(word)
    vector = Func(
        "organisation_id",
        "title",
        "body",
        function="announcement_words",
        output_field=SearchVectorField(),
    )
    return found.alias(words=vector).filter(words=query)


def _starting_with(word: str, *, exactly: bool = False) -> SearchQuery:
    asked = word if exactly else f"{word[:20]}:*"  # the index keeps endings this long
    return SearchQuery(asked, config="simple", search_type="raw")
