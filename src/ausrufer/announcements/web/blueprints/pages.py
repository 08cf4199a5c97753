"""Templates on the desk: list, write, delete."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.blueprints.access import blueprint_to_write
from ausrufer.announcements.blueprints.actions import forget_blueprint, keep_blueprint
from ausrufer.announcements.blueprints.queries import blueprints, may_keep
from ausrufer.announcements.blueprints.undated import said, undated
from ausrufer.announcements.content import Content
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.kinds import NEWS, Kind
from ausrufer.announcements.models import WORDS_OF_BLUEPRINTS, Announcement, Blueprint
from ausrufer.announcements.own_kinds import offered_kinds
from ausrufer.announcements.queries import channels_to_choose, open_to_write, topics_in_use
from ausrufer.announcements.web.changes import Change, between_lines
from ausrufer.announcements.web.forms.blueprints import BlueprintForm
from ausrufer.announcements.web.forms.particulars import field_named, initial_of
from ausrufer.announcements.web.offered import BLUEPRINT_OFFERS
from ausrufer.design.parts import Chip
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.policy import may_administer_houses, may_write_anywhere
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """All templates of the house, by department."""
    rights, today = request.member.rights, in_town_time(now()).date()
    rows = [
        {
            "blueprint": one,
            "kind": one.content.particulars,
            "overdue": one.review_on is not None and one.review_on <= today,
            "may_change": may_keep(rights, one),
        }
        for one in blueprints()
    ]
    context = {
        "rows": rows,
        "may_write": may_write_anywhere(rights),
        "offered": BLUEPRINT_OFFERS.offered_to(request.member),
    }
    return render(request, "announcements/blueprints/overview.html", context)


@for_staff
def new(request: StaffRequest) -> HttpResponse:
    """Write a new template."""
    if not may_write_anywhere(request.member.rights):
        raise NotForYou
    return _answered(request, None)


@for_staff
def keep_as(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Keep a message as a template; the message stays as it is."""
    return _answered(request, None, announcement_to_write(request.member, public_id))


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change a template."""
    return _answered(request, blueprint_to_write(request.member, public_id))


@for_staff
@require_POST
def forget(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Delete a template."""
    found = blueprint_to_write(request.member, public_id)
    forget_blueprint(member=request.member, blueprint=found)
    messages.success(request, _("„%(name)s“ ist gelöscht.") % {"name": found.name})
    return redirect("blueprints")


def _answered(
    request: StaffRequest, blueprint: Blueprint | None, source: Announcement | None = None
) -> HttpResponse:
    posted = request.POST.copy() if request.method == "POST" else None
    form = _form(request, blueprint, source, posted)
    changes: Sequence[Change] = []
    if posted is not None and form.is_valid():
        try:
            keep_blueprint(member=request.member, blueprint=blueprint, **form.values())
        except Refused as refused:
            _show(form, refused)
            if blueprint is not None and isinstance(refused, Overtaken):
                # whoever compared and saves once more has seen what the other person wrote
                blueprint.refresh_from_db()
                posted["version"] = str(blueprint.version)
                changes = between_lines(said(blueprint.content), said(form.values()["content"]))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("blueprints")
    house = request.member.organisation
    context = {
        "form": form,
        "changes": changes,
        "blueprint": blueprint,
        "kinds": [] if blueprint or source or form.is_bound else _kinds(form),
        "topics": topics_in_use(),
        "may_offer": house.hosts_others and may_administer_houses(request.member.rights),
    }
    return render(request, "announcements/blueprints/form.html", context)


def _form(
    request: StaffRequest,
    blueprint: Blueprint | None,
    source: Announcement | None,
    posted: QueryDict | None,
) -> BlueprintForm:
    departments = departments_to_write(request.member)
    channels = open_to_write(
        channels_to_choose(None),
        department_ids=[one.pk for one in departments],
        member_id=request.member.pk,
    )
    kind = _kind(request, blueprint or source, posted)
    return BlueprintForm(
        posted,
        kind=kind,
        departments=departments,
        channels=channels,
        initial={**_begun(blueprint, source), "kind": kind.key},
    )


def _begun(blueprint: Blueprint | None, source: Announcement | None) -> dict[str, Any]:
    """Return what the form shows first: the template, a message to keep as one, or nothing."""
    if blueprint is not None:
        names = ("version", "name", "review_on")
        return {
            **_shown(blueprint.content),
            **{name: getattr(blueprint, name) for name in names},
            "department": blueprint.department_id,
            "channels": blueprint.channel_ids,
        }
    if source is None:
        return {}
    return {
        **_shown(undated(source.content)),
        "name": source.title[:80],
        "department": source.department_id,
        "channels": list(source.placements.values_list("channel_id", flat=True)),
    }


def _shown(content: Content) -> dict[str, Any]:
    shown = {name: getattr(content, name) for name in WORDS_OF_BLUEPRINTS}
    return {**shown, **initial_of(content.particulars, content.details)}


def _kind(
    request: StaffRequest, written: Blueprint | Announcement | None, posted: QueryDict | None
) -> Kind:
    """Return the kind whose fields the form has: it is chosen once, at the beginning."""
    if written is not None:
        return written.content.particulars
    key = request.GET.get("art", "") if posted is None else posted.get("kind", "")
    return next((one for one in offered_kinds() if one.key == key), NEWS)


def _kinds(form: BlueprintForm) -> list[Chip]:
    chosen = form.initial["kind"]
    return [
        Chip(label=_(one.label), url=f"?art={one.key}", active=one.key == chosen)
        for one in offered_kinds()
    ]


def _show(form: BlueprintForm, refused: Refused) -> None:
    field = field_named(refused.field) if isinstance(refused, Unfit) else None
    form.add_error(field if field in form.fields else None, refused.for_staff)
