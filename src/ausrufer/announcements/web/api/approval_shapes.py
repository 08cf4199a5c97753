"""The shapes of requests for approval: what is needed, who may give it, which words there are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from ausrufer.announcements.commented import open_comments
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.web.api.schemas import Fingerprint, Strict, Word
from ausrufer.announcements.web.standing import names_of
from ausrufer.approval.models import ApprovalRequest, ApprovalStep, Decision
from ausrufer.approval.policy import RequestState, Verdict
from ausrufer.approval.policy import Word as Worth
from ausrufer.approval.queries import looks_about, seats

Given = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class DecisionIn(Strict):
    """A second person's word on exactly the fingerprint they saw."""

    verdict: Verdict
    fingerprint: Fingerprint
    comment: Word = ""


class FastLaneIn(Strict):
    """An Eilfreigabe: one word instead of all that are still missing, with the reason."""

    fingerprint: Fingerprint
    reason: Given


class SecondLookIn(Strict):
    """The look afterwards; an objection (`returned`) needs a reason and stops nothing by itself."""

    verdict: Verdict
    comment: Word = ""


class StepOut(Schema):
    """One word that is needed: of whom, which rule asks for it, whether it was given."""

    number: int
    department: int
    department_name: str
    rule: str | None
    done: bool


class WordOut(Schema):
    """A word that was given: a person's, or that of a Freiraum (`word` is then `delegated`)."""

    word: Worth
    verdict: Verdict
    said_by: str
    step: int | None
    comment: str
    decided_at: datetime


class ApprovalOut(Schema):
    """A request for approval; decide with its `fingerprint`.

    `next_department` is the department whose word is needed next, `may_decide` names who can give
    it now; both are empty where nothing is open. `second_look_by` are the departments that have
    not read yet what an Eilfreigabe let out.
    """

    id: UUID
    announcement: UUID
    title: str
    department: int
    state: RequestState
    fingerprint: str
    requested_by: str
    requested_at: datetime
    decide_until: datetime | None
    next_department: int | None
    may_decide: list[str]
    steps: list[StepOut]
    words: list[WordOut]
    second_look_by: list[int]
    open_comments: Annotated[int, Field(ge=0)]


def approval_out(request: ApprovalRequest, announcement: Announcement) -> dict[str, Any]:
    """Return a request for approval in the shape of ApprovalOut."""
    is_open = request.state == RequestState.OPEN
    steps = list(request.steps.select_related("department", "rule", "decision").order_by("number"))
    same = ["department_id", "state", "fingerprint", "requested_at", "decide_until"]
    return {
        **{name.removesuffix("_id"): getattr(request, name) for name in same},
        "id": request.public_id,
        "announcement": announcement.public_id,
        "title": announcement.title,
        "requested_by": request.requested_by.name,
        "next_department": request.asked_department_id if is_open else None,
        "may_decide": names_of(request, seats()) if is_open else [],
        "steps": [_step(one) for one in steps],
        "words": [_word(one, steps) for one in _words(request)],
        "second_look_by": _looks(request),
        "open_comments": open_comments(announcement),
    }


def _step(step: ApprovalStep) -> dict[str, Any]:
    return {
        "number": step.number,
        "department": step.department_id,
        "department_name": step.department.name,
        "rule": step.rule.name if step.rule else None,
        "done": hasattr(step, "decision"),
    }


def _words(request: ApprovalRequest) -> Iterable[Decision]:
    return request.decisions.select_related("approver", "on_behalf_of", "rule").order_by("pk")


def _word(decision: Decision, steps: Iterable[ApprovalStep]) -> dict[str, Any]:
    return {
        "word": decision.word,
        "verdict": decision.verdict,
        "said_by": decision.said_by,
        "step": next((one.number for one in steps if one.pk == decision.step_id), None),
        "comment": decision.comment,
        "decided_at": decision.decided_at,
    }


def _looks(request: ApprovalRequest) -> list[int]:
    found = looks_about(request.subject)
    return [one.department_id for one in found if one.request_id == request.pk]
