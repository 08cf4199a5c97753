"""What an outage held back, with the messages behind it, for those who may decide about it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.delivery.backlog import discard_held, held_deliveries, send_held
from ausrufer.delivery.models import Delivery
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_settle_unclear


@dataclass(frozen=True, slots=True)
class Held:
    """One delivery that waits for a word, and its message."""

    delivery: Delivery
    announcement: Announcement


def held_for(member: Member) -> list[Held]:
    """Return what is held and this person may decide about, longest due first."""
    found = list(held_deliveries())
    known = announcements_by_subject({one.subject for one in found})
    return [
        Held(one, known[one.subject])
        for one in found
        if one.subject in known
        and may_settle_unclear(member.rights, known[one.subject].department_id)
    ]


def decide_held(*, member: Member, keys: Collection[UUID], send: bool) -> int:
    """Send or give up what is held under these keys; returns how much it was.

    What is not theirs to decide is left alone as if it were not there. Raises Refused where nothing
    is left to decide about.
    """
    chosen = [one.delivery for one in held_for(member) if one.delivery.key in keys]
    if not keys:
        raise Refused(gettext("Bitte wählen Sie mindestens eine Auslieferung aus."))
    if not chosen:
        raise Refused(gettext("Darüber hat inzwischen jemand anderes entschieden."))
    decide = send_held if send else discard_held
    decide(actor=member.actor, deliveries=chosen)
    return len(chosen)
