"""The checks of messages as an administrator sets them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.access import quiet_to_administer
from ausrufer.announcements.actions import rulings as actions
from ausrufer.announcements.adaptation.wording import template
from ausrufer.announcements.models import ElectionQuiet, PreflightRule
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.preflight.rules import RULES, Group, Rule, is_tunable, rule
from ausrufer.announcements.rulings import OFF, Style, severities, style
from ausrufer.announcements.web.forms.rulings import (
    HoldBackForm,
    ReasonForm,
    StyleForm,
    TuneForm,
)
from ausrufer.design.tones import Tone
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_PLACES = re.compile(r"\{\w+\}")
_TONES = {"stops": Tone.DANGER, "warns": Tone.WARNING, "hints": Tone.INFO, OFF: Tone.NEUTRAL}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A check with how it stands here."""

    rule: Rule
    word: str
    tone: Tone
    reason: str


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show every check, the style and the days before elections."""
    administrator(request.member)
    decided = {one.code: one for one in PreflightRule.objects.all()}
    written = style()
    context = {
        "groups": [
            (group, [_shown(one, decided.get(one.code)) for one in RULES if one.group is group])
            for group in Group
        ],
        "gendering": _(actions.SAID_STYLE[written.gendering]),
        "longest_sentence": written.longest_sentence,
        "quiet": ElectionQuiet.objects.all(),
    }
    return render(request, "announcements/rulings/overview.html", context)


@for_staff
def tune(request: StaffRequest, code: str) -> HttpResponse:
    """Change how severe a check is."""
    administrator(request.member)
    if not is_tunable(code):
        raise Http404
    one = rule(code)
    standing = severities().get(code, one.severity)
    form = TuneForm(
        request.POST or None, rule=one, initial={"severity": standing.value if standing else OFF}
    )

    def store() -> None:
        actions.tune_check(member=request.member, code=code, **form.cleaned_data)

    return _answered(request, form, store, title=_(one.name), example=_example(code))


@for_staff
def decide(request: StaffRequest) -> HttpResponse:
    """Change how the organisation writes."""
    administrator(request.member)
    written = style()
    form = StyleForm(
        request.POST or None,
        initial={
            "gendering": written.gendering.value,
            "longest_sentence": written.longest_sentence,
        },
    )

    def store() -> None:
        given = form.cleaned_data
        chosen = Style(Gendering(given["gendering"]), given["longest_sentence"])
        actions.decide_style(member=request.member, style=chosen, reason=given["reason"])

    return _answered(request, form, store, title=_("Schreibweise und Satzlänge"))


@for_staff
def hold_back(request: StaffRequest) -> HttpResponse:
    """Enter the days before an election."""
    administrator(request.member)
    form = HoldBackForm(request.POST or None)

    def store() -> None:
        actions.hold_back(member=request.member, **form.cleaned_data)

    return _answered(request, form, store, title=_("Zurückhaltung vor einer Wahl"))


@for_staff
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take the days before an election back."""
    quiet = quiet_to_administer(request.member, public_id)
    form = ReasonForm(request.POST or None)

    def store() -> None:
        actions.hold_back_no_more(member=request.member, quiet=quiet, **form.cleaned_data)

    title = _("Zurückhaltung löschen: %(election)s") % {"election": quiet.election}
    return _answered(request, form, store, title=title, word=_("Löschen"), kind="danger")


def _answered(
    request: StaffRequest,
    form: Form,
    store: Callable[[], None],
    *,
    title: str,
    word: str = "",
    kind: str = "primary",
    example: str = "",
) -> HttpResponse:
    """Store a valid form and go back; else show it with its mistakes."""
    if request.method == "POST" and form.is_valid():
        try:
            store()
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("Gespeichert. Die Entscheidung steht im Protokoll."))
            return redirect("preflight_rules")
    context = {
        "form": form,
        "title": title,
        "word": word or _("Speichern"),
        "kind": kind,
        "example": example,
    }
    return render(request, "announcements/rulings/form.html", context)


def _example(code: str) -> str:
    """Return what a check says, with dots for what differs from text to text."""
    return _PLACES.sub("…", _(template(code)))


def _shown(one: Rule, decided: PreflightRule | None) -> ShownRule:
    severity = decided.severity if decided else one.severity.value
    said = _(actions.SAID_SEVERITY[severity])
    return ShownRule(one, said, _TONES[severity], decided.reason if decided else "")
