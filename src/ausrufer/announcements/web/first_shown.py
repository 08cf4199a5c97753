"""What the form of a message shows before anybody changed a word."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from ausrufer.announcements.kinds import Kind
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import channels_at_first
from ausrufer.announcements.states import State
from ausrufer.announcements.web.blueprints.beginning import Beginning
from ausrufer.announcements.web.forms.particulars import initial_of
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import in_town_time, now


def initial_of_new(
    channels: Sequence[Channel], kind: Kind, begun: Beginning | None
) -> dict[str, Any]:
    """Return what the form of a new message shows: the skeleton of its kind, or a template."""
    fresh = {
        "channels": [one.pk for one in channels_at_first(channels)],
        "kind": kind.key,
        "body": _skeleton(kind),
        "not_after": now() + kind.stays if kind.stays else None,
    }
    return {**fresh, **(begun.initial(channels) if begun else {})}


def _skeleton(kind: Kind) -> str:
    return gettext(kind.skeleton) if kind.skeleton else ""


def initial_of_stored(announcement: Announcement) -> dict[str, Any]:
    """Return what the form shows of a stored message."""
    content = announcement.content
    return {
        **{name: getattr(content, name) for name in content.__dataclass_fields__},
        **initial_of(content.particulars, content.details),
        "body": content.body or _skeleton(content.particulars),
        "version": announcement.version,
        "publish_at_second": _is_second(content.publish_at),
        "not_after_second": _is_second(content.not_after),
        "department": announcement.department_id,
        "channels": [one.channel_id for one in announcement.placements.all()],
        "correction": "" if announcement.state == State.PUBLISHED else content.correction,
    }


def _is_second(moment: datetime | None) -> bool:
    return moment is not None and in_town_time(moment).fold == 1
