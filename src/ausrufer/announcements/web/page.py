"""The page of one message: the text, its forms, its way, and afterwards the receipt."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.access import announcement_to_read
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.models import Announcement, AnnouncementText
from ausrufer.announcements.queries import placements_to_send, with_its_parts
from ausrufer.announcements.renditions import Rendition, renditions_on
from ausrufer.announcements.states import CAN_BE_CHANGED, CAN_BE_SUBMITTED, State
from ausrufer.announcements.telling import tellings, texts_of, varieties_offered
from ausrufer.announcements.web.changes import Change, changes
from ausrufer.announcements.web.comments import commented
from ausrufer.announcements.web.course import course
from ausrufer.announcements.web.decisions import approval_box
from ausrufer.announcements.web.fast_lane import second_look
from ausrufer.announcements.web.looks import (
    Look,
    formatted,
    formatted_telling,
    looks,
    preflight,
)
from ausrufer.announcements.web.shown import (
    ShownDelivery,
    address,
    by_channel,
    shown_deliveries,
)
from ausrufer.announcements.web.source import source_difference
from ausrufer.announcements.web.standing import way, word_of
from ausrufer.announcements.web.words import TEXT
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.queries import requests_about, seats
from ausrufer.channels.wire import from_json
from ausrufer.delivery.states import OPEN
from ausrufer.delivery.states import State as Delivered
from ausrufer.design.parts import Tab
from ausrufer.notices.actions.reading import mark_seen
from ausrufer.organisations.policy import may_settle_unclear, may_submit, may_withdraw, may_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff

OUT = frozenset({State.SCHEDULED, State.PUBLISHED, State.WITHDRAWN})


@for_staff
@require_safe
def show(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show a message with everything about it."""
    announcement = with_its_parts(announcement_to_read(request.member, public_id))
    mark_seen(member=request.member, subject=announcement.subject)
    context = {
        **_text(request, announcement),
        **_standing(request, announcement),
        "difference": source_difference(announcement),
        "course": course(announcement),
    }
    context["comments"] = commented(announcement, context["html"])
    context["approval"] = approval_box(request.member, context["newest"], context["found"])
    context["second_look"] = second_look(request.member, context["newest"], announcement.subject)
    context["changes"] = _changes(context["deliveries"], context["found"])
    return render(request, "announcements/page.html", context)


@for_staff
@require_safe
def live(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Return way and receipt alone; the page asks for them while something is moving.

    204 where the page shows the present state already: nothing flickers, nothing is read out twice.
    """
    announcement = announcement_to_read(request.member, public_id)
    context = {**_standing(request, announcement), "apart": True}
    if request.GET.get("stand") == context["stamp"]:
        return HttpResponse(status=204)
    return render(request, "announcements/live.html", context)


def _text(request: StaffRequest, announcement: Announcement) -> dict[str, Any]:
    """Return the one text and its forms; four queries."""
    placements = placements_to_send(announcement)
    pictures, texts = list(announcement.pictures.all()), texts_of(announcement)
    found = renditions_on(announcement, placements, pictures, texts)
    shown = looks(found, pictures, speaker=request.member.organisation.name)
    current = _current(shown, request.GET.get("kanal", ""))
    change_url = reverse("change_announcement", args=[announcement.public_id])
    texts_url = reverse("texts", args=[announcement.public_id])
    writes = _rights(request, announcement)["may_change"]
    return {
        "html": formatted(announcement),
        "pictures": pictures,
        "found": found,
        "looks": shown,
        "look": current,
        "tabs": _tabs(announcement, shown, current),
        "tasks": preflight(
            checklist(announcement, found, pictures, texts),
            change_url if writes else None,
            texts_url if writes else None,
        ),
        **_told(announcement, texts),
    }


def _told(announcement: Announcement, texts: Sequence[AnnouncementText]) -> dict[str, Any]:
    """Return how far every language is, and what goes out beside the message's own text."""
    content = announcement.content
    told = tellings(content, texts, varieties_offered())
    return {
        "told": told,
        "versions": [(one, formatted_telling(one, content)) for one in told if one.goes_out],
        "text_words": TEXT,
    }


def _standing(request: StaffRequest, announcement: Announcement) -> dict[str, Any]:
    """Return how the message and its deliveries stand; at most six queries."""
    newest = requests_about(announcement.subject).first()
    waits = announcement.state == State.IN_APPROVAL
    deliveries = shown_deliveries(announcement)
    return {
        "announcement": announcement,
        "newest": newest,
        "returned": _returned(announcement, newest),
        "word": word_of(announcement, newest, seats() if waits else []),
        "steps": way(announcement, newest),
        "deliveries": deliveries,
        "channels": by_channel(deliveries),
        "again": _look_again(announcement, deliveries),
        "stamp": _stamp(announcement, deliveries),
        "out": announcement.state in OUT,
        **_rights(request, announcement),
    }


def _look_again(announcement: Announcement, deliveries: Sequence[ShownDelivery]) -> int:
    """Return after how many seconds the page looks again; 0 where nothing can move by itself."""
    settled = any(one.delivery.state == Delivered.SETTLED for one in deliveries)
    if any(one.moves for one in deliveries) or (
        # the fact of the first yes is still on its way to the message
        announcement.state == State.SCHEDULED and settled
    ):
        return 1
    return 30 if any(one.delivery.state in OPEN for one in deliveries) else 0


def _stamp(announcement: Announcement, deliveries: Sequence[ShownDelivery]) -> str:
    """Return a short name for everything that `live.html` shows."""
    shown = [
        (one.delivery.pk, one.delivery.state, one.delivery.permalink, one.letter_note, one.reason)
        for one in deliveries
    ]
    told = repr((announcement.state, _look_again(announcement, deliveries), shown))
    return sha256(told.encode()).hexdigest()[:16]


def _returned(announcement: Announcement, newest: ApprovalRequest | None) -> Any:
    is_back = announcement.state == State.RETURNED and newest is not None
    return newest.decision if is_back and newest is not None else None


def _changes(deliveries: Sequence[ShownDelivery], found: Sequence[Rendition]) -> list[Change]:
    """Return what differs from the version approved last, on the first channel that had one."""
    for rendition in found:
        approved = [
            one.delivery.content
            for one in sorted(deliveries, key=lambda one: one.delivery.pk)
            if one.delivery.channel_id == rendition.channel.pk and one.delivery.content
        ]
        if approved:
            return changes(from_json(approved[-1]), rendition.outgoing)
    return []


def _current(shown: Sequence[Look], wanted: str) -> Look | None:
    for look in shown:
        if str(look.channel.public_id) == wanted:
            return look
    return shown[0] if shown else None


def _tabs(announcement: Announcement, shown: Sequence[Look], current: Look | None) -> list[Tab]:
    base = address(announcement)
    return [
        Tab(
            label=look.channel.name,
            url=f"{base}?kanal={look.channel.public_id}#fassung",
            current=look is current,
            note=_("von Hand") if look.rendition.edited else "",
            word=_("muss geändert werden") if look.rendition.stopped else "",
            tone="danger" if look.rendition.stopped else "neutral",
        )
        for look in shown
    ]


def _rights(request: StaffRequest, announcement: Announcement) -> dict[str, bool]:
    rights, state = request.member.rights, State(announcement.state)
    writes = may_write(rights, announcement.department_id)
    return {
        "may_change": writes and state in CAN_BE_CHANGED,
        "may_keep_as": writes,
        "may_withdraw": may_withdraw(rights, announcement.department_id)
        and state in CAN_BE_CHANGED,
        "may_submit": may_submit(rights, announcement.department_id) and state in CAN_BE_SUBMITTED,
        "may_call_back": writes and state is State.IN_APPROVAL,
        "may_settle": may_settle_unclear(rights, announcement.department_id),
    }
