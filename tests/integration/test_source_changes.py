"""What the town's website changed since a message was read from it, and changed back."""

import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction

from ausrufer.announcements.actions.imports import (
    dismiss_source_changes,
    import_from_content,
    take_source_changes,
)
from ausrufer.announcements.models import Announcement
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Stadt</title>
<link>https://stadt.example/</link><description>Stadt</description>
<item><guid>https://stadt.example/1</guid><title>{title}</title>
<link>https://stadt.example/1</link><description>Text.</description></item></channel></rss>"""


def read(town: Town, title: str) -> list[int]:
    """Read the website as it says `title` now; returns how many were created, changed, not."""
    with within_organisation(town.organisation.pk):
        report = import_from_content(
            actor=town.anna.actor,
            department=town.press,
            content=FEED.format(title=title).encode(),
            content_type="application/rss+xml",
        )
    return [len(report.created), len(report.changed), report.unchanged]


def stored(town: Town) -> Announcement:
    with within_organisation(town.organisation.pk):
        return Announcement.objects.select_related("receipt", "newer_receipt").get()


def newer(town: Town) -> str | None:
    receipt = stored(town).newer_receipt
    return receipt.content["title"] if receipt else None


def told(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        kinds = JournalEntry.objects.filter(kind__startswith="announcement.source")
        return list(kinds.order_by("sequence").values_list("kind", flat=True))


def test_changed_and_changed_back_is_no_difference(town: Town) -> None:
    assert [read(town, title) for title in "ABAA"] == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert newer(town) is None
    assert told(town) == ["announcement.source_changed", "announcement.source_as_read"]


def test_back_to_what_was_dismissed_is_a_difference_again(town: Town) -> None:
    read(town, "A")
    read(town, "B")
    with within_organisation(town.organisation.pk):
        dismiss_source_changes(member=town.anna, announcement=stored(town))
    assert newer(town) is None
    read(town, "A")
    assert newer(town) == "A"
    read(town, "B")
    assert newer(town) is None


@pytest.mark.parametrize("settle", ["take", "dismiss"])
def test_only_what_the_person_saw_is_settled(town: Town, settle: str) -> None:
    read(town, "A")
    read(town, "B")
    seen = stored(town)
    read(town, "C")
    settled = {
        "take": partial(take_source_changes, version=seen.version),
        "dismiss": dismiss_source_changes,
    }[settle]
    with within_organisation(town.organisation.pk), pytest.raises(Refused):
        settled(member=town.anna, announcement=seen)
    assert (newer(town), stored(town).title) == ("C", "A")


def test_dismissing_waits_for_whoever_changes_the_message(town: Town) -> None:
    read(town, "A")
    read(town, "B")
    seen, refusals = stored(town), []

    def dismiss() -> None:
        try:
            with within_organisation(town.organisation.pk):
                dismiss_source_changes(member=town.anna, announcement=seen)
        except Refused as refused:
            refusals.append(refused.for_staff)
        finally:
            connection.close()

    other = threading.Thread(target=dismiss)
    with within_organisation(town.organisation.pk), transaction.atomic():
        Announcement.objects.select_for_update().get()
        other.start()
        _wait_until_blocked(other)
        Announcement.objects.update(newer_receipt=None)
    other.join()
    assert refusals == ["Die Quelle hat sich nicht geändert."]
    assert "announcement.source_dismissed" not in told(town)


def _wait_until_blocked(other: threading.Thread) -> None:
    with connection.cursor() as cursor:
        while other.is_alive():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.01)
