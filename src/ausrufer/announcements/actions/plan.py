"""Planning: moving a message to another time."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements.actions.write import change_announcement
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member


@transaction.atomic
def move_announcement(
    *, member: Member, announcement: Announcement, version: int, publish_at: datetime
) -> Announcement:
    """Give a message another time; every approval of it is void.

    `version` is what the person had before them. Raises Refused for times that are over, for what
    is out or on its way, and where somebody else saved since.
    """
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if locked.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise Refused(
            gettext("„%(title)s“ ist nicht mehr in Planung und lässt sich nicht verschieben.")
            % {"title": locked.title}
        )
    if publish_at <= now():
        raise Refused(
            gettext("Der Zeitpunkt liegt in der Vergangenheit. Bitte wählen Sie einen neuen.")
        )
    content = replace(locked.content, publish_at=publish_at)
    moved = change_announcement(
        member=member, announcement=locked, version=version, content=content
    )
    if moved.revision != locked.revision:
        # it left while it was being moved: a change would be its correction, and nobody asked that
        raise Refused(
            gettext("„%(title)s“ wird bereits gesendet und lässt sich nicht mehr verschieben.")
            % {"title": locked.title}
        )
    return moved
