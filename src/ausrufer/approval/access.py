"""The only way to get a request for approval for a person."""

from uuid import UUID

from ausrufer.approval.models import ApprovalRequest, ApprovalRule
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer, may_read


def request_to_read(member: Member, public_id: UUID) -> ApprovalRequest:
    """Return a request of the member's organisation; raises NotForYou."""
    request = (
        ApprovalRequest.objects.filter(public_id=public_id)
        .select_related("requested_by", "department")
        .first()
    )
    if request is None or not may_read(member.rights):
        raise NotForYou
    return request


def rule_to_change(member: Member, public_id: UUID) -> ApprovalRule:
    """Return a rule in force, for administrators; raises NotForYou."""
    rule = ApprovalRule.objects.filter(public_id=public_id, ended_at=None).first()
    if rule is None or not may_administer(member.rights):
        raise NotForYou
    return rule
