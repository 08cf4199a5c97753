"""Deliveries that people carry out: handed over when due, ended by a person's word."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.queries import manifest_of, readers_address
from ausrufer.delivery import journal
from ausrufer.delivery.claim import Claim
from ausrufer.delivery.evidence import checked_link
from ausrufer.delivery.models import Attempt, Delivery, HandReport
from ausrufer.delivery.orders import REMOTE_ID, remote_parts
from ausrufer.delivery.settle import (
    locked_with_target,
    mark_by_hand,
    mark_failed,
    mark_settled,
    mark_waiting,
)
from ausrufer.delivery.states import HANDED_OVER, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.library.actions import Cleaned
from ausrufer.notices.actions.reading import no_longer_asked
from ausrufer.notices.policy import Kind
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

LONGEST_REASON = 400


def occasion_by_hand(delivery: Delivery) -> str:
    """Return what tells one hand-over from every other where people are told of it."""
    return f"by_hand:{delivery.pk}:{delivery.attempt_count}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody shows for what they did: the link of the post, a picture of the screen."""

    link: str = ""
    picture: Cleaned | None = None


@transaction.atomic
def hand_over(claim: Claim) -> None:
    """Give a claimed delivery to people, who are told once; nothing is called."""
    delivery = locked_with_target(claim.delivery_id)
    mine = delivery.worker == claim.worker and delivery.attempt_count == claim.attempt
    if delivery.state != State.IN_FLIGHT or not mine:
        return
    Attempt.objects.filter(delivery=delivery, number=claim.attempt).update(
        ended_at=now(), outcome=HANDED_OVER
    )
    if delivery.recalled_at is not None:
        mark_waiting(delivery, due_at=now(), reason="")  # the sweep ends it
        return
    mark_by_hand(delivery)


@transaction.atomic
def report_done(*, member: Member, delivery: Delivery, evidence: Evidence) -> None:
    """Take a person's word that it stands, was corrected or is gone on the network.

    What was published is shown: by its link, by a picture, or both. Raises Refused, also where
    somebody else was faster; then nothing is written.
    """
    locked = _open_task(delivery)
    link = checked_link(evidence.link, _hosts(locked))
    if locked.purpose == Purpose.PUBLISH and not link and evidence.picture is None:
        raise Unfit(
            "link", gettext("Bitte geben Sie den Link des Beitrags oder ein Bildschirmfoto an.")
        )
    _check_new(locked, link)
    _report(member, locked, link=link, picture=evidence.picture)
    mark_settled(locked, _parts(locked, link))
    record(
        _DONE[Purpose(locked.purpose)],
        actor=member.actor,
        subject=locked.subject,
        channel=locked.channel.name,
        delivery=str(locked.key),
        evidence=link or (evidence.picture.sha256 if evidence.picture else ""),
    )


@transaction.atomic
def report_not_done(*, member: Member, delivery: Delivery, reason: str) -> None:
    """Take a person's word that it was not done, and why; raises Refused."""
    locked = _open_task(delivery)
    said = clean_text(reason).strip()[:LONGEST_REASON]
    if is_blank(said):
        raise Unfit("reason", gettext("Bitte schreiben Sie, warum es nicht erledigt wurde."))
    _report(member, locked, reason=said)
    mark_failed(locked, f"Von Hand nicht erledigt: {said}")
    record(
        journal.NOT_DONE_BY_HAND,
        actor=member.actor,
        subject=locked.subject,
        channel=locked.channel.name,
        delivery=str(locked.key),
        reason=said,
    )


_DONE = {
    Purpose.PUBLISH: journal.PUBLISHED_BY_HAND,
    Purpose.AMEND: journal.AMENDED_BY_HAND,
    Purpose.WITHDRAW: journal.WITHDRAWN_BY_HAND,
}


def _open_task(delivery: Delivery) -> Delivery:
    """Lock the delivery; raises Refused, with who it was, where nobody has to do it any more."""
    locked = locked_with_target(delivery.pk)
    if locked.state == State.BY_HAND:
        return locked
    last = HandReport.objects.filter(delivery=locked).select_related("member").last()
    if last is not None and locked.state in {State.SETTLED, State.FAILED}:
        raise Refused(
            gettext("Das hat %(who)s inzwischen schon gemeldet. Ihre Angabe wurde nicht gebraucht.")
            % {"who": last.member.name if last.member else gettext("jemand anderes")}
        )
    if locked.purpose == Purpose.AMEND:  # the post stays: whatever follows is a task of its own
        raise Refused(gettext("Diese Aufgabe ist beendet") + ".")
    raise Refused(
        gettext(
            "Diese Aufgabe ist beendet: Die Fassung gilt nicht mehr. Haben Sie sie schon "
            "veröffentlicht, dann löschen Sie den Beitrag bitte dort."
        )
    )


def _check_new(locked: Delivery, link: str) -> None:
    if not link or locked.purpose != Purpose.PUBLISH:
        return
    there = readers_address(locked.channel, link)
    others = Delivery.objects.filter(channel=locked.channel, permalink=there).exclude(pk=locked.pk)
    if others.exists():
        raise Unfit(
            "link",
            gettext("Dieser Link gehört zu einer anderen Mitteilung. Bitte prüfen Sie ihn."),
        )


def _hosts(delivery: Delivery) -> tuple[str, ...]:
    rules = manifest_of(delivery.channel).by_hand
    return rules.hosts if rules else ()


def _parts(locked: Delivery, link: str) -> tuple[RemotePart, ...]:
    if locked.purpose == Purpose.WITHDRAW:
        return ()
    if locked.purpose == Purpose.AMEND and locked.target is not None and not link:
        return remote_parts(locked.target.parts)
    return (RemotePart(REMOTE_ID, link),)


def _report(
    member: Member,
    locked: Delivery,
    *,
    link: str = "",
    picture: Cleaned | None = None,
    reason: str = "",
) -> None:
    HandReport.objects.create(
        organisation_id=locked.organisation_id,
        delivery=locked,
        attempt=locked.attempt_count,
        member=member,
        at=now(),
        link=link,
        picture_sha256=picture.sha256 if picture else "",
        picture_type=picture.facts.media_type if picture else "",
        reason=reason,
    )
    no_longer_asked(
        subject=locked.subject, kinds={Kind.HAND_OVER}, occasion=occasion_by_hand(locked)
    )
