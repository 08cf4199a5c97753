"""Two people decide at the same moment: on the one text, in either order, with one outcome."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context

import pytest
from django.db import connection, transaction

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.models import ApprovalRequest, Decision
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[Member, Announcement, ApprovalRequest], object]


def _approve(member: Member, _: Announcement, request: ApprovalRequest) -> object:
    return decide(
        member=member,
        request=request,
        verdict=Verdict.APPROVED,
        fingerprint=request.fingerprint,
        comment="",
    )


def _edit(member: Member, announcement: Announcement, _: ApprovalRequest) -> object:
    return change_announcement(
        member=member,
        announcement=announcement,
        version=announcement.version,
        content=Content(title="Anders", body="Ganz anders."),
    )


def _withdraw(member: Member, announcement: Announcement, _: ApprovalRequest) -> object:
    return withdraw(member=member, announcement=announcement, reason="Falsch.")


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("other", "states", "deliveries", "request_state"),
    [
        (_approve, ([State.SCHEDULED] * 2), ["waiting"], RequestState.APPROVED),
        (_edit, ([State.DRAFT] * 2), [], RequestState.VOID),
        (_withdraw, ([State.WITHDRAWN] * 2), [], RequestState.VOID),
    ],
)
def test_at_the_same_moment(  # noqa: PLR0917
    town: Town,
    other: Deed,
    states: list[State],
    deliveries: list[str],
    request_state: RequestState,
    swapped: bool,  # noqa: FBT001
) -> None:
    with within_organisation(town.organisation.pk):
        erika = add_member(
            actor=town.dirk.actor,
            name="Erika",
            email="erika@musterstadt.example",
            password=None,
            assignments=[(Role.APPROVER, None)],
        )
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Bis Montag."),
            channels=[town.channel("netz")],
        )
        request = submit_for_approval(member=town.anna, announcement=announcement)
        announcement.refresh_from_db()
        deeds: list[tuple[Deed, Member]] = [(_approve, town.bekir), (other, erika)]
        faults = _at_once(announcement, request, deeds[::-1] if swapped else deeds)
        assert [type(fault) for fault in faults] in ([], [Refused])
        assert Announcement.objects.get().state == states[swapped]
        request.refresh_from_db()
        assert request.state == request_state
        open_ones = Delivery.objects.exclude(state="withdrawn")
        assert list(open_ones.values_list("state", flat=True)) == deliveries
        assert Decision.objects.count() <= 1


def _at_once(
    announcement: Announcement, request: ApprovalRequest, deeds: list[tuple[Deed, Member]]
) -> list[BaseException]:
    """Let both wait for the same text, in this order, then let go; return what was refused."""
    faults: list[BaseException] = []

    def person(deed: Deed, member: Member) -> None:
        try:
            deed(member, announcement, request)
        except BaseException as fault:  # noqa: BLE001 - looked at by the test itself
            faults.append(fault)
        finally:
            connection.close()

    threads = []
    with transaction.atomic():
        Announcement.objects.select_for_update().get(pk=announcement.pk)
        for number, (deed, member) in enumerate(deeds, start=1):
            threads.append(threading.Thread(target=copy_context().run, args=(person, deed, member)))
            threads[-1].start()
            _wait_until_blocked(number)
    for thread in threads:
        thread.join(30)
    return faults


def _wait_until_blocked(most: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= most:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
