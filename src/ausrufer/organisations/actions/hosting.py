"""Hosting: a county creates a town, a city its utilities; each stays its own controller.

Nobody of the host becomes a member: what the town writes, and who works there, stays the town's.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations import journal
from ausrufer.organisations.access import host_of
from ausrufer.organisations.actions import create_organisation
from ausrufer.organisations.actions.invitations import LASTS, enqueue_letter
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Invitation, InvitedRole, Member, Organisation
from ausrufer.organisations.policy import Role
from ausrufer.organisations.queries import first_invitations, role_keys
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def found_house(
    *,
    member: Member,
    name: str,
    slug: str,
    departments: Sequence[str],
    admin_name: str,
    admin_email: str,
) -> Organisation:
    """Create an organisation this one hosts, and invite who will administer it; raises Refused."""
    host = host_of(member)
    try:
        with transaction.atomic():
            town = create_organisation(name=name, slug=slug, departments=departments)
    except IntegrityError:
        raise Refused(_("Dieses Kürzel ist schon vergeben.")) from None
    town.host = host
    town.save(update_fields=["host"])
    with within_organisation(town.pk):
        _invite_first(member, town, admin_name, admin_email.strip().lower())
    record(journal.HOUSE_FOUNDED, actor=member.actor, subject=f"organisation:{slug}", name=name)
    return town


@transaction.atomic
def renew_first_letter(*, member: Member, town: Organisation) -> None:
    """Write once more to who will administer a hosted town; raises Refused once somebody does."""
    waiting = first_invitations([town.pk]).get(town.pk)
    if waiting is None:
        raise Refused(_("Dort arbeitet schon jemand. Weitere Menschen lädt das Haus selbst ein."))
    with within_organisation(town.pk):
        Invitation.objects.filter(pk=waiting.pk).update(digest="", expires_at=now() + LASTS)
        record(
            journal.FIRST_LETTER_RENEWED,
            actor=_from_the_host(member, town),
            subject=f"invitation:{waiting.public_id}",
            invited=waiting.name,
        )
        enqueue_letter(waiting)


@transaction.atomic
def end_hosting(*, member: Member, town: Organisation) -> None:
    """Let a town stand for itself; host and town may both do that, and its data stays as it is."""
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=town.pk)
    host = locked.host
    if host is None or member.organisation_id not in {host.pk, locked.pk}:
        raise Refused(_("Dieses Haus wird nicht mehr beherbergt."))
    locked.host = None
    locked.save(update_fields=["host"])
    for place in (host, locked):
        with within_organisation(place.pk):
            record(
                journal.HOSTING_ENDED,
                actor=_from_the_host(member, place),
                subject=f"organisation:{locked.slug}",
                name=locked.name,
                host=host.name,
            )


def _invite_first(member: Member, town: Organisation, name: str, email: str) -> None:
    with across_organisations(reason="the letter names the person of the host who invites"):
        invitation = Invitation.objects.create(
            organisation=town,
            name=name,
            email=email,
            invited_by=member,
            expires_at=now() + LASTS,
        )
    InvitedRole.objects.create(
        organisation=town, invitation=invitation, role=role_keys()[Role.ADMINISTRATOR]
    )
    record(
        journal.FOUNDED_BY_HOST,
        actor=_from_the_host(member, town),
        subject=f"invitation:{invitation.public_id}",
        invited=name,
    )
    enqueue_letter(invitation)


def _from_the_host(member: Member, place: Organisation) -> Actor:
    """Return who acts as the journal of a place names them: strangers with their house."""
    if member.organisation_id == place.pk:
        return member.actor
    return Actor(place.pk, None, f"{member.name} ({member.organisation.name})")
