"""Making, changing, ordering and ending the rules of approval."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from ausrufer.approval import journal
from ausrufer.approval.models import ApprovalRule
from ausrufer.approval.queries import rules_in_force
from ausrufer.approval.requirements import Way
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as a person enters it; empty conditions fit everything."""

    name: str
    way: Way
    department_ids: Collection[int] = ()
    topics: Sequence[str] = ()
    channel_ids: Collection[int] = ()
    kinds: Sequence[str] = ()
    begins: time | None = None
    ends: time | None = None
    countersign_id: int | None = None
    people: Collection[int] = ()
    pictures: bool = False


@transaction.atomic
def make_rule(*, actor: Actor, draft: RuleDraft, said: str) -> ApprovalRule:
    """Add a rule behind the others; raises Refused where it is not whole.

    `said` is the rule in words, for the journal.
    """
    _only_one_at_a_time(actor)
    known = ApprovalRule.objects.aggregate(number=Max("number"), position=Max("position"))
    return _stored(
        actor,
        draft,
        said,
        number=(known["number"] or 0) + 1,
        version=1,
        position=(known["position"] or 0) + 1,
    )


@transaction.atomic
def change_rule(*, actor: Actor, rule: ApprovalRule, draft: RuleDraft, said: str) -> ApprovalRule:
    """End a version and begin the next; requests that are open keep the steps they have."""
    _only_one_at_a_time(actor)
    old = _ended(rule)
    return _stored(
        actor, draft, said, number=old.number, version=old.version + 1, position=old.position
    )


@transaction.atomic
def end_rule(*, actor: Actor, rule: ApprovalRule) -> None:
    """Take a rule out of force; raises Refused where it was ended or changed meanwhile."""
    _only_one_at_a_time(actor)
    old = _ended(rule)
    record(journal.RULE_ENDED, actor=actor, subject=_subject(old), number=old.number, rule=old.name)


@transaction.atomic
def move_rule_up(*, actor: Actor, rule: ApprovalRule) -> None:
    """Let a rule be asked before the one above it; the first stays where it is."""
    _only_one_at_a_time(actor)
    ordered = list(rules_in_force())
    place = next((i for i, one in enumerate(ordered) if one.pk == rule.pk), 0)
    if not place:
        return
    ordered[place - 1 : place + 1] = [ordered[place], ordered[place - 1]]
    for position, one in enumerate(ordered, start=1):
        ApprovalRule.objects.filter(pk=one.pk).update(position=position)
    details = {"number": rule.number, "rule": rule.name}
    record(journal.RULE_MOVED, actor=actor, subject=_subject(rule), **details)


def _stored(
    actor: Actor, draft: RuleDraft, said: str, *, number: int, version: int, position: int
) -> ApprovalRule:
    name = clean_line(draft.name).strip()
    _check(draft, name)
    free = draft.way is Way.FREE
    rule = ApprovalRule.objects.create(
        organisation_id=actor.organisation_id,
        number=number,
        version=version,
        position=position,
        name=name[:80],
        way=draft.way,
        department_ids=sorted(draft.department_ids),
        topics=[clean_line(one).strip()[:60] for one in draft.topics],
        channel_ids=sorted(draft.channel_ids),
        kinds=sorted(draft.kinds),
        begins=draft.begins,
        ends=draft.ends,
        countersign_id=draft.countersign_id if draft.way is Way.COUNTERSIGN else None,
        people=sorted(draft.people) if free else [],
        pictures=draft.pictures and free,
        created_at=now(),
    )
    details = {"number": number, "rule": rule.name, "said": said}
    record(journal.RULE_MADE, actor=actor, subject=_subject(rule), **details)
    return rule


def _check(draft: RuleDraft, name: str) -> None:
    if is_blank(name):
        raise Refused(gettext("Bitte geben Sie der Regel einen Namen."))
    if (draft.begins is None) != (draft.ends is None):
        raise Refused(gettext("Bitte geben Sie beide Uhrzeiten an oder keine."))
    if draft.begins is not None and draft.begins == draft.ends:
        raise Refused(gettext("Die beiden Uhrzeiten müssen sich unterscheiden."))
    if draft.way is Way.COUNTERSIGN and draft.countersign_id is None:
        raise Refused(gettext("Bitte wählen Sie das Amt, das mitzeichnet."))
    if draft.way is Way.FREE and not (draft.people and draft.channel_ids):
        raise Refused(gettext("Ein Freiraum nennt Menschen und Kanäle. Bitte wählen Sie beides."))
    departments = {*draft.department_ids, *filter(None, [draft.countersign_id])}
    for model, ids in ((Department, departments), (Channel, draft.channel_ids)):
        _check_known(model.objects.filter(pk__in=ids).count(), ids)
    _check_known(Member.objects.filter(pk__in=draft.people, active=True).count(), draft.people)


def _check_known(found: int, ids: Collection[int]) -> None:
    if found != len(set(ids)):
        raise Refused(gettext("Etwas davon gibt es nicht mehr. Bitte laden Sie die Seite neu."))


def _ended(rule: ApprovalRule) -> ApprovalRule:
    locked = ApprovalRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if locked.ended_at is not None:
        raise Refused(gettext("Diese Regel wurde inzwischen geändert. Bitte laden Sie neu."))
    locked.ended_at = now()
    locked.save(update_fields=["ended_at"])
    return locked


def _only_one_at_a_time(actor: Actor) -> None:
    """Two people who order rules at once would give the same number twice."""
    Organisation.objects.select_for_update().get(pk=actor.organisation_id)


def _subject(rule: ApprovalRule) -> str:
    return f"approval_rule:{rule.number}"
