"""The only way to get a picture of the library for a person."""

from uuid import UUID

from ausrufer.library.models import Asset
from ausrufer.library.policy import may_keep
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read, may_write_anywhere


def asset_to_read(member: Member, public_id: UUID) -> Asset:
    """Return a picture of the member's organisation; raises NotForYou."""
    found = Asset.objects.filter(public_id=public_id).select_related("department", "uploaded_by")
    asset = found.first()
    if asset is None or not may_read(member.rights):
        raise NotForYou
    return asset


def asset_to_keep(member: Member, public_id: UUID) -> Asset:
    """Return a picture the member may look after; raises NotForYou."""
    asset = asset_to_read(member, public_id)
    if not may_keep(member.rights, asset.department_id):
        raise NotForYou
    return asset


def reader(member: Member) -> Member:
    """Return the member; raises NotForYou for those who may not read what the house has."""
    if not may_read(member.rights):
        raise NotForYou
    return member


def uploader(member: Member) -> Member:
    """Return the member; raises NotForYou for those who write nowhere."""
    if not may_write_anywhere(member.rights):
        raise NotForYou
    return member
