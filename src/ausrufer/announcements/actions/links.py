"""Finding out whether the links of a message lead anywhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from ausrufer.announcements.asking import which_answer
from ausrufer.announcements.kinds import links
from ausrufer.announcements.models import Announcement, LinkReport
from ausrufer.announcements.preflight.about_links import addresses_to_ask
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.organisations.practice import policy_outside

FRESH = timedelta(days=1)
MOST = 20  # addresses of one message
JOB = "ausrufer.announcements.jobs.ask_about_links"


@transaction.atomic
def want_links_asked(announcement: Announcement) -> None:
    """Have the links of a message asked, once a day each; inside the caller's transaction."""
    moment = now()
    addresses = _addresses(announcement)
    fresh = LinkReport.objects.filter(address__in=addresses, wanted_at__gt=moment - FRESH)
    known = set(fresh.values_list("address", flat=True)) if addresses else set()
    if not (wanted := [one for one in addresses if one not in known]):
        return
    LinkReport.objects.bulk_create(
        [
            LinkReport(organisation_id=announcement.organisation_id, address=one, wanted_at=moment)
            for one in wanted
        ],
        update_conflicts=True,
        unique_fields=["organisation", "address"],
        update_fields=["wanted_at"],
    )
    enqueue(JOB, organisation_id=announcement.organisation_id, announcement_id=announcement.pk)


def ask_links(announcement_id: int) -> None:
    """Ask the links of a message that nobody has asked since they were wanted; safe to repeat."""
    announcement = Announcement.objects.filter(pk=announcement_id).first()
    if announcement is None:
        return
    wanted = LinkReport.objects.filter(address__in=_addresses(announcement))
    open_ones = [one.address for one in wanted if not _asked(one.asked_at, one.wanted_at)]
    found = _found(announcement, open_ones) if open_ones else {}
    for address, answers in found.items():
        LinkReport.objects.filter(address=address).update(asked_at=now(), answers=answers)


def _found(announcement: Announcement, addresses: list[str]) -> Mapping[str, bool]:
    return which_answer(addresses, policy_outside(announcement.organisation_id))


def _asked(asked_at: datetime | None, wanted_at: datetime) -> bool:
    return asked_at is not None and asked_at >= wanted_at


def _addresses(announcement: Announcement) -> list[str]:
    content = announcement.content
    own = links(content.particulars, content.details)
    return list(addresses_to_ask(content.title, content.body, content.link, own))[:MOST]
