"""Rules of approval: the list with the question who must approve, and their editing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.web.forms.rules import QuestionForm, RuleForm, initial_of
from ausrufer.announcements.web.rules_said import Names, answer, conditions, demand, said_rule
from ausrufer.approval.access import rule_to_change
from ausrufer.approval.actions import rules as actions
from ausrufer.approval.models import ApprovalRule
from ausrufer.approval.queries import rules_in_force
from ausrufer.approval.requirements import Facts, required_steps
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.policy import may_administer
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """Show the rules in their order and answer who must approve."""
    names, stored = Names.read(), list(rules_in_force())
    form = QuestionForm(request.GET if "department" in request.GET else None)
    context: dict[str, Any] = {
        "rules": [(one, conditions(one, names), demand(one, names)) for one in stored],
        "may_administer": may_administer(request.member.rights),
        "form": form,
        "answer": _answer(form, stored) if form.is_bound and form.is_valid() else "",
    }
    return render(request, "announcements/rules/list.html", context)


@for_staff
def new(request: StaffRequest) -> HttpResponse:
    """Add a rule."""
    administrator(request.member)
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _stored(request, form, None):
        return redirect("approval_rules")
    return render(request, "announcements/rules/rule.html", {"form": form})


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change a rule: the next version of it."""
    rule = rule_to_change(request.member, public_id)
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial_of(rule))
    if request.method == "POST" and form.is_valid() and _stored(request, form, rule):
        return redirect("approval_rules")
    return render(request, "announcements/rules/rule.html", {"form": form, "rule": rule})


@for_staff
@require_POST
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take a rule out of force."""
    rule = rule_to_change(request.member, public_id)
    actions.end_rule(actor=request.member.actor, rule=rule)
    said = _("Regel %(number)d gilt nicht mehr. Was schon eingereicht ist, behält seine Schritte.")
    messages.success(request, said % {"number": rule.number})
    return redirect("approval_rules")


@for_staff
@require_POST
def move_up(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Let a rule be asked earlier."""
    rule = rule_to_change(request.member, public_id)
    actions.move_rule_up(actor=request.member.actor, rule=rule)
    return redirect("approval_rules")


def _stored(request: StaffRequest, form: RuleForm, rule: ApprovalRule | None) -> bool:
    actor, draft = request.member.actor, form.draft()
    try:
        if rule is None:
            stored = actions.make_rule(actor=actor, draft=draft, said=said_rule(draft))
        else:
            stored = actions.change_rule(actor=actor, rule=rule, draft=draft, said=said_rule(draft))
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    said = _("Regel %(number)d gilt ab der nächsten Einreichung.")
    messages.success(request, said % {"number": stored.number})
    return True


def _answer(form: QuestionForm, stored: list[ApprovalRule]) -> str:
    asked = form.cleaned_data
    author_ids = frozenset({asked["author"]})
    facts = Facts(
        department_id=asked["department"],
        topic=asked["topic"],
        kind=asked["kind"],
        channel_ids=frozenset(asked["channels"]),
        at=asked["at"] or in_town_time(now()).time(),
        author_ids=author_ids,
        pictures=asked["pictures"],
    )
    return answer(required_steps([one.rule for one in stored], facts), author_ids)
