"""The only way to an own kind for a person."""

from uuid import UUID

from ausrufer.announcements.models import OwnKind
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member


def kind_to_administer(member: Member, public_id: UUID) -> OwnKind:
    """Return an own kind of the organisation, for administrators; raises NotForYou."""
    administrator(member)
    found = OwnKind.objects.filter(public_id=public_id).select_related("changed_by").first()
    if found is None:
        raise NotForYou
    return found
