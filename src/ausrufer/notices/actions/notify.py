"""The one place that decides who is told what, and by which ways."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.notices.models import MatrixAccess, MemberWishes, Notice, PushDevice, Sending
from ausrufer.notices.policy import Kind, Mail, Way, tell_at
from ausrufer.notices.queries import matrix_access, wishes_in, wishes_of
from ausrufer.notices.states import State
from ausrufer.notices.working_days import free_days
from ausrufer.organisations.models import Member

SEND = "ausrufer.notices.jobs.send"
_LONGEST = 600  # characters of one detail


@dataclass(frozen=True, slots=True)
class News:
    """What happened: to which `subject`, on which `occasion`; `path` leads there.

    `wording` names the sentence where it is not that of the kind.
    """

    kind: Kind
    subject: str
    occasion: str
    path: str
    details: Mapping[str, str] = field(default_factory=dict)
    wording: str = ""


@transaction.atomic
def notify(*, organisation_id: int, news: News, people: Iterable[Member]) -> list[Member]:
    """Tell people once; returns those who did not know. The same news again reaches nobody."""
    # in one order, so that two workers with the same news wait for each other and never both
    by_id = sorted({one.pk: one for one in people if one.active}.items())
    told = {member: _new(organisation_id, news, member) for _, member in by_id}
    untold = {member: notice for member, notice in told.items() if notice is not None}
    access = matrix_access()
    _send_to_people(untold, access)
    _send_to_the_house(organisation_id, news, access)
    return list(untold)


def _new(organisation_id: int, news: News, member: Member | None) -> Notice | None:
    notice, created = Notice.objects.get_or_create(
        organisation_id=organisation_id,
        member=member,
        kind=news.kind,
        subject=news.subject,
        occasion=news.occasion,
        defaults={
            "wording": news.wording or news.kind.value,
            "details": {name: value[:_LONGEST] for name, value in news.details.items()},
            "path": news.path,
            "at": now(),
        },
    )
    return notice if created else None


def _send_to_people(untold: Mapping[Member, Notice], access: MatrixAccess | None) -> None:
    wishes, devices = wishes_of(untold), _devices(untold)
    held = any(one.office_hours_only for one in wishes.values())
    free = free_days() if held else ()
    for member, notice in untold.items():
        for sending in _ways(notice, wishes[member.pk], devices.get(member.pk, []), access, free):
            _order(sending)


def _send_to_the_house(organisation_id: int, news: News, access: MatrixAccess | None) -> None:
    if access is None or not access.active or not access.room or news.kind not in access.kinds:
        return
    notice = _new(organisation_id, news, None)
    if notice is not None:
        _order(_sending(notice, Way.MATRIX, notice.at))


def _ways(
    notice: Notice,
    row: MemberWishes,
    devices: list[PushDevice],
    access: MatrixAccess | None,
    free: Collection[date],
) -> list[Sending]:
    wishes, kind = wishes_in(row), Kind(notice.kind)
    wish = wishes.of(kind)
    at = tell_at(kind, notice.at, office_hours_only=wishes.office_hours_only, free=free)
    found = []
    if wish.mail is not Mail.OFF:
        found.append(_sending(notice, Way.MAIL, at))
        if wish.mail is Mail.DIGEST:
            found[0].state = State.GATHERING
    if wish.push:
        found += [_sending(notice, Way.PUSH, at, device) for device in devices]
    if wish.matrix and row.matrix_room and access is not None and access.active:
        found.append(_sending(notice, Way.MATRIX, at))
    return found


def _sending(notice: Notice, way: Way, at: datetime, device: PushDevice | None = None) -> Sending:
    return Sending(
        organisation_id=notice.organisation_id,
        notice=notice,
        way=way,
        device=device,
        state=State.WAITING,
        due_at=at,
    )


def _order(sending: Sending) -> None:
    sending.save(force_insert=True)
    if sending.state == State.WAITING:
        enqueue(
            SEND,
            at=sending.due_at if sending.due_at > now() else None,
            organisation_id=sending.organisation_id,
            sending_id=sending.pk,
        )


def _devices(members: Iterable[Member]) -> dict[int, list[PushDevice]]:
    found: dict[int, list[PushDevice]] = {}
    for device in PushDevice.objects.filter(member__in=list(members)).order_by("pk"):
        found.setdefault(device.member_id, []).append(device)
    return found
