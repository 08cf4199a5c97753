"""The only way to get a delivery for a person."""

from uuid import UUID

from ausrufer.delivery.models import Delivery
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_settle_unclear


def delivery_to_decide(member: Member, key: UUID, *, subject: str, department_id: int) -> Delivery:
    """Return a delivery of `subject` whose fate the member may decide; raises NotForYou."""
    found = Delivery.objects.filter(key=key, subject=subject).select_related("channel").first()
    if found is None or not may_settle_unclear(member.rights, department_id):
        raise NotForYou
    return found
