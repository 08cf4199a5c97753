"""The topics suggested are those in use: each once, in order, never another town's."""

import pytest

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import topics_in_use
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def write(town: Town, topics: list[str]) -> None:
    Announcement.objects.bulk_create(
        Announcement(
            organisation=town.organisation,
            department=town.press,
            title=f"Mitteilung {number}",
            topic=topic,
            created_at=now(),
            changed_at=now(),
            path=f"{town.organisation.slug}-{number}",
        )
        for number, topic in enumerate(topics)
    )


def test_every_topic_once_in_the_order_of_the_database(in_town: Town, neighbour: Town) -> None:
    used = ["Verkehr", "", "Ärzte", "verkehr", "Kultur", "Verkehr", "Öffnung", " ", "Kultur", "Z"]
    write(in_town, used)
    with within_organisation(neighbour.organisation.pk):
        assert topics_in_use() == []
        write(neighbour, ["Fremd", "Kultur"])
    distinct = Announcement.objects.exclude(topic="").order_by("topic").distinct()
    assert topics_in_use() == list(distinct.values_list("topic", flat=True))
    assert sorted(topics_in_use()) == sorted({*used} - {""})


def test_there_may_be_none_and_no_more_than_a_list_can_show(in_town: Town) -> None:
    assert topics_in_use() == []
    write(in_town, [f"Thema {number:03}" for number in range(230)])
    assert topics_in_use() == [f"Thema {number:03}" for number in range(200)]
