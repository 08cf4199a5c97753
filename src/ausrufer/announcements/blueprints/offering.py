"""Offering templates to hosted towns, and taking what a host offers: never by itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ausrufer.announcements.blueprints import journal
from ausrufer.announcements.blueprints.offers import OfferedBlueprint
from ausrufer.announcements.models import Blueprint
from ausrufer.foundation.clock import now
from ausrufer.organisations.access import host_of
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.records.actions import record


@transaction.atomic
def set_offered(*, member: Member, blueprint: Blueprint, offered: bool) -> None:
    """Offer a template to all towns this house hosts, or no longer; copies there stay."""
    host_of(member)
    found = Blueprint.objects.filter(pk=blueprint.pk).exclude(offered=offered)
    if not found.update(offered=offered):
        return
    kind = journal.OFFERED if offered else journal.NOT_OFFERED
    record(kind, actor=member.actor, subject=blueprint.subject, name=blueprint.name)


@transaction.atomic
def take_offered(*, member: Member, offer: OfferedBlueprint) -> Blueprint:
    """Make a copy of one's own, for the whole house; raises Refused where there is one."""
    _check_writer(member)
    taken = Blueprint(
        organisation_id=member.organisation_id,
        name=offer.name,
        changed_at=now(),
        changed_by=member,
        taken_from=offer.public_id,
        taken_text=offer.said,
    )
    taken.take(offer.content)
    try:
        with transaction.atomic():
            taken.save()
    except IntegrityError:
        raise Refused(gettext("Diese Vorlage haben Sie schon übernommen.")) from None
    _record(journal.TAKEN, member, taken, offer)
    return taken


@transaction.atomic
def follow_offered(*, member: Member, offer: OfferedBlueprint, shown: str) -> None:
    """Let the copy say what the host says now; raises Refused where that is not what was `shown`.

    Whatever was changed in the copy is replaced: the page shows that before.
    """
    taken = _taken(member, offer, shown)
    taken.take(offer.content)
    taken.taken_text = offer.said
    taken.version, taken.changed_at, taken.changed_by = taken.version + 1, now(), member
    taken.save()
    _record(journal.FOLLOWED, member, taken, offer)


@transaction.atomic
def leave_offered(*, member: Member, offer: OfferedBlueprint, shown: str) -> None:
    """Keep the copy as it is; what the host changed is not shown again. Raises Refused."""
    taken = _taken(member, offer, shown)
    taken.taken_text = offer.said
    taken.save(update_fields=["taken_text"])


def _taken(member: Member, offer: OfferedBlueprint, shown: str) -> Blueprint:
    _check_writer(member)
    if shown != offer.said:
        raise Refused(
            gettext("Die Vorlage wurde inzwischen noch einmal geändert. Bitte vergleichen Sie neu.")
        )
    found = Blueprint.objects.select_for_update(of=("self",)).filter(taken_from=offer.public_id)
    taken = found.first()
    if taken is None:
        raise NotForYou
    return taken


def _check_writer(member: Member) -> None:
    if not may_write_anywhere(member.rights):
        raise NotForYou


def _record(kind: str, member: Member, taken: Blueprint, offer: OfferedBlueprint) -> None:
    record(kind, actor=member.actor, subject=taken.subject, name=taken.name, host=offer.host)
