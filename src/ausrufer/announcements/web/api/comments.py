"""Comments on messages, as programs see them; who reads a message may comment on it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import StringConstraints

from ausrufer.announcements.access import announcement_to_read, comment_to_answer
from ausrufer.announcements.actions import comments as actions
from ausrufer.announcements.actions.comments import MOST_SAID
from ausrufer.announcements.commented import Placed, comments_on
from ausrufer.announcements.commenting.anchors import MOST_QUOTED
from ausrufer.announcements.web.api.schemas import Strict
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, acting

Said = Annotated[str, StringConstraints(min_length=1, max_length=MOST_SAID)]
Quote = Annotated[str, StringConstraints(max_length=MOST_QUOTED)]
READ, WRITE = Bearer(Scope.ANNOUNCEMENTS_READ), Bearer(Scope.ANNOUNCEMENTS_WRITE)
ONE = "/announcements/{uuid:public_id}/comments/{uuid:key}"
router = Router(tags=["Kommentare"])


class CommentIn(Strict):
    """A comment on the words `quote` of a field, on a whole field, or (no field) the message.

    `before` are the words in front of the quote: they tell two equal places apart.
    """

    text: Said
    field: Annotated[str, StringConstraints(pattern=r"^[a-z]{0,20}$")] = ""
    quote: Quote = ""
    before: Quote = ""


class AnswerIn(Strict):
    """An answer to a comment."""

    text: Said


class AnswerOut(Schema):
    """An answer to a comment."""

    by: str
    at: datetime
    text: str


class CommentOut(Schema):
    """A comment; `start` and `end` (code points) are where its words stand now, null: nowhere."""

    id: UUID
    number: int
    by: str
    at: datetime
    version: int
    field: str
    quote: str
    start: int | None
    end: int | None
    text: str
    resolved_at: datetime | None
    resolved_by: str | None
    answers: list[AnswerOut]


@router.get(
    "/announcements/{uuid:public_id}/comments",
    response={200: list[CommentOut], **PROBLEMS},
    auth=READ,
    summary="Kommentare zu einer Mitteilung",
)
def list_comments(request: HttpRequest, public_id: UUID) -> list[dict[str, Any]]:
    """Return all comments on a message in the order they were written."""
    return [_out(one) for one in comments_on(announcement_to_read(acting(request), public_id))]


@router.post(
    "/announcements/{uuid:public_id}/comments",
    response={201: list[CommentOut], **PROBLEMS},
    auth=WRITE,
    summary="Kommentar schreiben",
)
def write(
    request: HttpRequest, public_id: UUID, given: CommentIn
) -> tuple[int, list[dict[str, Any]]]:
    """Comment on a message in draft or in approval; nothing of it is ever published."""
    member = acting(request)
    announcement = announcement_to_read(member, public_id)
    actions.write_comment(member=member, announcement=announcement, **given.dict())
    return 201, [_out(one) for one in comments_on(announcement)]


@router.post(
    f"{ONE}/answers",
    response={201: list[CommentOut], **PROBLEMS},
    auth=WRITE,
    summary="Auf einen Kommentar antworten",
)
def answer(
    request: HttpRequest, public_id: UUID, key: UUID, given: AnswerIn
) -> tuple[int, list[dict[str, Any]]]:
    """Answer a comment."""
    member = acting(request)
    comment = comment_to_answer(member, public_id, key)
    actions.answer_comment(member=member, comment=comment, text=given.text)
    return 201, [_out(one) for one in comments_on(comment.announcement)]


@router.post(
    f"{ONE}/resolve",
    response={200: list[CommentOut], **PROBLEMS},
    auth=WRITE,
    summary="Kommentar erledigen",
)
def resolve(request: HttpRequest, public_id: UUID, key: UUID) -> list[dict[str, Any]]:
    """Note that a comment is dealt with; doing so twice changes nothing."""
    member = acting(request)
    comment = comment_to_answer(member, public_id, key)
    actions.resolve_comment(member=member, comment=comment)
    return [_out(one) for one in comments_on(comment.announcement)]


@router.post(
    f"{ONE}/reopen",
    response={200: list[CommentOut], **PROBLEMS},
    auth=WRITE,
    summary="Kommentar wieder öffnen",
)
def reopen(request: HttpRequest, public_id: UUID, key: UUID) -> list[dict[str, Any]]:
    """Note that a comment is not dealt with after all; doing so twice changes nothing."""
    member = acting(request)
    comment = comment_to_answer(member, public_id, key)
    actions.reopen_comment(member=member, comment=comment)
    return [_out(one) for one in comments_on(comment.announcement)]


def _out(one: Placed) -> dict[str, Any]:
    comment, place = one.comment, one.place
    return {
        "id": comment.public_id,
        "number": comment.number,
        "by": comment.member.name,
        "at": comment.written_at,
        "version": comment.version,
        "field": comment.field,
        "quote": comment.quote,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "text": comment.text,
        "resolved_at": comment.resolved_at,
        "resolved_by": comment.resolved_by.name if comment.resolved_by else None,
        "answers": [
            {"by": said.member.name, "at": said.written_at, "text": said.text}
            for said in comment.answers.all()
        ],
    }
