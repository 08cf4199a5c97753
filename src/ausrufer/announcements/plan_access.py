"""The only way to an idea or an uploaded plan for a person."""

from datetime import timedelta
from uuid import UUID

from ausrufer.announcements.models import Idea, PlanUpload
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write

KEPT_FOR = timedelta(hours=24)  # how long an uploaded plan waits for its import


def idea_to_write(member: Member, public_id: UUID) -> Idea:
    """Return an idea the member may change; raises NotForYou."""
    found = Idea.objects.filter(public_id=public_id).select_related("department", "person").first()
    if found is None or not may_write(member.rights, found.department_id):
        raise NotForYou
    return found


def upload_of(member: Member, public_id: UUID) -> PlanUpload:
    """Return a plan the member brought lately; nobody else's. Raises NotForYou."""
    found = (
        PlanUpload.objects.filter(
            public_id=public_id, member=member, uploaded_at__gt=now() - KEPT_FOR
        )
        .select_related("department")
        .first()
    )
    if found is None or not may_write(member.rights, found.department_id):
        raise NotForYou
    return found
