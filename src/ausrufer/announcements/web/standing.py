"""Where a message stands, in words with names, and the way it goes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.announcements.web.words import ANNOUNCEMENT, Word
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import RequestState
from ausrufer.approval.queries import Seat, newest_requests, seats
from ausrufer.design.parts import Step
from ausrufer.foundation.clock import now

MOST_NAMES = 2
_REACHED = {
    State.DRAFT: 0,
    State.RETURNED: 1,
    State.LAPSED: 1,
    State.IN_APPROVAL: 1,
    State.SCHEDULED: 2,
    State.PUBLISHED: 4,
    State.WITHDRAWN: 4,
}
_STOPPED = {State.RETURNED: 1, State.LAPSED: 1, State.WITHDRAWN: 3}


def words_of(shown: Sequence[Announcement]) -> dict[int, Word]:
    """Return the words for many messages, with names where a person is meant; three queries."""
    requests = newest_requests([one.subject for one in shown])
    approvers = seats() if State.IN_APPROVAL in {one.state for one in shown} else []
    return {one.pk: word_of(one, requests.get(one.subject), approvers) for one in shown}


def word_of(
    announcement: Announcement, newest: ApprovalRequest | None, approvers: Iterable[Seat]
) -> Word:
    """Return how a message stands: "zurück von Bekir Aydın", "in Freigabe bei …"."""
    word, state = ANNOUNCEMENT[announcement.state], State(announcement.state)
    if state is State.DRAFT and announcement.revision > 1:
        return Word(_("Berichtigung im Entwurf"), word.tone, word.icon)
    returned = newest.decision if newest and newest.state == RequestState.RETURNED else None
    if state is State.RETURNED and returned is not None:
        said = _("zurück von %(name)s") % {"name": returned.said_by}
        return Word(said, word.tone, word.icon)
    if state is State.IN_APPROVAL and newest:
        names = names_of(newest, approvers)
        if 0 < len(names) <= MOST_NAMES:
            said = _("in Freigabe bei %(names)s") % {"names": _(" oder ").join(names)}
            return Word(said, word.tone, word.icon)
    if state is State.SCHEDULED and _due(announcement):
        return Word(_("wird gesendet"), word.tone, "send")
    return word


def names_of(asked: ApprovalRequest, approvers: Iterable[Seat]) -> list[str]:
    """Return the names of those who can go the next step of a request."""
    without = {*asked.author_ids, *(one.approver_id for one in asked.decisions.all())}
    found = [
        one.name
        for one in approvers
        if not {one.person.pk, one.holder.pk} & without
        and one.approves(asked.asked_department_id, asked.channel_ids)
    ]
    return list(dict.fromkeys(found))


def way(announcement: Announcement, newest: ApprovalRequest | None) -> list[Step]:
    """Return the way of a message: draft, approval, scheduled, published, with names and times."""
    state = State(announcement.state)
    return [
        Step(**station, state=_standing(number, state))
        for number, station in enumerate(_stations(announcement, newest))
    ]


def _stations(
    announcement: Announcement, newest: ApprovalRequest | None
) -> list[Mapping[str, Any]]:
    state = State(announcement.state)
    author = announcement.created_by.name if announcement.created_by else _("eingelesen")
    last = _("zurückgezogen") if state is State.WITHDRAWN else _("veröffentlicht")
    return [
        {"label": _("Entwurf"), "note": author},
        {"label": _("Freigabe"), **_approval_note(state, newest)},
        {"label": _("geplant"), **_plan_note(announcement)},
        {"label": last, "at": announcement.published_at},
    ]


def _standing(number: int, state: State) -> Any:
    if number == _STOPPED.get(state):
        return "stopped"
    reached = _REACHED[state]
    return "done" if number < reached else "current" if number == reached else "open"


def _plan_note(announcement: Announcement) -> dict[str, Any]:
    if announcement.publish_at:
        return {"at": announcement.publish_at}
    return {"note": _("sofort nach der Freigabe")}


def _approval_note(state: State, newest: ApprovalRequest | None) -> dict[str, Any]:
    if newest is None or state is State.DRAFT:
        return {}
    if state is State.IN_APPROVAL:
        return {
            "note": _("erbeten von %(name)s") % {"name": newest.requested_by.name},
            "at": newest.requested_at,
        }
    if newest.state == RequestState.LAPSED:
        return {"note": _("nicht rechtzeitig")}
    words = sorted(newest.decisions.all(), key=lambda one: one.pk)
    if not words:
        return {}
    return {"note": ", ".join(one.said_by for one in words), "at": words[-1].decided_at}


def _due(announcement: Announcement) -> bool:
    return announcement.publish_at is None or announcement.publish_at <= now()
