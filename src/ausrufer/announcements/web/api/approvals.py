"""Read requests for approval, decide, release in haste, look afterwards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from ausrufer.announcements.actions import approve
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.announcements.web.api import approval_shapes as shapes
from ausrufer.approval.access import request_to_read
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.queries import looks_waiting_for, requests_waiting_for
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, acting

MOST = 200
READ, DECIDE = Bearer(Scope.ANNOUNCEMENTS_READ), Bearer(Scope.APPROVALS_DECIDE)
router = Router(tags=["Freigaben"])


@router.get(
    "/approvals",
    response={200: list[shapes.ApprovalOut], **PROBLEMS},
    auth=READ,
    summary="Was auf Ihre Freigabe wartet",
)
def list_approvals(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the open requests whose next step the token's member may decide, oldest first."""
    return _all_out(requests_waiting_for(acting(request))[:MOST])


@router.get(
    "/second-looks",
    response={200: list[shapes.ApprovalOut], **PROBLEMS},
    auth=READ,
    summary="Was Sie nach einer Eilfreigabe noch lesen sollen",
)
def list_second_looks(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what was released in haste and waits for this member's second look, oldest first."""
    found = [step.request for step in looks_waiting_for(acting(request))[:MOST]]
    return _all_out({one.pk: one for one in found}.values())


@router.get(
    "/approvals/{uuid:public_id}",
    response={200: shapes.ApprovalOut, **PROBLEMS},
    auth=READ,
    summary="Eine Bitte um Freigabe",
)
def read_approval(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """Return one request with its steps and the words given so far."""
    return _out(request, public_id)


@router.post(
    "/approvals/{uuid:public_id}/decision",
    response={200: shapes.ApprovalOut, **PROBLEMS},
    auth=DECIDE,
    summary="Freigeben oder zurückgeben",
)
def decide(request: HttpRequest, public_id: UUID, decision: shapes.DecisionIn) -> dict[str, Any]:
    """Decide on exactly the fingerprint that was seen; the author can never approve.

    Where several steps are needed this is one of them: `next_department` says whose word is next.
    """
    member = acting(request)
    approve.decide(
        member=member,
        request=request_to_read(member, public_id),
        verdict=decision.verdict,
        fingerprint=decision.fingerprint,
        comment=decision.comment,
    )
    return _out(request, public_id)


@router.post(
    "/approvals/{uuid:public_id}/fast-lane",
    response={200: shapes.ApprovalOut, **PROBLEMS},
    auth=DECIDE,
    summary="In Eile freigeben",
)
def release_fast(request: HttpRequest, public_id: UUID, given: shapes.FastLaneIn) -> dict[str, Any]:
    """Release at once on one second person's word; the others are asked to look afterwards."""
    member = acting(request)
    approve.release_fast(
        member=member,
        request=request_to_read(member, public_id),
        fingerprint=given.fingerprint,
        reason=given.reason,
    )
    return _out(request, public_id)


@router.post(
    "/approvals/{uuid:public_id}/second-look",
    response={200: shapes.ApprovalOut, **PROBLEMS},
    auth=DECIDE,
    summary="Nach einer Eilfreigabe nachlesen",
)
def look_afterwards(
    request: HttpRequest, public_id: UUID, given: shapes.SecondLookIn
) -> dict[str, Any]:
    """Say whether an Eilfreigabe was right; an objection is told, never carried out."""
    member = acting(request)
    approve.look_afterwards(
        member=member,
        request=request_to_read(member, public_id),
        verdict=given.verdict,
        comment=given.comment,
    )
    return _out(request, public_id)


def _all_out(found: Iterable[ApprovalRequest]) -> list[dict[str, Any]]:
    asked = list(found)
    known = announcements_by_subject(one.subject for one in asked)
    return [shapes.approval_out(one, known[one.subject]) for one in asked if one.subject in known]


def _out(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    found = request_to_read(acting(request), public_id)
    announcement = announcements_by_subject([found.subject]).get(found.subject)
    if announcement is None:
        raise NotForYou
    return shapes.approval_out(found, announcement)
