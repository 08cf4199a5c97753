"""What the rules of approval ask about an announcement."""

from collections.abc import Collection

from ausrufer.announcements.models import Announcement
from ausrufer.approval.requirements import Facts
from ausrufer.foundation.clock import in_town_time, now


def approval_facts(
    announcement: Announcement, *, channel_ids: Collection[int], author_ids: Collection[int]
) -> Facts:
    """Return an announcement as rules see it; what goes at once goes now."""
    return Facts(
        department_id=announcement.department_id,
        topic=announcement.topic,
        kind=announcement.kind,
        channel_ids=frozenset(channel_ids),
        at=in_town_time(announcement.publish_at or now()).time(),
        author_ids=frozenset(author_ids),
        pictures=announcement.pictures.exists(),
    )
