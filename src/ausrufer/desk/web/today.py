"""Today: what waits for me, what needs help, what goes out next, what went out last."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ausrufer.announcements.blueprints.queries import overdue_blueprints
from ausrufer.announcements.commented import open_by_announcement
from ausrufer.announcements.held import held_for
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import (
    announcements_by_subject,
    announcements_for_author,
    drafts_of,
    newest_published,
    overdue_snippets,
)
from ausrufer.announcements.web.shown import mark_of, marks_by_announcement, words_in_need
from ausrufer.announcements.web.standing import words_of
from ausrufer.announcements.web.task import words_of as task_words
from ausrufer.approval.queries import looks_waiting_for, requests_waiting_for
from ausrufer.channels.access import may_keep
from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.queries import accesses_that_end, channels_in_use, reviews_due
from ausrufer.channels.web.access_health import access_health
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import deliveries_that_need_a_hand, deliveries_to_come, tasks_by_hand
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.policy import may_keep as may_keep_picture
from ausrufer.library.queries import assets_that_end
from ausrufer.library.uses import uses_of
from ausrufer.library.web.words import standing
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer_channels, may_write_anywhere
from ausrufer.organisations.queries import absent_for
from ausrufer.organisations.web.staff import StaffRequest, for_staff

MOST = 8
AHEAD = timedelta(hours=24)


@for_staff
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """Four lists and no decoration."""
    member = request.member
    context: dict[str, Any] = {
        "now": now(),
        "begun": _begun(member),
        "paused": [one for one in channels_in_use() if one.paused_at is not None],
        "held": len(held_for(member)),
        "ending": [(one, access_health(one)) for one in accesses_that_end(now())],
        "reviews": _reviews(member),
        "pictures": _pictures(member),
        "blueprints": overdue_blueprints(member, in_town_time(now()).date())[:MOST],
        "snippets": overdue_snippets(member, in_town_time(now()).date())[:MOST],
        "published": _with_marks(list(newest_published()[:MOST])),
        "may_write": may_write_anywhere(member.rights),
        "may_administer": may_administer_channels(member.rights),
        **_by_subject(member),
    }
    return render(request, "desk/today.html", context)


def _by_subject(member: Member) -> dict[str, Any]:
    """Return what approval and delivery know only by subject, with the messages behind it."""
    absent = absent_for(member)
    waiting = list(requests_waiting_for(member, absent)[:MOST])
    looks = list(looks_waiting_for(member, absent)[:MOST])
    coming = list(deliveries_to_come(until=now() + AHEAD)[: MOST * 4])
    troubled = list(deliveries_that_need_a_hand()[:MOST])
    words = words_in_need(troubled)
    tasks = list(tasks_by_hand()[:MOST])
    subjects = {one.subject for one in [*waiting, *(step.request for step in looks)]} | {
        one.subject for one in [*coming, *troubled, *tasks]
    }
    known = announcements_by_subject(subjects)
    comments = open_by_announcement(known[one.subject] for one in waiting if one.subject in known)
    return {
        "waiting": [
            (one, known[one.subject], comments.get(known[one.subject].pk, 0))
            for one in waiting
            if one.subject in known
        ],
        "looks": [
            (step.request, known[step.request.subject])
            for step in looks
            if step.request.subject in known
        ],
        "coming": _by_announcement(coming, known),
        "tasks": [
            (one, known[one.subject], task_words(one)) for one in tasks if one.subject in known
        ],
        "troubled": [
            (one, known[one.subject], words[one.pk]) for one in troubled if one.subject in known
        ],
    }


def _begun(member: Member) -> list[dict[str, Any]]:
    """Return what this person has half-finished: what came back first, then drafts."""
    found = [*announcements_for_author(member.pk)[:MOST], *drafts_of(member.pk)[:MOST]][:MOST]
    words = words_of(found)
    comments = open_by_announcement(found)
    return [
        {"announcement": one, "word": words[one.pk], "comments": comments.get(one.pk, 0)}
        for one in found
    ]


def _reviews(member: Member) -> list[RegisterEntry]:
    """Return the channels this person is to review."""
    due = reviews_due(in_town_time(now()).date())
    return [one for one in due if may_keep(member, one)][:MOST]


def _pictures(member: Member) -> list[dict[str, Any]]:
    """Return the pictures in use whose rights have ended or end soon, with where they are shown."""
    today = in_town_time(now()).date()
    ending = [
        one for one in assets_that_end(today) if may_keep_picture(member.rights, one.department_id)
    ]
    uses = uses_of(ending) if ending else {}
    return [
        {"asset": one, "word": standing(one.facts, today), "uses": uses[one.pk]}
        for one in ending
        if uses.get(one.pk)
    ][:MOST]


def _by_announcement(
    coming: Iterable[Delivery], known: Mapping[str, Announcement]
) -> list[dict[str, Any]]:
    rows: dict[tuple[str, Any], dict[str, Any]] = {}
    for delivery in coming:
        if delivery.subject not in known:
            continue
        row = rows.setdefault(
            (delivery.subject, delivery.due_at),
            {"announcement": known[delivery.subject], "due_at": delivery.due_at, "marks": []},
        )
        row["marks"].append(mark_of(delivery, whole=True))
    return list(rows.values())[:MOST]


def _with_marks(published: Sequence[Announcement]) -> list[dict[str, Any]]:
    marks = marks_by_announcement(published, whole=True)
    return [{"announcement": one, "marks": marks.get(one.pk, [])} for one in published]
