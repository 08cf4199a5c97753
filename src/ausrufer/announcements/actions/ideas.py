"""Ideas: noting, changing, moving, dropping, and beginning the draft."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import plan_journal
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.calendar.recurrence import moment_of
from ausrufer.announcements.calendar.spans import bounded
from ausrufer.announcements.content import LONGEST, Content
from ausrufer.announcements.kinds import NEWS
from ausrufer.announcements.models import Announcement, Idea
from ausrufer.announcements.own_kinds import kind_of_key
from ausrufer.announcements.planning.rough import NO_DAY, Rough
from ausrufer.announcements.queries import (
    channels_at_first,
    channels_to_choose,
    open_to_write,
)
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write
from ausrufer.records.actions import record

MOST_NOTE = 5000
USUAL_HOUR = time(9)  # where a plan names a day and no time


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """What a person says of an idea."""

    title: str
    department: Department
    note: str = ""
    topic: str = ""
    kind: str = NEWS.key
    person: Member | None = None
    rough: Rough = NO_DAY

    def values(self) -> dict[str, object]:
        """Return the columns of an idea; raises Refused for what cannot be stored."""
        title, note, topic = clean_line(self.title), clean_text(self.note), clean_line(self.topic)
        if is_blank(title):
            raise Refused(gettext("Bitte geben Sie der Idee einen Titel."))
        if len(title) > LONGEST["title"] or len(note) > MOST_NOTE or len(topic) > LONGEST["topic"]:
            raise Refused(gettext("Titel, Stichworte oder Thema der Idee sind zu lang."))
        return {
            "title": title,
            "note": note.strip(),
            "topic": topic,
            "kind": self.kind,
            "department": self.department,
            "person": self.person,
            "first_on": self.rough.first,
            "last_on": self.rough.last,
            "at": self.rough.at,
        }


@transaction.atomic
def note_idea(*, member: Member, draft: IdeaDraft) -> Idea:
    """Keep a new idea; raises Refused, and NotForYou for departments the member is not of."""
    _check_right(member, draft.department.pk)
    moment = now()
    idea = Idea.objects.create(
        organisation_id=member.organisation_id,
        created_by=member,
        created_at=moment,
        changed_at=moment,
        **draft.values(),
    )
    record(plan_journal.IDEA_NOTED, actor=member.actor, subject=idea.subject, title=idea.title)
    return idea


@transaction.atomic
def change_idea(*, member: Member, idea: Idea, version: int, draft: IdeaDraft) -> Idea:
    """Store a changed idea; raises Refused where somebody else saved since `version`."""
    _check_right(member, draft.department.pk)
    locked = _opened(member, idea)
    if locked.version != version:
        raise Refused(
            gettext(
                "Inzwischen hat jemand diese Idee geändert. Ihre Eingaben stehen noch hier. "
                "Bitte vergleichen Sie und speichern Sie dann erneut."
            )
        )
    for name, value in draft.values().items():
        setattr(locked, name, value)
    _saved(locked)
    record(plan_journal.IDEA_CHANGED, actor=member.actor, subject=idea.subject, title=locked.title)
    return locked


@transaction.atomic
def move_idea(*, member: Member, idea: Idea, weeks: int) -> Idea:
    """Move an idea with a day by whole weeks; what lasts a month moves by a month."""
    locked = _opened(member, idea)
    if locked.first_on is None or locked.last_on is None:
        raise Refused(gettext("Diese Idee hat noch keinen Tag."))
    length = locked.last_on - locked.first_on
    if length > timedelta(days=7):
        locked.first_on, locked.last_on = _next_month(locked.first_on, locked.last_on, weeks)
    else:
        locked.first_on = bounded(locked.first_on + timedelta(weeks=weeks))
        locked.last_on = bounded(locked.first_on + length)
    _saved(locked)
    record(plan_journal.IDEA_CHANGED, actor=member.actor, subject=idea.subject, title=locked.title)
    return locked


@transaction.atomic
def drop_idea(*, member: Member, idea: Idea) -> None:
    """Take an idea off the plan; it can be picked up again."""
    locked = _opened(member, idea)
    locked.dropped_at = now()
    _saved(locked)
    record(plan_journal.IDEA_DROPPED, actor=member.actor, subject=idea.subject, title=idea.title)


@transaction.atomic
def pick_up_idea(*, member: Member, idea: Idea) -> None:
    """Put a dropped idea back on the plan."""
    locked = _locked(member, idea)
    if locked.dropped_at is None:
        return
    locked.dropped_at = None
    _saved(locked)
    record(plan_journal.IDEA_PICKED_UP, actor=member.actor, subject=idea.subject, title=idea.title)


@transaction.atomic
def begin_draft(*, member: Member, idea: Idea) -> Announcement:
    """Make a draft of an idea on every channel in use; raises Refused where there is one."""
    locked = _opened(member, idea)
    publish_at = planned_moment(locked.rough)
    announcement = create_announcement(
        actor=member.actor,
        department=locked.department,
        content=Content(
            title=locked.title,
            body=locked.note,
            topic=locked.topic,
            publish_at=publish_at if publish_at and publish_at > now() else None,
        ).as_kind(kind_of_key(locked.kind) or NEWS),
        channels=open_to_write(
            channels_at_first(channels_to_choose(None)),
            department_ids=[locked.department_id],
            member_id=member.pk,
        ),
    )
    locked.announcement = announcement
    _saved(locked)
    record(plan_journal.IDEA_DRAFTED, actor=member.actor, subject=idea.subject, title=idea.title)
    return announcement


def planned_moment(rough: Rough) -> datetime | None:
    """Return when a draft of an idea is meant to go out; None where it names no single day."""
    if rough.first is None or rough.first != rough.last:
        return None
    return moment_of(datetime.combine(rough.first, rough.at or USUAL_HOUR)).astimezone(UTC)


def _next_month(first: date, last: date, weeks: int) -> tuple[date, date]:
    """Return the same part of the month before or behind."""
    step = 1 if weeks > 0 else -1
    month = first.month - 1 + step
    year, month = first.year + month // 12, month % 12 + 1
    start = date(year, month, first.day)
    whole = (last + timedelta(days=1)).day == 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return bounded(start), bounded(
        following - timedelta(days=1) if whole else start.replace(day=last.day)
    )


def _opened(member: Member, idea: Idea) -> Idea:
    locked = _locked(member, idea)
    if locked.announcement_id is not None:
        raise Refused(gettext("Aus dieser Idee ist inzwischen ein Entwurf geworden."))
    if locked.dropped_at is not None:
        raise Refused(gettext("Diese Idee hat inzwischen jemand verworfen."))
    return locked


def _locked(member: Member, idea: Idea) -> Idea:
    locked = (
        Idea.objects.select_for_update(of=("self",)).select_related("department").get(pk=idea.pk)
    )
    _check_right(member, locked.department_id)
    return locked


def _saved(idea: Idea) -> None:
    idea.version, idea.changed_at = idea.version + 1, now()
    idea.save()


def _check_right(member: Member, department_id: int) -> None:
    if not may_write(member.rights, department_id):
        raise NotForYou
