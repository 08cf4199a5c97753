"""Out of the house: releasing what was approved, withdrawing, linking the copies."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.actions.notices import tell_published
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import channels_to_correct
from ausrufer.announcements.renditions import Rendition
from ausrufer.announcements.states import State, check_move
from ausrufer.approval.actions import void_requests
from ausrufer.channels.contract import Amends, Outgoing, Withdraws
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_able_to, manifest_of, may_be_opened
from ausrufer.delivery.actions import Consignment, order_deliveries, recall
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import content_of
from ausrufer.delivery.queries import has_settled, publications_of, publications_out_or_under_way
from ausrufer.delivery.states import OPEN, Priority, Purpose
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_withdraw
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


def release(
    *,
    actor: Actor,
    announcement: Announcement,
    found: Sequence[Rendition],
    priority: Priority = Priority.ORDINARY,
) -> None:
    """Order the deliveries of an approved version inside the caller's transaction.

    What is out already is amended where the network can, else published again as a correction.
    """
    live = {one.channel_id: one for one in publications_out_or_under_way(announcement.subject)}
    order_deliveries(
        actor=actor,
        subject=announcement.subject,
        revision=announcement.revision,
        consignments=[_consignment(one, live.get(one.channel.pk)) for one in found],
        own_ground=next((one.channel for one in found if one.manifest.own_ground), None),
        due_at=announcement.publish_at,
        priority=priority,
    )


def left_behind(*, announcement: Announcement, found: Sequence[Rendition]) -> list[Channel]:
    """Return the channels that would keep showing the old version after this correction."""
    chosen = {one.channel.pk for one in found}
    return [one for one in channels_to_correct(announcement) if one.pk not in chosen]


@transaction.atomic
def withdraw(*, member: Member, announcement: Announcement, reason: str) -> list[Channel]:
    """Take an announcement back everywhere it can be taken back.

    Returns the channels where a published copy stays because it cannot be recalled.
    """
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if locked.state == State.WITHDRAWN:
        raise Refused(gettext("Diese Mitteilung ist bereits zurückgezogen."))
    if not may_withdraw(member.rights, locked.department_id):
        raise Refused(gettext("Sie dürfen für dieses Amt nichts zurückziehen."))
    if is_blank(said := clean_text(reason).strip()):
        raise Refused(gettext("Bitte schreiben Sie, warum die Mitteilung zurückgezogen wird."))
    actor = member.actor
    recall(actor=actor, subject=locked.subject)
    void_requests(actor=actor, subject=locked.subject, title=locked.title, reason="Zurückgezogen.")
    out = list(publications_out_or_under_way(locked.subject))
    recalled = [one for one in out if is_able_to(one.channel, Withdraws.withdraw)]
    order_deliveries(
        actor=actor,
        subject=locked.subject,
        revision=locked.revision,
        consignments=[
            Consignment(one.channel, Purpose.WITHDRAW, content_of(one), one) for one in recalled
        ],
        own_ground=next((one.channel for one in recalled if _own(one.channel)), None),
        priority=Priority.HASTE,  # what is wrong must not wait behind what is not
    )
    check_move(State(locked.state), State.WITHDRAWN)
    locked.state, locked.changed_at = State.WITHDRAWN, now()
    locked.save(update_fields=["state", "changed_at"])
    record(
        journal.WITHDRAWN,
        actor=actor,
        subject=locked.subject,
        title=locked.title,
        reason=said,
    )
    # a correction is a publication of its own where nothing can be amended
    return list(dict.fromkeys(one.channel for one in out if one not in recalled))


@transaction.atomic
def note_settled(*, announcement: Announcement) -> None:
    """The first channel has it: the announcement is published. A repeat changes nothing."""
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    # a straggler of an earlier revision does not make a correction published
    if locked.state == State.SCHEDULED and has_settled(locked.subject, revision=locked.revision):
        check_move(State.SCHEDULED, State.PUBLISHED)
        locked.state = State.PUBLISHED
        locked.published_at = locked.published_at or now()
        locked.save(update_fields=["state", "published_at"])
        tell_published(locked)
    if locked.state == State.PUBLISHED:
        _link_copies(locked)


def _link_copies(announcement: Announcement) -> None:
    """Let the page on the own ground name its copies on other networks."""
    live = list(publications_of(announcement.subject))
    page = next((one for one in live if _own(one.channel)), None)
    copies = tuple(
        (one.channel.name, one.permalink)
        for one in live
        if one != page and one.permalink and may_be_opened(one.channel, one.permalink)
    )
    if page is None or not copies:
        return
    shown = _newest_content(page)
    if shown.also_at == copies:
        return
    order_deliveries(
        actor=Actor.house(announcement.organisation_id),
        subject=announcement.subject,
        revision=announcement.revision,
        consignments=[
            Consignment(page.channel, Purpose.AMEND, replace(shown, also_at=copies), page)
        ],
    )


def _newest_content(page: Delivery) -> Outgoing:
    follow_ups = page.follow_ups.filter(
        purpose=Purpose.AMEND, state__in=[Delivered.SETTLED, *OPEN]
    ).order_by("-pk")
    newest = follow_ups.first() or page
    return content_of(newest)


def _consignment(rendition: Rendition, live: Delivery | None) -> Consignment:
    if live is not None and is_able_to(rendition.channel, Amends.amend):
        return Consignment(rendition.channel, Purpose.AMEND, rendition.outgoing, live)
    return Consignment(rendition.channel, Purpose.PUBLISH, rendition.outgoing)


def _own(channel: Channel) -> bool:
    return manifest_of(channel).own_ground
