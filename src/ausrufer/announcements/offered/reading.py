"""What a host offers to the towns it hosts: the one place reading another house's."""

from uuid import UUID

from ausrufer.announcements.offered.offering import Offer, Offering, Thing
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import may_write_anywhere


def offers_of_host(offering: Offering[Thing], town: Organisation) -> list[Offer[Thing]]:
    """Return what the host of a town offers now, by name; no query where it has none."""
    if town.host is None:
        return []
    with across_organisations(reason="a town reads what its host offers"):
        found = list(offering.model.objects.filter(organisation_id=town.host.pk, offered=True))
    return [_offer(offering, one, town.host.name) for one in found]


def offers_to(offering: Offering[Thing], organisation_id: int) -> list[Offer[Thing]]:
    """Return what the host of an organisation offers now, by name; nothing where there is none."""
    town = Organisation.objects.select_related("host").get(pk=organisation_id)
    return offers_of_host(offering, town)


def offer_to(offering: Offering[Thing], member: Member, public_id: UUID) -> Offer[Thing]:
    """Return one thing the host offers to somebody who may use it; raises NotForYou."""
    for one in offers_to(offering, member.organisation_id):
        if one.public_id == public_id and may_write_anywhere(member.rights):
            return one
    raise NotForYou


def _offer(offering: Offering[Thing], original: Thing, host: str) -> Offer[Thing]:
    thing = offering.model()
    offering.copy(thing, original)
    return Offer(original.public_id, original.name, host, thing, offering.said(thing))
