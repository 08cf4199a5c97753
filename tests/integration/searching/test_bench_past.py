"""What the measurements write must stand where real messages stand: it broke unnoticed once."""

import pytest
from django.db import connection

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.search import ranked
from ausrufer.approval.models import ApprovalStep, Decision
from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.foundation.sought import sought
from ausrufer.organisations.models import Department
from ausrufer.records.queries import breaks_of_the_chain
from bench.archive import write_archive
from bench.past import Past
from bench.texts import RARE_WORD, text
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice(in_town: Town) -> Town:
    """Our town with a channel and every department the measured texts name."""
    in_town.channel("Elefant")
    known = set(Department.objects.values_list("name", flat=True))
    for name in {text(number).department for number in range(500)} - known:
        Department.objects.create(organisation=in_town.organisation, name=name)
    return in_town


def test_the_past_is_written_as_the_database_demands(practice: Town) -> None:
    Past(Channel.objects.all()).write(range(3))
    assert Announcement.objects.filter(state="published").count() == 3
    assert ApprovalStep.objects.count() == Decision.objects.count() == 3
    assert Delivery.objects.count() == Attempt.objects.count() == 3
    assert list(breaks_of_the_chain()) == []
    assert ranked(sought(RARE_WORD), start=0, most=3).total == 1


def test_the_archive_is_found_through_the_same_index_as_before(practice: Town) -> None:
    def index() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname='announcement_words'")
            (found,) = cursor.fetchone()
        return str(found)

    before = index()
    write_archive(3)
    assert index() == before
    assert ranked(sought(RARE_WORD), start=0, most=3).total == 1
