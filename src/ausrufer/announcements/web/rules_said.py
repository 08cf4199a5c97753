"""Rules of approval in sentences: what one asks for, and who must approve, and why."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Self

from django.utils.translation import gettext as _

from ausrufer.announcements.own_kinds import labels_of_kinds
from ausrufer.approval.actions.rules import RuleDraft
from ausrufer.approval.models import ApprovalRule
from ausrufer.approval.queries import seats
from ausrufer.approval.requirements import Required, Rule, Step, Way
from ausrufer.channels.models import Channel
from ausrufer.organisations.models import Department
from ausrufer.organisations.queries import member_names


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the numbers of rules; three queries."""

    departments: Mapping[int, str]
    channels: Mapping[int, str]
    people: Mapping[int, str]

    @classmethod
    def read(cls) -> Self:
        """Read them all once."""
        return cls(
            departments=dict(Department.objects.values_list("pk", "name")),
            channels=dict(Channel.objects.values_list("pk", "name")),
            people=member_names(),
        )


def conditions(rule: RuleDraft | ApprovalRule, names: Names) -> str:
    """Say when a rule applies: "Amt: Presse · Thema: Verkehr · Zeit: 22:00 bis 06:00 Uhr"."""
    kinds = {key: _(label) for key, label in labels_of_kinds().items()}
    found = [
        (_("Amt"), _listed(rule.department_ids, names.departments)),
        (_("Art"), ", ".join(kinds.get(one, one) for one in rule.kinds)),
        (_("Thema"), ", ".join(rule.topics)),
        (_("Kanal"), _listed(rule.channel_ids, names.channels)),
        (_("Zeit"), _span(rule.begins, rule.ends)),
    ]
    said = [f"{label}: {value}" for label, value in found if value]
    return " · ".join(said) or _("für alles")


def demand(rule: RuleDraft | ApprovalRule, names: Names) -> str:
    """Say what a rule asks for."""
    match Way(rule.way):
        case Way.ONE:
            return _("eine zweite Person")
        case Way.TWO:
            return _("zwei weitere Personen")
        case Way.COUNTERSIGN:
            department = names.departments.get(rule.countersign_id or 0, "?")
            return _("eine zweite Person, dann zeichnet %(department)s mit") % {
                "department": department
            }
        case Way.FREE:
            said = (
                _("Freiraum für %(people)s, auch mit Bildern")
                if rule.pictures
                else _("Freiraum für %(people)s, ohne Bilder")
            )
            return said % {"people": _listed(rule.people, names.people)}


def said_rule(rule: RuleDraft | ApprovalRule) -> str:
    """Say a whole rule, for the journal."""
    names = Names.read()
    return f"{conditions(rule, names)}: {demand(rule, names)}"


def answer(required: Required, author_ids: Collection[int]) -> str:
    """Say in one sentence who must approve, and why."""
    if required.free is not None:
        said = _(
            "Niemand sonst: Das liegt im Freiraum nach Regel %(number)d („%(name)s“) und "
            "geht sofort hinaus."
        )
        return said % {"number": required.free.number, "name": required.free.name}
    rules = {step.rule.number: step.rule for step in required.steps if step.rule is not None}
    values = {"who": _then(required.steps, author_ids), "why": _why(list(rules.values()))}
    several = len(required.steps) > 1
    said = (
        _("Freigeben müssen %(who)s, %(why)s.")
        if several
        else _("Freigeben muss %(who)s, %(why)s.")
    )
    return said % values


def _then(steps: Collection[Step], author_ids: Collection[int]) -> str:
    departments, known = Names.read().departments, seats(author_ids)
    said = []
    for department_id, number in Counter(step.department_id for step in steps).items():
        people = dict.fromkeys(one.name for one in known if one.approves(department_id))
        who = _(" oder ").join(people) or _("zurzeit niemand")
        if 0 < len(people) < number:
            who = _("%(who)s; noch jemand fehlt") % {"who": who}
        values = {"department": departments[department_id], "who": who}
        two = _("zwei Personen von %(department)s (%(who)s)")
        said.append((two if number > 1 else _("%(department)s (%(who)s)")) % values)
    return _(", danach ").join(said)


def _why(rules: list[Rule]) -> str:
    if not rules:
        return _("weil keine Regel etwas anderes verlangt")
    named = [
        _("Regel %(number)d („%(name)s“)") % {"number": one.number, "name": one.name}
        for one in rules
    ]
    if len(named) == 1:
        return _("weil %(rule)s es so verlangt") % {"rule": named[0]}
    return _("weil %(rules)s es so verlangen") % {"rules": _(" und ").join(named)}


def _listed(ids: Collection[int], names: Mapping[int, str]) -> str:
    return ", ".join(names.get(one, "?") for one in ids)


def _span(begins: time | None, ends: time | None) -> str:
    if begins is None or ends is None:
        return ""
    values = {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    return _("%(begins)s bis %(ends)s Uhr") % values
