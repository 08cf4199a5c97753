"""Taking in what feeds say: stored raw and once, interpreted on the floor above."""

from collections.abc import Sequence

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.intake import journal
from ausrufer.intake.feeds import FeedItem
from ausrufer.intake.models import Feed, Receipt
from ausrufer.intake.wire import to_json
from ausrufer.organisations.models import Department
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def know_feed(
    *, actor: Actor, department: Department, source: str, title: str = "", polled: bool = False
) -> Feed:
    """Return the feed of this source, created at first sight; `polled` reads it again and again."""
    feed, created = Feed.objects.get_or_create(
        organisation_id=actor.organisation_id,
        source=source,
        defaults={"department": department, "title": title[:200], "polled": polled},
    )
    if created:
        record(journal.FEED_ADDED, actor=actor, subject=f"feed:{feed.pk}", feed=source)
    elif polled and not feed.polled:
        feed.polled = True
        feed.save(update_fields=["polled"])
    return feed


@transaction.atomic
def stop_polling(*, actor: Actor, feed: Feed) -> None:
    """Read a feed no longer; what it said stays."""
    if Feed.objects.filter(pk=feed.pk, polled=True).update(polled=False):
        record(journal.FEED_REMOVED, actor=actor, subject=f"feed:{feed.pk}", feed=feed.source)


@transaction.atomic
def take_in(*, feed: Feed, items: Sequence[FeedItem]) -> list[tuple[Receipt, bool]]:
    """Store every revision of every item once; returns each, and whether it is new."""
    taken = []
    for item in items:
        receipt, created = Receipt.objects.get_or_create(
            feed=feed,
            external_id=item.guid[:500],
            revision=item.revision,
            defaults={
                "organisation_id": feed.organisation_id,
                "content": to_json(item),
                "received_at": now(),
            },
        )
        taken.append((receipt, created))
    return taken


def note_reading(*, feed: Feed, title: str, etag: str, last_modified: str) -> None:
    """Keep what the next reading needs; the feed could be read."""
    feed.title = title[:200] or feed.title
    feed.etag, feed.last_modified = etag[:200], last_modified[:100]
    feed.read_at, feed.trouble = now(), ""
    feed.save(update_fields=["title", "etag", "last_modified", "read_at", "trouble"])


def note_trouble(*, feed: Feed, reason: str) -> None:
    """Keep why the feed could not be read, for people to see."""
    feed.read_at, feed.trouble = now(), reason[:400]
    feed.save(update_fields=["read_at", "trouble"])
