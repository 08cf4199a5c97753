"""The address of an announcement's page below the own site."""

from django.utils.text import slugify

from ausrufer.announcements.models import Announcement
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.clock import in_town_time

LONGEST_SLUG = 60
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def provisional_path(announcement: Announcement) -> str:
    """Return the path the page will have if the announcement were submitted as it is now."""
    day = in_town_time(announcement.publish_at or announcement.created_at)
    words = slugify(announcement.title.translate(_UMLAUTS)) or "mitteilung"
    if len(words) > LONGEST_SLUG:
        words = words[:LONGEST_SLUG].rpartition("-")[0] or words[:LONGEST_SLUG]
    return f"{day:%Y/%m}/{words}-{announcement.public_id.hex[:8]}"


def path_of(announcement: Announcement) -> str:
    """Return the fixed path, or the one it would get."""
    return announcement.path or provisional_path(announcement)


def desk_path(announcement: Announcement) -> str:
    """Return the path of an announcement on the desk, for those who are told of it."""
    return f"/desk/mitteilungen/{announcement.public_id}/"


def task_path(delivery: Delivery) -> str:
    """Return the path of what somebody has to do by hand."""
    return f"/desk/aufgaben/{delivery.key}/"
