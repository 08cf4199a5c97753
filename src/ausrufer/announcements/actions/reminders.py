"""Reminding those who can decide, then administration: by office hours, each once."""

from datetime import timedelta

from django.db import transaction

from ausrufer.announcements.actions.notices import tell_still_waiting
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.place import free_days
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.approval.actions.notices import note_reminded
from ausrufer.approval.models import ApprovalStep
from ausrufer.approval.policy import Urgency, urgency
from ausrufer.approval.queries import decided_ids, possible_approvers, steps_at_hand
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.policy import Kind
from ausrufer.organisations.models import Organisation
from ausrufer.organisations.office_hours import MOST_DAYS, office_time
from ausrufer.organisations.policy import Right
from ausrufer.organisations.queries import members_who_may


def remind_everywhere() -> None:
    """Remind in every organisation of what waits too long."""
    with across_organisations(reason="time passes for every organisation"):
        ids = list(Organisation.objects.values_list("pk", flat=True))
    for organisation_id in ids:
        with within_organisation(organisation_id):
            remind()


def remind() -> None:
    """Remind of every step that waits too long, in the organisation in scope."""
    steps = steps_at_hand()
    known = announcements_by_subject(step.request.subject for step in steps)
    for step in steps:
        announcement = known.get(step.request.subject)
        if announcement is not None:
            _remind(step, announcement)


@transaction.atomic
def _remind(step: ApprovalStep, announcement: Announcement) -> None:
    request, moment = step.request, now()
    since = max([request.requested_at, *(one.decided_at for one in request.decisions.all())])
    due = request.decide_until
    days = [since.date() + timedelta(days=n) for n in range(MOST_DAYS)]
    waited = office_time(since, moment, free=free_days(days).public)
    said = urgency(waited=waited, left=due - moment if due else None)
    if said is None:
        return
    approvers = possible_approvers(
        step.department_id,
        [*request.author_ids, *decided_ids(request)],
        request.channel_ids,
    )
    told = tell_still_waiting(announcement, step, Kind.REMINDER, approvers)
    note_reminded(step=step, members=told, title=announcement.title)
    if said is Urgency.ESCALATION:
        people = [request.requested_by, *members_who_may(Right.RULES)]
        told = tell_still_waiting(announcement, step, Kind.ESCALATION, people)
        note_reminded(step=step, members=told, title=announcement.title)
