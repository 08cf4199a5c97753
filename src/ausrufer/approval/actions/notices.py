"""Remembering who was told that a step waits."""

from collections.abc import Iterable

from django.db import transaction

from ausrufer.approval import journal
from ausrufer.approval.models import ApprovalStep, Notice
from ausrufer.approval.policy import Urgency
from ausrufer.foundation.clock import now
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def note_told(
    *, step: ApprovalStep, members: Iterable[Member], urgency: Urgency, title: str
) -> list[Member]:
    """Return those who have not been told this of this step, and remember that they are now."""
    untold = [one for one in members if _is_new(step, one, urgency)]
    if untold:
        record(
            journal.REMINDED,
            actor=Actor.house(step.organisation_id),
            subject=step.request.subject,
            title=title,
            names=", ".join(one.name for one in untold),
        )
    return untold


def _is_new(step: ApprovalStep, member: Member, urgency: Urgency) -> bool:
    _, created = Notice.objects.get_or_create(
        step=step,
        member=member,
        urgency=urgency,
        defaults={"organisation_id": step.organisation_id, "told_at": now()},
    )
    return created
