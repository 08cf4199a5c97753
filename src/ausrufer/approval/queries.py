"""Reading approvals."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from ausrufer.approval.models import ApprovalRequest, ApprovalRule, ApprovalStep, Decision
from ausrufer.approval.policy import RequestState, Word
from ausrufer.channels.policy import Reach, Use, within_reach
from ausrufer.channels.queries import reaches
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
    kept = reaches(Use.APPROVE, request.channel_ids)
    if may_approve(member.rights, wanted) and not closed_to_approve(member, kept):
        return Place()
    for absent in absent_for(member):
        theirs = absent.pk not in request.author_ids and may_approve(absent.rights, wanted)
        if theirs and not closed_to_approve(absent, kept):
            return Place(absent)
    return None


def may_release_fast(member: Member, request: ApprovalRequest) -> bool:
    """Who holds the right for any department may, and who stands in for one."""
    kept = reaches(Use.APPROVE, request.channel_ids)
    return any(
        one.rights.allow_anywhere(Right.FAST_LANE) and not closed_to_approve(one, kept)
        for one in [member, *absent_for(member)]
    )


def closed_to_approve(member: Member, kept: Mapping[int, Reach]) -> frozenset[int]:
    """Return which of these channels, kept for some, are not for this member to approve."""
    places = member.rights.places(Right.APPROVE)
    mine = {one for one in places if one is not None}
    return frozenset(
        pk
        for pk, reach in kept.items()
        if not within_reach(
            reach,
            member_ids=[member.pk],
            department_ids=reach.department_ids if None in places else mine,
        )
    )


def active_approvers() -> QuerySet[Member]:
    """Return the active members who approve for any department, with their assignments."""
    return members_who_may(Right.APPROVE).prefetch_related("assignments__role")


def possible_approvers(
    department_id: int, author_ids: list[int], channel_ids: Collection[int] = ()
) -> list[Member]:
    """Return who can decide for a department and these channels now, without the authors.

    Deputies stand there for the absent.
    """
    found = [s.person for s in seats(author_ids) if s.approves(department_id, channel_ids)]
    return list({one.pk: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class Seat:
    """A person who approves now; `absent` is whom they stand in for, if anybody."""

    person: Member
    holder: Member
    absent: Member | None = None
    closed: frozenset[int] = frozenset()  # channels kept for others

    def approves(self, department_id: int, channel_ids: Collection[int] = ()) -> bool:
        """Tell whether the seat counts for a department and all of these channels."""
        return may_approve(self.holder.rights, department_id) and not self.closed & {*channel_ids}

    @property
    def name(self) -> str:
        """The person as others read it."""
        if self.absent is None:
            return self.person.name
        names = {"deputy": self.person.name, "absent": self.absent.name}
        return gettext("%(deputy)s in Vertretung für %(absent)s") % names


def seats(author_ids: Collection[int] = ()) -> list[Seat]:
    """Return everybody who approves anything now, absent people through their deputies."""
    away, kept = absences_now(), reaches(Use.APPROVE)
    found = []
    for holder in active_approvers():
        if holder.pk in author_ids:
            continue
        deputy, closed = away.get(holder.pk), closed_to_approve(holder, kept)
        if holder.pk not in away:
            found.append(Seat(holder, holder, closed=closed))
        elif deputy is not None and deputy.active and deputy.pk not in author_ids:
            found.append(Seat(deputy, holder, holder, closed))
    return found


def _with_words(found: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    words = Decision.objects.select_related("approver", "on_behalf_of", "rule")
    return found.select_related("requested_by").prefetch_related(Prefetch("decisions", words))


def _in_the_place_of(
    member: Member, absent: Sequence[Member] | None, department: str, authors: str
) -> Q:
    """Return the condition that a step is this member's own, or that of somebody absent."""
    kept, channels = reaches(Use.APPROVE), authors.replace("author_ids", "channel_ids")
    found = _reached_by(member, department, channels, kept)
    for one in absent_for(member) if absent is None else absent:
        not_theirs = ~Q(**{f"{authors}__contains": [one.pk]})
        found |= _reached_by(one, department, channels, kept) & not_theirs
    return found


def _reached_by(member: Member, department: str, channels: str, kept: Mapping[int, Reach]) -> Q:
    mine, closed = member.rights.places(Right.APPROVE), closed_to_approve(member, kept)
    everywhere = Q(pk__isnull=False)  # an empty Q would vanish from an alternative
    here = everywhere if None in mine else Q(**{f"{department}__in": mine})
    return here & ~Q(**{f"{channels}__overlap": sorted(closed)}) if closed else here
