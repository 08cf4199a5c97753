"""What a person was told: read, unread, filtered."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ausrufer.design.parts import Chip
from ausrufer.notices.access import own_notice
from ausrufer.notices.actions.reading import mark_all_read, mark_read
from ausrufer.notices.policy import Kind
from ausrufer.notices.queries import kinds_of, notices_of
from ausrufer.notices.web.shown import shown
from ausrufer.notices.wording import kind_word
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 25


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show what this person was told, newest first; filters are addresses."""
    unread, kind = request.GET.get("nur") == "neu", request.GET.get("art", "")
    kind = kind if kind in set(Kind) else ""
    found = notices_of(request.member, unread=unread, kind=kind)
    page = Paginator(found, ROWS).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [shown(one) for one in page.object_list],
        "chips": _chips(request, unread=unread, kind=kind),
        "filtered": unread or kind,
    }
    return render(request, "notices/list.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Lead to what a notice is about; whoever follows it has read it."""
    notice = own_notice(request.member, public_id)
    mark_read(member=request.member, notice=notice)
    return HttpResponseRedirect(notice.path)


@for_staff
@require_POST
def turn(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Mark one notice as read, or as unread again."""
    notice = own_notice(request.member, public_id)
    mark_read(member=request.member, notice=notice, read=notice.read_at is None)
    return _back(request)


@for_staff
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark everything as read."""
    done = mark_all_read(member=request.member)
    said = ngettext("%(count)d Hinweis ist gelesen.", "%(count)d Hinweise sind gelesen.", done)
    messages.success(request, said % {"count": done})
    return redirect("notices")


def _back(request: StaffRequest) -> HttpResponse:
    """Return to the list as it was filtered."""
    wanted = request.POST.get("zurueck", "")
    own = reverse("notices")
    safe = wanted.startswith(own) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if safe else own)


def _chips(request: StaffRequest, *, unread: bool, kind: str) -> list[Chip]:
    chips = [Chip(_("Ungelesen"), _address(not unread, kind), active=unread)]
    for one in kinds_of(request.member):
        chosen = one.value == kind
        address = _address(unread, "" if chosen else one.value)
        chips.append(Chip(kind_word(one), address, active=chosen))
    return chips


def _address(unread: bool, kind: str) -> str:  # noqa: FBT001 - two halves of one address
    asked = {name: value for name, value in (("nur", "neu" * unread), ("art", kind)) if value}
    return f"{reverse('notices')}{'?' * bool(asked)}{urlencode(asked)}"
