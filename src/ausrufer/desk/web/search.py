"""Search across everything, and the same for the palette of commands."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.desk.web.finding.commands import Command, commands_for
from ausrufer.desk.web.finding.excerpt import Pieces, excerpt, marked
from ausrufer.desk.web.finding.sources import Source, everywhere, source
from ausrufer.desk.web.finding.suggestion import suggestion
from ausrufer.foundation.sought import Found, Hit, Sought, rank, says, sought
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_see_journal
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 20
IN_PALETTE = 4


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit as people read it."""

    url: str
    title: Pieces
    text: Pieces
    note: Pieces


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """What one source found; `more_url` leads to the rest."""

    source: Source
    label: str
    total: int
    hits: list[ShownHit]
    more: bool = False  # than `total`
    more_url: str = ""


class _Rows:
    """Lets Django's paginator ask a source for a page at a time."""

    def __init__(self, wanted: Source, member: Member, looked_for: Sought) -> None:
        self._source, self._member, self._looked_for = wanted, member, looked_for
        self._first: Found | None = None

    def _ask(self, start: int) -> Found:
        return self._source.finds(self._member, self._looked_for, start=start, most=ROWS)

    def __len__(self) -> int:
        self._first = self._first or self._ask(0)
        return self._first.total

    def __getitem__(self, part: slice) -> tuple[Hit, ...]:
        if not part.start and self._first is not None:
            return self._first.hits
        return self._ask(part.start or 0).hits


@for_staff
@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """Everything this person may see with the words sought; one group alone page by page."""
    looked_for = sought(request.GET.get("q", ""))
    wanted = source(request.GET.get("in", ""))
    context: dict[str, Any] = {
        "words": looked_for.text,
        "looked_for": looked_for,
        "only": wanted,
        "may_see_journal": may_see_journal(request.member.rights),
    }
    if not looked_for:
        context["commands"] = commands_for(request.member)
    elif wanted is not None:
        context |= _one_group(request, wanted, looked_for)
    else:
        context |= _all_groups(request.member, looked_for)
    return render(request, "desk/search/page.html", context)


@for_staff
@require_safe
def palette(request: StaffRequest) -> HttpResponse:
    """The options of the palette: commands, and from two letters on what is found."""
    looked_for = sought(request.GET.get("q", ""))
    commands = _commands(request.member, looked_for)
    groups = []
    if len(looked_for.text) > 1:
        found = everywhere(request.member, looked_for, few=IN_PALETTE)
        groups = [
            _shown(one, hits, looked_for, texts=False) for one, hits in found if one.key != "seiten"
        ]
    count = len(commands) + sum(len(one.hits) for one in groups)
    context = {"commands": commands, "groups": groups, "words": looked_for.text, "count": count}
    # without the request: the frame around pages would be counted together for nothing
    return HttpResponse(render_to_string("desk/search/options.html", context))


def _commands(member: Member, looked_for: Sought) -> list[tuple[Command, Pieces]]:
    found = commands_for(member)
    if looked_for:
        found = [one for one in found if says(f"{one.label} {one.note}", looked_for)]
        found.sort(key=lambda one: rank(one.label, looked_for))
    return [(one, marked(one.label, looked_for)) for one in found]


def _one_group(request: StaffRequest, wanted: Source, looked_for: Sought) -> dict[str, Any]:
    rows: Any = _Rows(wanted, request.member, looked_for)
    page: Page[Hit] = Paginator(rows, ROWS).get_page(request.GET.get("seite"))
    found = Found(len(rows), tuple(page.object_list))
    return {"groups": [_shown(wanted, found, looked_for)] if found.total else [], "page": page}


def _all_groups(member: Member, looked_for: Sought) -> dict[str, Any]:
    groups = [_shown(one, found, looked_for) for one, found in everywhere(member, looked_for)]
    meant = "" if groups else suggestion(member, looked_for)
    return {"groups": groups, "meant": meant}


def _shown(one: Source, found: Found, looked_for: Sought, *, texts: bool = True) -> ShownGroup:
    """Return a group in words; the palette has no room for what the words stand in."""
    more = f"?{urlencode({'q': looked_for.text, 'in': one.key})}"
    return ShownGroup(
        source=one,
        label=_(one.label),
        total=found.total,
        more=found.more,
        hits=[_hit(hit, looked_for, texts=texts) for hit in found.hits],
        more_url=more if found.total > len(found.hits) else "",
    )


def _hit(hit: Hit, looked_for: Sought, *, texts: bool) -> ShownHit:
    return ShownHit(
        url=resolve_url(hit.page, *hit.place) + hit.query,
        title=marked(hit.title, looked_for),
        text=excerpt(hit.text, looked_for) if texts and hit.text else [],
        note=marked(hit.note, looked_for),
    )
