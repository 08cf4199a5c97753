"""The one mail of a day: gathered, written down, sent once."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.errors import MaybeSent, NotSent
from ausrufer.notices.models import Digest, Notice, Sending
from ausrufer.notices.policy import Kind, Mail, again_at, digest_moment
from ausrufer.notices.queries import stored_wishes, wishes_in
from ausrufer.notices.sending.letters import digest_of
from ausrufer.notices.sending.mail import send_mail
from ausrufer.notices.states import State
from ausrufer.notices.working_days import free_days
from ausrufer.organisations.models import Member


def send_digests() -> None:
    """Write today's digest to everybody whose hour is over, and try again what was not taken."""
    with across_organisations(reason="the hour of a digest comes for every organisation"):
        gathering = Sending.objects.filter(state=State.GATHERING)
        waiting = Digest.objects.filter(state=State.WAITING, due_at__lte=now())
        towns = {*gathering.values_list("organisation_id", flat=True).distinct()}
        again = list(waiting.values_list("organisation_id", "pk"))
    for organisation_id in sorted(towns):
        with within_organisation(organisation_id):
            again += [(organisation_id, one) for one in _gathered_here()]
    for organisation_id, digest_id in again:
        with within_organisation(organisation_id):
            _send(digest_id)


def _gathered_here() -> list[int]:
    free = free_days()
    waiting = Notice.objects.filter(sendings__state=State.GATHERING).values("member")
    members = Member.objects.filter(pk__in=waiting).select_related("user").order_by("pk")
    found = [_gather(member, free) for member in members]
    return [one.pk for one in found if one is not None]


@transaction.atomic
def _gather(member: Member, free: Collection[date]) -> Digest | None:
    """Put what somebody has not seen into today's digest; None where that is nothing."""
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)  # one digest at a time
    wishes = wishes_in(stored_wishes(member))
    due = digest_moment(now(), hour=wishes.digest_hour, free=free)
    today = in_town_time(now()).date()
    if due is None or Digest.objects.filter(member=member, day=today).exists():
        return None
    mine = Sending.objects.filter(state=State.GATHERING, notice__member=member, notice__at__lt=due)
    off = [kind.value for kind in Kind if wishes.of(kind).mail is Mail.OFF]
    needless = mine.filter(notice__kind__in=off) | mine.exclude(notice__read_at=None)
    ids = set(needless.values_list("pk", flat=True))
    Sending.objects.filter(pk__in=ids).update(state=State.NEEDLESS)
    wanted = set(mine.values_list("pk", flat=True)) - ids
    if not wanted or not member.active:
        Sending.objects.filter(pk__in=wanted).update(state=State.NEEDLESS)
        return None
    digest = Digest.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        day=today,
        state=State.WAITING,
        due_at=now(),
    )
    Sending.objects.filter(pk__in=wanted).update(digest=digest, state=State.IN_DIGEST)
    return digest


def _send(digest_id: int) -> None:
    digest = _claim(digest_id)
    if digest is None:
        return
    notices = Notice.objects.filter(sendings__digest=digest).order_by("at", "pk")
    subject, body = digest_of(digest.member.organisation, list(notices))
    state = State.SENT
    try:
        send_mail(to=digest.member.user.email, subject=subject, body=body, key=digest.public_id)
    except NotSent as failure:
        state = State.WAITING if failure.again else State.FAILED
    except MaybeSent:
        state = State.UNCLEAR
    _record(digest, state)


@transaction.atomic
def _claim(digest_id: int) -> Digest | None:
    mine = Digest.objects.select_for_update(skip_locked=True, of=("self",))
    found = mine.filter(pk=digest_id, state=State.WAITING, due_at__lte=now())
    digest = found.select_related("member__user", "member__organisation").first()
    if digest is not None:
        digest.state, digest.tried_at, digest.tries = State.TRYING, now(), digest.tries + 1
        digest.save(update_fields=["state", "tried_at", "tries"])
    return digest


def _record(digest: Digest, state: State) -> None:
    due_at = again_at(digest.tries, now()) if state is State.WAITING else digest.due_at
    if due_at is None:
        state, due_at = State.FAILED, digest.due_at
    mine = Digest.objects.filter(pk=digest.pk, state=State.TRYING, tries=digest.tries)
    mine.update(state=state, due_at=due_at)
