"""Reading approvals."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from ausrufer.approval.models import ApprovalRequest, ApprovalRule, ApprovalStep, Decision
from ausrufer.approval.policy import RequestState, Word
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Right, may_approve
from ausrufer.organisations.queries import absences_now, absent_for, members_who_may


def open_request(subject: str) -> ApprovalRequest | None:
    """Return the request that waits for a decision, if there is one."""
    return ApprovalRequest.objects.filter(subject=subject, state=RequestState.OPEN).first()


def requests_about(subject: str) -> QuerySet[ApprovalRequest]:
    """Return all requests of one thing, newest first."""
    return _with_words(ApprovalRequest.objects.filter(subject=subject)).order_by("-pk")


def requests_waiting_for(
    member: Member, absent: Sequence[Member] | None = None
) -> QuerySet[ApprovalRequest]:
    """Return the open requests whose next step this member may decide, oldest first.

    `absent` are those the member stands in for, where they have been read already.
    """
    waiting = (
        ApprovalRequest.objects.filter(state=RequestState.OPEN)
        .exclude(author_ids__contains=[member.pk])
        .exclude(decisions__approver=member)
        .select_related("requested_by", "department")
        .order_by("requested_at")
    )
    return waiting.filter(_in_the_place_of(member, absent, "awaits", "author_ids"))


def looks_waiting_for(
    member: Member, absent: Sequence[Member] | None = None
) -> QuerySet[ApprovalStep]:
    """Return the second looks after an Eilfreigabe that this member may give, oldest first.

    `absent` are those the member stands in for, where they have been read already.
    """
    return (
        _open_looks()
        .exclude(request__author_ids__contains=[member.pk])
        .exclude(request__decisions__approver=member)
        .filter(_in_the_place_of(member, absent, "department", "request__author_ids"))
        .select_related("request__requested_by")
        .order_by("request__requested_at", "number")
    )


def looks_about(subject: str) -> list[ApprovalStep]:
    """Return the second looks that the newest Eilfreigabe of one thing still lacks."""
    found = list(
        _open_looks()
        .filter(request__subject=subject)
        .select_related("request", "department")
        .order_by("-request", "number")
    )
    return [one for one in found if one.request_id == found[0].request_id]


def _open_looks() -> QuerySet[ApprovalStep]:
    """Return the steps an Eilfreigabe skipped: of each department one, until somebody looked."""
    same = ApprovalStep.objects.filter(
        request=OuterRef("request"), department=OuterRef("department")
    )
    return ApprovalStep.objects.filter(
        ~Exists(same.filter(decision__isnull=False)),
        ~Exists(same.filter(number__lt=OuterRef("number"))),
        request__state__in=[RequestState.APPROVED, RequestState.VOID],
        request__decisions__word=Word.FAST,
    )


def newest_requests(subjects: Iterable[str]) -> dict[str, ApprovalRequest]:
    """Return the newest request of each of many things, with its decisions; two queries."""
    found = (
        _with_words(ApprovalRequest.objects.filter(subject__in=list(subjects)))
        .order_by("subject", "-pk")
        .distinct("subject")
    )
    return {one.subject: one for one in found}


def open_steps(request: ApprovalRequest) -> list[ApprovalStep]:
    """Return the steps nobody has decided yet, in order."""
    return list(request.steps.filter(decision=None).select_related("department", "rule"))


def steps_at_hand() -> list[ApprovalStep]:
    """Return the step that each open request waits for, with the request and its words."""
    waiting = ApprovalStep.objects.filter(decision=None, request__state=RequestState.OPEN)
    words = Prefetch("request__decisions", Decision.objects.all())
    found = (
        waiting.order_by("request", "number")
        .distinct("request")
        .select_related("request__requested_by__user", "department")
        .prefetch_related(words)
    )
    return list(found)


def decided_ids(request: ApprovalRequest) -> list[int]:
    """Return who has decided on this request."""
    given = request.decisions.exclude(approver=None)
    return [one for one in given.values_list("approver_id", flat=True) if one is not None]


def rules_in_force(*, locked: bool = False) -> QuerySet[ApprovalRule]:
    """Return the rules of the organisation in scope in their order; `locked` until it commits."""
    found = ApprovalRule.objects.filter(ended_at=None).order_by("position", "number")
    return found.select_for_update(of=("self",)) if locked else found


@dataclass(frozen=True, slots=True)
class Place:
    """In whose right somebody decides: their own, or that of somebody absent."""

    absent: Member | None = None


def place_of(
    member: Member, request: ApprovalRequest, *, department_id: int | None = None
) -> Place | None:
    """Return in whose right this member may decide the next step; None where in nobody's."""
    wanted = department_id or request.asked_department_id
    if may_approve(member.rights, wanted):
        return Place()
    for absent in absent_for(member):
        if absent.pk not in request.author_ids and may_approve(absent.rights, wanted):
            return Place(absent)
    return None


def may_release_fast(member: Member) -> bool:
    """Who holds the right for any department may, and who stands in for one."""
    people = [member, *absent_for(member)]
    return any(one.rights.allow_anywhere(Right.FAST_LANE) for one in people)


def active_approvers() -> QuerySet[Member]:
    """Return the active members who approve for any department, with their assignments."""
    return members_who_may(Right.APPROVE).prefetch_related("assignments__role")


def possible_approvers(department_id: int, author_ids: list[int]) -> list[Member]:
    """Return who can decide for a department now, without the authors: deputies for the absent."""
    found = [seat.person for seat in seats(author_ids) if seat.approves(department_id)]
    return list({one.pk: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class Seat:
    """A person who approves now; `absent` is whom they stand in for, if anybody."""

    person: Member
    holder: Member
    absent: Member | None = None

    def approves(self, department_id: int) -> bool:
        """Tell whether the seat counts for a department."""
        return may_approve(self.holder.rights, department_id)

    @property
    def name(self) -> str:
        """The person as others read it."""
        if self.absent is None:
            return self.person.name
        names = {"deputy": self.person.name, "absent": self.absent.name}
        return gettext("%(deputy)s in Vertretung für %(absent)s") % names


def seats(author_ids: Collection[int] = ()) -> list[Seat]:
    """Return everybody who approves anything now, absent people through their deputies."""
    away = absences_now()
    found = []
    for holder in active_approvers():
        if holder.pk in author_ids:
            continue
        deputy = away.get(holder.pk)
        if holder.pk not in away:
            found.append(Seat(holder, holder))
        elif deputy is not None and deputy.active and deputy.pk not in author_ids:
            found.append(Seat(deputy, holder, holder))
    return found


def _with_words(found: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    words = Decision.objects.select_related("approver", "on_behalf_of", "rule")
    return found.select_related("requested_by").prefetch_related(Prefetch("decisions", words))


def _in_the_place_of(
    member: Member, absent: Sequence[Member] | None, department: str, authors: str
) -> Q:
    """Return the condition that a step is this member's own, or that of somebody absent."""
    found = _departments_of(member, department)
    for one in absent_for(member) if absent is None else absent:
        not_theirs = ~Q(**{f"{authors}__contains": [one.pk]})
        found |= _departments_of(one, department) & not_theirs
    return found


def _departments_of(member: Member, department: str) -> Q:
    mine = member.rights.places(Right.APPROVE)
    everywhere = Q(pk__isnull=False)  # an empty Q would vanish from an alternative
    return everywhere if None in mine else Q(**{f"{department}__in": mine})
