"""Offering snippets to hosted towns, and taking what a host offers: never by itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.models import Snippet
from ausrufer.announcements.offers import Offer
from ausrufer.foundation.clock import now
from ausrufer.organisations.access import host_of
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.records.actions import record


@transaction.atomic
def set_offered(*, member: Member, snippet: Snippet, offered: bool) -> None:
    """Offer a snippet to all towns this house hosts, or no longer; copies there stay."""
    host_of(member)
    if not Snippet.objects.filter(pk=snippet.pk).exclude(offered=offered).update(offered=offered):
        return
    kind = journal.SNIPPET_OFFERED if offered else journal.SNIPPET_NOT_OFFERED
    record(kind, actor=member.actor, subject=snippet.subject, name=snippet.name)


@transaction.atomic
def take_offer(*, member: Member, offer: Offer) -> Snippet:
    """Make a copy of one's own, for the whole house; raises Refused where there is one."""
    _writer(member)
    try:
        with transaction.atomic():
            taken = Snippet.objects.create(
                organisation_id=member.organisation_id,
                name=offer.name,
                text=offer.text,
                changed_at=now(),
                changed_by=member,
                taken_from=offer.public_id,
                taken_text=offer.text,
            )
    except IntegrityError:
        raise Refused(gettext("Diesen Baustein haben Sie schon übernommen.")) from None
    _record(journal.SNIPPET_TAKEN, member, taken, offer)
    return taken


@transaction.atomic
def follow_offer(*, member: Member, offer: Offer, shown: str) -> None:
    """Let the copy say what the host says now; raises Refused where that is not what was `shown`.

    Whatever was changed in the copy is replaced: the page shows that before.
    """
    taken = _taken(member, offer, shown)
    taken.text, taken.taken_text = offer.text, offer.text
    taken.version, taken.changed_at, taken.changed_by = taken.version + 1, now(), member
    taken.save()
    _record(journal.SNIPPET_FOLLOWED, member, taken, offer)


@transaction.atomic
def leave_offer(*, member: Member, offer: Offer, shown: str) -> None:
    """Keep the copy as it is; what the host changed is not shown again. Raises Refused."""
    taken = _taken(member, offer, shown)
    taken.taken_text = offer.text
    taken.save(update_fields=["taken_text"])


def _taken(member: Member, offer: Offer, shown: str) -> Snippet:
    _writer(member)
    if shown != offer.text:
        raise Refused(
            gettext("Der Text wurde inzwischen noch einmal geändert. Bitte vergleichen Sie neu.")
        )
    found = Snippet.objects.select_for_update(of=("self",)).filter(taken_from=offer.public_id)
    taken = found.first()
    if taken is None:
        raise NotForYou
    return taken


def _writer(member: Member) -> None:
    if not may_write_anywhere(member.rights):
        raise NotForYou


def _record(kind: str, member: Member, taken: Snippet, offer: Offer) -> None:
    record(kind, actor=member.actor, subject=taken.subject, name=taken.name, host=offer.host)
