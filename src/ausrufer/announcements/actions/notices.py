"""Whom a message concerns: what happens to it, told to those who have to know."""

from collections.abc import Iterable

from ausrufer.announcements.models import Announcement, Comment
from ausrufer.announcements.paths import desk_path
from ausrufer.approval.models import ApprovalRequest, ApprovalStep, Decision
from ausrufer.approval.queries import (
    decided_ids,
    looks_about,
    open_steps,
    possible_approvers,
    requests_about,
)
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.policy import Kind
from ausrufer.organisations.models import Member


def tell_waiting(announcement: Announcement, request: ApprovalRequest) -> None:
    """Ask those who can go the next step."""
    step = open_steps(request)[0]
    _tell(
        announcement,
        Kind.WAITING,
        possible_approvers(
            step.department_id,
            [*request.author_ids, *decided_ids(request)],
            request.channel_ids,
        ),
        occasion_of(step),
        by=request.requested_by.name,
        department=step.department.name,
    )


def tell_returned(announcement: Announcement, decision: Decision) -> None:
    """Tell who asked that it came back, and why."""
    people = [decision.request.requested_by]
    _tell(announcement, Kind.RETURNED, people, f"decision:{decision.pk}", **_said(decision))


def tell_approved(announcement: Announcement, decision: Decision) -> None:
    """Tell the authors that it goes out."""
    people = _members(set(decision.author_ids) - {decision.approver_id})
    _tell(announcement, Kind.APPROVED, people, f"request:{decision.request_id}", **_said(decision))


def tell_second_look(announcement: Announcement, decision: Decision) -> None:
    """Ask those an Eilfreigabe passed over to read it afterwards."""
    known = [*decision.author_ids, *filter(None, [decision.approver_id])]
    for step in looks_about(announcement.subject):
        _tell(
            announcement,
            Kind.SECOND_LOOK,
            possible_approvers(step.department_id, known, step.request.channel_ids),
            occasion_of(step),
            department=step.department.name,
            **_said(decision),
        )


def tell_objection(
    announcement: Announcement, decision: Decision, people: Iterable[Member | None]
) -> None:
    """Tell who asked and who released that somebody objects."""
    known = [one for one in people if one is not None]
    _tell(announcement, Kind.OBJECTION, known, f"decision:{decision.pk}", **_said(decision))


def tell_lapsed(announcement: Announcement, request: ApprovalRequest) -> None:
    """Tell authors and approvers that nothing was sent."""
    approvers = possible_approvers(
        request.asked_department_id, request.author_ids, request.channel_ids
    )
    people = [request.requested_by, *approvers]
    _tell(announcement, Kind.LAPSED, people, f"request:{request.pk}")


def tell_published(announcement: Announcement) -> None:
    """Tell the people of a message that it is out."""
    _tell(
        announcement,
        Kind.PUBLISHED,
        people_of(announcement),
        f"revision:{announcement.revision}",
    )


def tell_still_waiting(
    announcement: Announcement, step: ApprovalStep, kind: Kind, people: Iterable[Member]
) -> list[Member]:
    """Remind people of a step; returns those who had not been reminded."""
    department = step.department.name
    return _tell(announcement, kind, people, occasion_of(step), department=department)


def tell_comment(comment: Comment, *, answer_id: int | None, mentioned_ids: Iterable[int]) -> None:
    """Tell who writes the message, who was called, and who takes part in the talk."""
    announcement, answers = comment.announcement, list(comment.answers.select_related("member"))
    newest = next((one for one in answers if one.pk == answer_id), None)
    said = newest or comment
    ids = {*announcement.author_ids, *mentioned_ids, comment.member_id}
    ids |= {one.member_id for one in answers}
    _tell(
        announcement,
        Kind.COMMENT,
        _members(ids - {said.member_id}),
        f"answer:{answer_id}" if newest else f"comment:{comment.pk}",
        by=said.member.name,
        said=said.text,
    )


def people_of(announcement: Announcement) -> list[Member]:
    """Return who wrote a message and who decided on it last."""
    ids = {*announcement.author_ids}
    newest = requests_about(announcement.subject).first()
    if newest is not None:
        ids |= {*decided_ids(newest)}
    return _members(ids)


def occasion_of(step: ApprovalStep) -> str:
    """Return what tells one step from every other."""
    return f"step:{step.pk}"


def _said(decision: Decision) -> dict[str, str]:
    return {"by": decision.said_by, "said": decision.comment}


def _members(ids: Iterable[int | None]) -> list[Member]:
    return list(Member.objects.filter(pk__in=[one for one in ids if one is not None]))


def _tell(
    announcement: Announcement,
    kind: Kind,
    people: Iterable[Member],
    occasion: str,
    **details: str,
) -> list[Member]:
    news = News(
        kind=kind,
        subject=announcement.subject,
        occasion=occasion,
        path=desk_path(announcement),
        details={"title": announcement.title, **details},
    )
    return notify(organisation_id=announcement.organisation_id, news=news, people=people)
