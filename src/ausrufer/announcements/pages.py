"""Pages of long lists by key, as fast at the end as at the start."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.models import Announcement
from ausrufer.organisations.errors import Unfit

_UNKNOWN = gettext_noop("Diese Seite der Liste gibt es nicht. Bitte beginnen Sie von vorn.")


def page_after(
    found: QuerySet[Announcement], *, cursor: str, size: int
) -> tuple[Sequence[Announcement], str | None]:
    """Return up to `size` announcements behind the cursor, and the cursor of the next page.

    `found` is ordered by last change and key, newest first. Raises Unfit for a foreign cursor.
    """
    if cursor:
        moment, key = _opened(cursor)
        found = found.filter(Q(changed_at__lt=moment) | Q(changed_at=moment, pk__lt=key))
    items = list(found[: size + 1])
    following = _cursor(items[size - 1]) if len(items) > size else None
    return items[:size], following


def _cursor(last: Announcement) -> str:
    plain = f"{last.changed_at.isoformat()} {last.pk}"
    return base64.urlsafe_b64encode(plain.encode()).decode()


def _opened(cursor: str) -> tuple[datetime, int]:
    try:
        moment, key = base64.urlsafe_b64decode(cursor.encode()).decode("ascii").split(" ")
        opened = datetime.fromisoformat(moment), int(key)
    except (binascii.Error, ValueError) as foreign:
        raise Unfit("after", gettext(_UNKNOWN)) from foreign
    if opened[0].tzinfo is None or not 0 < opened[1] < 2**63:
        raise Unfit("after", gettext(_UNKNOWN))
    return opened
