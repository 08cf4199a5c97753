"""What shows at first sight is what the whole list begins with, however few are looked at."""

from itertools import product

import pytest

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.first_sight import MANY, glimpsed
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.search import Ranked, ranked
from ausrufer.foundation.scope import within_organisation
from ausrufer.foundation.sought import sought
from tests.conftest import Town

pytestmark = pytest.mark.django_db

TITLED, SAID, OTHER = range(0, 20, 7), range(0, 20, 2), 20


@pytest.fixture
def archive(in_town: Town) -> Town:
    """Twenty messages, most of which say the word, some in their title."""
    channel = in_town.channel("Seite")
    for number in range(OTHER):
        create_announcement(
            actor=in_town.anna.actor,
            department=in_town.press,
            content=Content(
                title=f"Seilbahn {number}" if number in TITLED else f"Nummer {number}",
                body="Die Seilbahn fährt." if number in SAID else "Nichts.",
            ),
            channels=[channel],
        )
    return in_town


def shown(found: Ranked) -> list[tuple[str, str]]:
    return [(one.title, said) for one, said in found.shown]


def test_it_is_how_the_list_begins(archive: Town) -> None:
    typed = ("seilbahn", "nummer", "die fährt", "nichts", "Zeppelin", "")
    for words, many, most in product(typed, (1, 3, 6, 12, MANY), (1, 2, 4, 30)):
        whole = ranked(sought(words), start=0, most=most)
        glimpse = glimpsed(sought(words), most=most, many=many)
        assert shown(glimpse) == shown(whole), (words, many, most)
        assert (glimpse.total, glimpse.more) == (min(whole.total, many), whole.total > many)


def test_nobody_sees_the_words_of_another_town(archive: Town, neighbour: Town) -> None:
    with within_organisation(neighbour.organisation.pk):
        assert glimpsed(sought("seilbahn"), most=4, many=3).shown == []
        mine = create_announcement(
            actor=neighbour.anna.actor,
            department=neighbour.press,
            content=Content(title="Unsere Seilbahn"),
            channels=[neighbour.channel("Kanal")],
        )
        for many in (1, MANY):
            found = glimpsed(sought("seilbahn"), most=4, many=many)
            assert [one.pk for one, _said in found.shown] == [mine.pk]
        assert Announcement.objects.count() == 1
