"""What a host offers to the towns it hosts: the one place reading another's text."""

from dataclasses import dataclass
from uuid import UUID

from ausrufer.announcements.models import Snippet
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member, Organisation


@dataclass(frozen=True, slots=True)
class Offer:
    """A snippet of the host: name and text, nothing about who wrote it or for which department."""

    public_id: UUID
    name: str
    text: str
    host: str


def offers_to(organisation_id: int) -> list[Offer]:
    """Return what the host of an organisation offers now, by name; nothing where there is none."""
    return offers_of_host(Organisation.objects.select_related("host").get(pk=organisation_id))


def offers_of_host(town: Organisation) -> list[Offer]:
    """Return what the host of a town offers now; no query where it has none."""
    if town.host is None:
        return []
    with across_organisations(reason="a town reads the snippets its host offers"):
        found = Snippet.objects.filter(organisation_id=town.host.pk, offered=True)
        offered = list(found.values_list("public_id", "name", "text"))
    return [Offer(public_id, name, text, town.host.name) for public_id, name, text in offered]


def offer_to(member: Member, public_id: UUID) -> Offer:
    """Return one thing the host offers to the member's organisation; raises NotForYou."""
    for one in offers_to(member.organisation_id):
        if one.public_id == public_id:
            return one
    raise NotForYou
