"""Reading notices, wishes and what waits to be sent."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from ausrufer.foundation.clock import now
from ausrufer.foundation.german_order import german_order
from ausrufer.notices.models import (
    MatrixAccess,
    MemberWishes,
    Notice,
    PushDevice,
    Sending,
)
from ausrufer.notices.policy import Kind, Wishes, read_wishes
from ausrufer.notices.states import State
from ausrufer.organisations.models import Member

MOST_SHOWN = 99


def unread_of(member: Member) -> QuerySet[Notice]:
    """Return the notices a person has not read, at most one more than are ever counted."""
    return Notice.objects.filter(member=member, read_at=None)[: MOST_SHOWN + 1]


def unread_count(member: Member) -> int:
    """Return how many notices a person has not read, at most one more than is ever shown."""
    return unread_of(member).values("pk").count()


def notices_of(member: Member, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """Return a person's notices, newest first, with what became unsure on its way to them."""
    unsure = Sending.objects.filter(state__in=[State.UNCLEAR, State.FAILED])
    found = Notice.objects.filter(member=member).order_by("-at", "-pk")
    if unread:
        found = found.filter(read_at=None)
    if kind:
        found = found.filter(kind=kind)
    return found.prefetch_related(Prefetch("sendings", unsure, to_attr="unsure"))


def kinds_of(member: Member) -> list[Kind]:
    """Return the kinds a person has notices of, in the order of all kinds."""
    had = set(Notice.objects.filter(member=member).values_list("kind", flat=True).distinct())
    return [one for one in Kind if one.value in had]


def stored_wishes(member: Member) -> MemberWishes:
    """Return what a person decided, or an unsaved row with the defaults."""
    found = MemberWishes.objects.filter(member=member).first()
    return found or MemberWishes(organisation_id=member.organisation_id, member=member)


def wishes_in(row: MemberWishes) -> Wishes:
    """Return stored wishes in the form the rules read."""
    return read_wishes(
        row.chosen, digest_hour=row.digest_hour, office_hours_only=row.office_hours_only
    )


def wishes_of(members: Iterable[Member]) -> dict[int, MemberWishes]:
    """Return the wishes of many people by their id; who decided nothing has the defaults."""
    people = list(members)
    rows = {one.member_id: one for one in MemberWishes.objects.filter(member__in=people)}
    return {one.pk: rows.get(one.pk, MemberWishes(member=one)) for one in people}


def devices_of(member: Member) -> QuerySet[PushDevice]:
    """Return the browsers a person is told in, oldest first."""
    return PushDevice.objects.filter(member=member).order_by("created_at")


def matrix_access() -> MatrixAccess | None:
    """Return the account of the organisation in scope, if one was ever entered."""
    return MatrixAccess.objects.first()


def sendings_to_do() -> QuerySet[Sending]:
    """Return what is due and was not taken up by a job."""
    return Sending.objects.filter(state=State.WAITING, due_at__lte=now()).order_by("due_at")


def active_people() -> list[Member]:
    """Return everybody with access, by name."""
    return sorted(Member.objects.filter(active=True), key=lambda one: german_order(one.name))


def rooms_of() -> dict[str, str]:
    """Return the Matrix rooms of people by the name of their field."""
    found = MemberWishes.objects.exclude(matrix_room="").values_list("member_id", "matrix_room")
    return {f"room_{member_id}": room for member_id, room in found}
