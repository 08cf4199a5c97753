"""Offering to hosted towns, and taking what a host offers: never by itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ausrufer.announcements.offered.offering import Offer, Offering, Thing
from ausrufer.foundation.clock import now
from ausrufer.organisations.access import host_of
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.records.actions import record


@transaction.atomic
def set_offered(offering: Offering[Thing], *, member: Member, thing: Thing, offered: bool) -> None:
    """Offer a thing to all towns this house hosts, or no longer; copies there stay."""
    host_of(member)
    found = offering.model.objects.filter(pk=thing.pk).exclude(offered=offered)
    if not found.update(offered=offered):
        return
    kind = offering.offered if offered else offering.not_offered
    record(kind, actor=member.actor, subject=thing.subject, name=thing.name)


@transaction.atomic
def take_offer(offering: Offering[Thing], *, member: Member, offer: Offer[Thing]) -> Thing:
    """Make a copy of one's own, for the whole house; raises Refused where there is one."""
    _check_writer(member)
    taken = offering.model(
        organisation_id=member.organisation_id,
        name=offer.name,
        changed_at=now(),
        changed_by=member,
        taken_from=offer.public_id,
        taken_text=offer.said,
    )
    offering.copy(taken, offer.thing)
    try:
        with transaction.atomic():
            taken.save()
    except IntegrityError:
        raise Refused(gettext(offering.already)) from None
    _record(offering.taken, member, taken, offer)
    return taken


@transaction.atomic
def follow_offer(
    offering: Offering[Thing], *, member: Member, offer: Offer[Thing], shown: str
) -> None:
    """Let the copy say what the host says now; raises Refused where that is not what was `shown`.

    Whatever was changed in the copy is replaced: the page shows that before.
    """
    taken = _taken(offering, member, offer, shown)
    offering.copy(taken, offer.thing)
    taken.taken_text = offer.said
    taken.version, taken.changed_at, taken.changed_by = taken.version + 1, now(), member
    taken.save()
    _record(offering.followed, member, taken, offer)


@transaction.atomic
def leave_offer(
    offering: Offering[Thing], *, member: Member, offer: Offer[Thing], shown: str
) -> None:
    """Keep the copy as it is; what the host changed is not shown again. Raises Refused."""
    taken = _taken(offering, member, offer, shown)
    taken.taken_text = offer.said
    taken.save(update_fields=["taken_text"])


def _taken(offering: Offering[Thing], member: Member, offer: Offer[Thing], shown: str) -> Thing:
    _check_writer(member)
    if shown != offer.said:
        raise Refused(gettext(offering.overtaken))
    copies = offering.model.objects.select_for_update(of=("self",))
    taken: Thing | None = copies.filter(taken_from=offer.public_id).first()
    if taken is None:
        raise NotForYou
    return taken


def _check_writer(member: Member) -> None:
    if not may_write_anywhere(member.rights):
        raise NotForYou


def _record(kind: str, member: Member, taken: Thing, offer: Offer[Thing]) -> None:
    record(kind, actor=member.actor, subject=taken.subject, name=taken.name, host=offer.host)
