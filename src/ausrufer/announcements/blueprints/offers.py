"""Templates a host offers to the towns it hosts: the one place reading another house's."""

from dataclasses import dataclass
from uuid import UUID

from ausrufer.announcements.blueprints.undated import for_another_house, said
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Blueprint
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import may_write_anywhere


@dataclass(frozen=True, slots=True)
class OfferedBlueprint:
    """A template of the host: what it says, nothing about who wrote it or where it would go."""

    public_id: UUID
    name: str
    content: Content
    host: str

    @property
    def said(self) -> str:
        """Everything it says, to be compared."""
        return said(self.content)


def offered_blueprints(organisation_id: int) -> list[OfferedBlueprint]:
    """Return what the host of an organisation offers now, by name; nothing where there is none."""
    town = Organisation.objects.select_related("host").get(pk=organisation_id)
    if town.host is None:
        return []
    with across_organisations(reason="a town reads the templates its host offers"):
        found = list(Blueprint.objects.filter(organisation_id=town.host.pk, offered=True))
    return [
        OfferedBlueprint(one.public_id, one.name, for_another_house(one.content), town.host.name)
        for one in found
    ]


def offered_blueprint(member: Member, public_id: UUID) -> OfferedBlueprint:
    """Return one template the host offers to the member's organisation; raises NotForYou."""
    for one in offered_blueprints(member.organisation_id):
        if one.public_id == public_id and may_write_anywhere(member.rights):
            return one
    raise NotForYou
