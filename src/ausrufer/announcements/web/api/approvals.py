"""Read requests for approval and decide."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from ausrufer.announcements.actions.approve import decide as decide_action
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.announcements.web.api import schemas
from ausrufer.approval.access import request_to_read
from ausrufer.approval.queries import requests_waiting_for
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, acting

router = Router(tags=["Freigaben"])


@router.get(
    "/approvals",
    response={200: list[schemas.ApprovalOut], **PROBLEMS},
    auth=Bearer(Scope.ANNOUNCEMENTS_READ),
    summary="Was auf Ihre Freigabe wartet",
)
def list_approvals(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the open requests the token's member may decide, oldest first."""
    waiting = list(requests_waiting_for(acting(request))[:200])
    known = announcements_by_subject(one.subject for one in waiting)
    return [
        schemas.approval_out(one, known[one.subject]) for one in waiting if one.subject in known
    ]


@router.get(
    "/approvals/{uuid:public_id}",
    response={200: schemas.ApprovalOut, **PROBLEMS},
    auth=Bearer(Scope.ANNOUNCEMENTS_READ),
    summary="Eine Bitte um Freigabe",
)
def read_approval(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """Return one request for approval."""
    return _out(request, public_id)


@router.post(
    "/approvals/{uuid:public_id}/decision",
    response={200: schemas.ApprovalOut, **PROBLEMS},
    auth=Bearer(Scope.APPROVALS_DECIDE),
    summary="Freigeben oder zurückgeben",
)
def decide(request: HttpRequest, public_id: UUID, decision: schemas.DecisionIn) -> dict[str, Any]:
    """Decide on exactly the fingerprint that was seen; the author can never approve."""
    member = acting(request)
    decide_action(
        member=member,
        request=request_to_read(member, public_id),
        verdict=decision.verdict,
        fingerprint=decision.fingerprint,
        comment=decision.comment,
    )
    return _out(request, public_id)


def _out(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    found = request_to_read(acting(request), public_id)
    announcement = announcements_by_subject([found.subject]).get(found.subject)
    if announcement is None:
        raise NotForYou
    return schemas.approval_out(found, announcement)
