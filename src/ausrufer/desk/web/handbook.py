"""The handbook on the desk: for everybody who may log in."""

from functools import cache

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ausrufer.desk.handbook import START, html_of, pages
from ausrufer.foundation.sought import Compared, Found, Hit, Sought, among
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def show(request: StaffRequest, page: str = START) -> HttpResponse:
    """Show one page."""
    found = pages().get(page)
    if found is None:
        raise Http404
    text = mark_safe(html_of(found))  # noqa: S308 - files of the house, raw HTML is escaped
    return render(request, "desk/handbook.html", {"page": found, "text": text, "start": START})


def handbook(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find pages of the handbook; the same for everybody."""
    del member
    return among(_pages(), looked_for, start=start, most=most)


@cache
def _pages() -> tuple[Hit, ...]:
    """Return the pages as hits, made ready to be compared once: their text never changes."""
    return tuple(
        Hit(
            title=one.title,
            page="handbook_page",
            place=(one.key,),
            text=one.source,
            compared=Compared(f"{one.title}\n{one.source}"),
        )
        for one in pages().values()
    )
