"""The only way to a template for a person."""

from uuid import UUID

from ausrufer.announcements.blueprints.queries import blueprints, may_keep
from ausrufer.announcements.models import Blueprint
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write_anywhere


def blueprint_to_use(member: Member, public_id: UUID) -> Blueprint:
    """Return a template of the house for somebody who writes messages; raises NotForYou."""
    found = blueprints().filter(public_id=public_id).first()
    if found is None or not may_write_anywhere(member.rights):
        raise NotForYou
    return found


def blueprint_to_write(member: Member, public_id: UUID) -> Blueprint:
    """Return a template the member may change; raises NotForYou."""
    found = blueprint_to_use(member, public_id)
    if not may_keep(member.rights, found):
        raise NotForYou
    return found
