"""Keeping in the journal who was reminded that a step waits."""

from collections.abc import Sequence

from django.db import transaction

from ausrufer.approval import journal
from ausrufer.approval.models import ApprovalStep
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def note_reminded(*, step: ApprovalStep, members: Sequence[Member], title: str) -> None:
    """Write down who was reminded; where nobody was, nothing is."""
    if members:
        record(
            journal.REMINDED,
            actor=Actor.house(step.organisation_id),
            subject=step.request.subject,
            title=title,
            names=", ".join(one.name for one in members),
        )
