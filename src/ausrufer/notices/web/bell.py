"""The bell in the head of every page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ausrufer.design.shell import Bell
from ausrufer.notices.queries import MOST_SHOWN, unread_count
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


def bell_of(member: Member, unread: int | None = None) -> Bell:
    """Return the bell with what this person has not read; one query where `unread` is not given."""
    found = unread_count(member) if unread is None else unread
    shown = str(found) if found <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return Bell(
        url=reverse("notices"), count_url=reverse("notices_count"), count=found, shown=shown
    )


@for_staff
@require_safe
@never_cache
def count(request: StaffRequest) -> HttpResponse:
    """Return the number alone; the head asks for it now and then."""
    return render(request, "design/parts/bell.html", {"bell": bell_of(request.member)})
