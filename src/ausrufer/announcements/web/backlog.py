"""What an outage left behind: shown for a decision instead of sent as an avalanche."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.held import decide_held, held_for
from ausrufer.delivery.queries import letters_by_delivery
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def backlog(request: StaffRequest) -> HttpResponse:
    """List what is held, longest due first."""
    held = held_for(request.member)
    letters = letters_by_delivery(one.delivery.pk for one in held)
    rows = [(one, letters.get(one.delivery.pk)) for one in held]
    return render(request, "announcements/backlog.html", {"rows": rows})


@for_staff
@require_POST
def decide_backlog(request: StaffRequest) -> HttpResponse:
    """Send or give up what was chosen, or all that was shown."""
    word = request.POST.get("word", "")
    chosen = "shown" if word in {"send_all", "discard_all"} else "key"
    send = word in {"send", "send_all"}
    if word not in {"send", "send_all", "discard", "discard_all"}:
        messages.error(request, _("Bitte wählen Sie, was geschehen soll."))
        return redirect("backlog")
    try:
        number = decide_held(
            member=request.member, keys=_keys(request.POST.getlist(chosen)), send=send
        )
        messages.success(request, _sent(number) if send else _discarded(number))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect("backlog")


def _keys(told: Iterable[str]) -> set[UUID]:
    found = set()
    for one in told:
        try:
            found.add(UUID(one))
        except ValueError:
            continue  # no browser sends that
    return found


def _sent(number: int) -> str:
    said = ngettext(
        "Eine Auslieferung geht jetzt hinaus.",
        "%(number)d Auslieferungen gehen jetzt hinaus.",
        number,
    )
    return said % {"number": number}


def _discarded(number: int) -> str:
    said = ngettext(
        "Eine Auslieferung ist verworfen.", "%(number)d Auslieferungen sind verworfen.", number
    )
    return said % {"number": number}
