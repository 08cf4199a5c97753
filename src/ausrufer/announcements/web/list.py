"""The list of messages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ausrufer.announcements.commented import open_by_announcement
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcements_matching
from ausrufer.announcements.states import State
from ausrufer.announcements.web.shown import marks_by_announcement
from ausrufer.announcements.web.standing import words_of
from ausrufer.announcements.web.words import ANNOUNCEMENT
from ausrufer.design.pages import FromBothEnds
from ausrufer.design.parts import Chip
from ausrufer.foundation.german_order import german_order
from ausrufer.organisations.policy import may_write_anywhere
from ausrufer.organisations.queries import departments
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 25


@for_staff
def overview(request: StaffRequest) -> HttpResponse:
    """All messages, last changed first; filters are addresses."""
    state = request.GET.get("zustand", "")
    state = state if state in set(State) else ""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    department = _number(request.GET.get("amt", ""))
    found = announcements_matching(state=state, department_id=department, words=words)
    page = FromBothEnds(found, ROWS).get_page(request.GET.get("seite"))
    context: dict[str, Any] = {
        "page": page,
        "rows": _rows(list(page.object_list)),
        "chips": _chips(request, state, words),
        "departments": sorted(departments(), key=lambda one: german_order(one.name)),
        "department": department,
        "words": words,
        "may_write": may_write_anywhere(request.member.rights),
    }
    return render(request, "announcements/list.html", context)


def _rows(shown: list[Announcement]) -> list[dict[str, Any]]:
    marks, words = marks_by_announcement(shown), words_of(shown)
    comments = open_by_announcement(shown)
    return [
        {
            "announcement": one,
            "word": words[one.pk],
            "marks": marks.get(one.pk, []),
            "comments": comments.get(one.pk, 0),
            **_moment(one),
        }
        for one in shown
    ]


def _moment(announcement: Announcement) -> dict[str, Any]:
    """Return the time that matters now: published, else planned, else last changed."""
    at = announcement.published_at or announcement.publish_at
    return {"at": at} if at else {"at": announcement.changed_at, "at_note": _("geändert")}


def _chips(request: HttpRequest, active: str, words: str) -> list[Chip]:
    base = reverse("announcements")
    department = request.GET.get("amt", "")

    def address(state: str) -> str:
        query = {"zustand": state, "q": words, "amt": department}
        kept = urlencode({name: value for name, value in query.items() if value})
        return f"{base}?{kept}" if kept else base

    return [
        Chip(label=_("Alle"), url=address(""), active=not active),
        *(
            Chip(label=str(ANNOUNCEMENT[state].word), url=address(state), active=active == state)
            for state in State
        ),
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None  # noqa: PLR2004 - bigint
