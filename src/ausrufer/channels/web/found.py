"""What this package finds for a person: channels, by all that is laid down about them."""

from django.utils.translation import gettext as _

from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.queries import all_channels, manifest_of, register_entries
from ausrufer.foundation.sought import Found, Hit, Sought, among
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read

_SAID = ("purpose", "target_groups", "contents", "legal_basis", "alternative", "reason")


def channels(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find channels by name, network, purpose and who is responsible."""
    entries = register_entries(all_channels()) if may_read(member.rights) else []
    return among((_hit(one) for one in entries), looked_for, start=start, most=most)


def _hit(entry: RegisterEntry) -> Hit:
    channel, keepers = entry.channel, (entry.responsible, entry.deputy)
    people = " · ".join(one.name for one in keepers if one)
    parts = [_(manifest_of(channel).label), entry.department.name if entry.department else ""]
    return Hit(
        title=channel.name,
        page="register",
        place=(channel.public_id,),
        text="\n".join(getattr(entry, name) for name in _SAID if getattr(entry, name)),
        note=" · ".join(one for one in (*parts, people) if one),
        words=channel.account,
    )
