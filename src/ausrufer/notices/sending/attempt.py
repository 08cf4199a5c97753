"""One message out of the house: claimed, tried outside any transaction, recorded."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.errors import AccessRefused, Gone, MaybeSent, NotSent
from ausrufer.notices.models import Digest, MatrixAccess, PushDevice, Sending
from ausrufer.notices.policy import Way, again_at
from ausrufer.notices.queries import matrix_access, stored_wishes
from ausrufer.notices.sending.letters import letter_about
from ausrufer.notices.sending.mail import send_mail
from ausrufer.notices.sending.matrix import post
from ausrufer.notices.sending.push import push, sealed_for
from ausrufer.notices.states import State

DIED_AFTER = timedelta(minutes=5)  # no call takes that long


def attempt(*, organisation_id: int, sending_id: int) -> None:
    """Carry out one message, unless somebody else has it or it is needless."""
    with within_organisation(organisation_id):
        sending = _claim(sending_id)
        if sending is not None:
            _record(sending, *_tried(sending))


@transaction.atomic
def _claim(sending_id: int) -> Sending | None:
    """Take up a message that waits; what is written here survives whatever happens to us."""
    mine = Sending.objects.select_for_update(skip_locked=True, of=("self",))
    found = (
        mine.filter(pk=sending_id, state=State.WAITING, due_at__lte=now())
        .select_related("notice__organisation", "notice__member__user", "device")
        .first()
    )
    if found is None:
        return None
    found.state = State.NEEDLESS if _needless(found) else State.TRYING
    found.tried_at, found.tries = now(), found.tries + 1
    found.save(update_fields=["state", "tried_at", "tries"])
    return found if found.state == State.TRYING else None


def _needless(sending: Sending) -> bool:
    member = sending.notice.member
    if member is None:
        return False
    return sending.notice.read_at is not None or not member.active


def _tried(sending: Sending) -> tuple[State, str]:
    try:
        _call(sending)
    except Gone as gone:
        if sending.device is not None:
            PushDevice.objects.filter(pk=sending.device.pk).delete()
        return State.FAILED, gone.reason
    except AccessRefused as refused:
        MatrixAccess.objects.update(trouble=refused.reason)
        return State.FAILED, refused.reason
    except NotSent as failure:
        return (State.WAITING if failure.again else State.FAILED), failure.reason
    except MaybeSent as unclear:
        return State.UNCLEAR, unclear.reason
    return State.SENT, ""


def _call(sending: Sending) -> None:
    notice = sending.notice
    match Way(sending.way):
        case Way.MAIL:
            if notice.member is None:
                raise NotSent("Es fehlt, an wen.", again=False)
            subject, body = letter_about(notice)
            to = notice.member.user.email
            send_mail(to=to, subject=subject, body=body, key=notice.public_id)
        case Way.PUSH:
            device = sending.device
            if device is None:
                raise NotSent("Der Browser ist abgemeldet.", again=False)
            message = sealed_for(device, notice)
            _outside(lambda http: push(http, message))
        case Way.MATRIX:
            access, room = matrix_access(), _room(sending)
            if access is None or not access.active or not room:
                raise NotSent("Es ist kein Raum mehr eingetragen.", again=False)
            _outside(lambda http: post(http, access=access, room=room, notice=notice))


def _room(sending: Sending) -> str:
    if sending.notice.member is not None:
        return stored_wishes(sending.notice.member).matrix_room
    access = matrix_access()
    return access.room if access is not None else ""


def _outside(call: Callable[[GuardedClient], Awaitable[None]]) -> None:
    async def run() -> None:
        async with GuardedClient(settings.HTTP_POLICY) as http:
            await call(http)

    asyncio.run(run())


def _record(sending: Sending, state: State, reason: str) -> None:
    due_at = again_at(sending.tries, now()) if state is State.WAITING else sending.due_at
    if due_at is None:
        state, due_at = State.FAILED, sending.due_at
    # fenced: whoever took us for dead meanwhile has said what holds
    Sending.objects.filter(pk=sending.pk, state=State.TRYING, tries=sending.tries).update(
        state=state, due_at=due_at, reason=reason[:300]
    )
    if state is State.SENT and sending.way == Way.MATRIX:
        MatrixAccess.objects.exclude(trouble="").update(trouble="")


def sweep() -> None:
    """Carry out what lost its job, and say what became of what died on the way."""
    _bury()
    with across_organisations(reason="messages of every organisation leave the house"):
        found = Sending.objects.filter(state=State.WAITING, due_at__lte=now())
        due = list(found.order_by("due_at").values_list("organisation_id", "pk")[:200])
    for organisation_id, sending_id in due:
        attempt(organisation_id=organisation_id, sending_id=sending_id)


def _bury() -> None:
    with across_organisations(reason="workers die for every organisation"):
        died = Sending.objects.filter(state=State.TRYING, tried_at__lt=now() - DIED_AFTER)
        died.filter(way=Way.MAIL).update(
            state=State.UNCLEAR, reason="Der Versand brach ab. Es wird nichts doppelt gesendet."
        )
        # devices and Matrix servers recognise what they have: these may go again
        died.exclude(way=Way.MAIL).update(state=State.WAITING, due_at=now())
        Digest.objects.filter(state=State.TRYING, tried_at__lt=now() - DIED_AFTER).update(
            state=State.UNCLEAR
        )
