"""The only way to a notice or a device for a person: both are one's own."""

from uuid import UUID

from ausrufer.notices.models import Notice, PushDevice
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member


def own_notice(member: Member, public_id: UUID) -> Notice:
    """Return a notice of this person; raises NotForYou."""
    found = Notice.objects.filter(member=member, public_id=public_id).first()
    if found is None:
        raise NotForYou
    return found


def own_device(member: Member, public_id: UUID) -> PushDevice:
    """Return a browser of this person; raises NotForYou."""
    found = PushDevice.objects.filter(member=member, public_id=public_id).first()
    if found is None:
        raise NotForYou
    return found
