"""The only way to get a channel for a person."""

from uuid import UUID

from ausrufer.channels.models import Channel, RegisterEntry
from ausrufer.channels.policy import may_keep_register
from ausrufer.channels.queries import register_entry
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer_channels, may_read


def channel_to_read(member: Member, public_id: UUID) -> Channel:
    """Return a channel of the member's organisation; raises NotForYou."""
    channel = Channel.objects.filter(public_id=public_id).first()
    if channel is None or not may_read(member.rights):
        raise NotForYou
    return channel


def channel_to_administer(member: Member, public_id: UUID) -> Channel:
    """Return a channel the member may set up; raises NotForYou."""
    channel = channel_to_read(member, public_id)
    if not may_administer_channels(member.rights):
        raise NotForYou
    return channel


def administrator_of_channels(member: Member) -> Member:
    """Return the member; raises NotForYou for everybody who does not set up channels."""
    if not may_administer_channels(member.rights):
        raise NotForYou
    return member


def may_keep(member: Member, entry: RegisterEntry) -> bool:
    """Tell whether the member keeps this entry of the register."""
    return may_keep_register(
        member.rights,
        member_id=member.pk,
        responsible_id=entry.responsible_id,
        deputy_id=entry.deputy_id,
    )


def register_entry_to_keep(member: Member, public_id: UUID) -> RegisterEntry:
    """Return the entry of a channel the member keeps, perhaps still empty; raises NotForYou."""
    entry = register_entry(channel_to_read(member, public_id))
    if not may_keep(member, entry):
        raise NotForYou
    return entry


def reader(member: Member) -> Member:
    """Return the member; raises NotForYou for those who may not read what the house wrote."""
    if not may_read(member.rights):
        raise NotForYou
    return member
