"""What this package finds for a person: messages, snippets, series, rules of approval, feeds."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ausrufer.announcements.first_sight import glimpsed
from ausrufer.announcements.models import Announcement, Idea, Snippet
from ausrufer.announcements.queries import snippets
from ausrufer.announcements.recurring import running_series
from ausrufer.announcements.search import Ranked, ranked
from ausrufer.announcements.web.rules_said import Names, conditions, demand
from ausrufer.announcements.web.words import ANNOUNCEMENT
from ausrufer.approval.queries import rules_in_force
from ausrufer.foundation.clock import in_town_time
from ausrufer.foundation.sought import Found, Hit, Sought, among
from ausrufer.intake.queries import feeds
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer, may_read, may_write, may_write_anywhere


def messages(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find messages by any of their words; those with the words in their title come first."""
    if not may_read(member.rights):
        return Found()
    return _found(ranked(looked_for, start=start, most=most))


def messages_at_a_glance(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find the first of the messages quickly, however many there are; `start` is 0."""
    del start
    return _found(glimpsed(looked_for, most=most)) if may_read(member.rights) else Found()


def _found(some: Ranked) -> Found:
    hits = tuple(_message(one, said) for one, said in some.shown)
    return Found(some.total, hits, more=some.more)


def _message(one: Announcement, said: str) -> Hit:
    at = one.published_at or one.publish_at or one.changed_at
    return Hit(
        title=one.title,
        page="announcement",
        place=(one.public_id,),
        text=said.partition("\n")[2],
        note=f"{ANNOUNCEMENT[one.state].word} · {one.department.name}"
        f" · {in_town_time(at):%d.%m.%Y}",
    )


def all_snippets(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find snippets; who may not change one is led to the list."""
    return among(
        (_snippet(member, one) for one in snippets()) if may_read(member.rights) else (),
        looked_for,
        start=start,
        most=most,
    )


def _snippet(member: Member, one: Snippet) -> Hit:
    rights, department = member.rights, one.department
    own = may_write(rights, department.pk) if department else may_write_anywhere(rights)
    note = department.name if department else _("ganzes Haus")
    page, place = ("change_snippet", (one.public_id,)) if own else ("snippets", ())
    return Hit(title=one.name, page=page, place=place, text=one.text, note=note)


def series(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find what comes again in the calendar, by its message's title."""
    hits: Iterator[Hit] = (
        Hit(
            title=one.source.title,
            page="series" if may_write(member.rights, one.source.department_id) else "announcement",
            place=(one.source.public_id,),
            note=one.source.department.name,
            words=_("Wiederholung Reihe Serie"),
        )
        for one in running_series()
    )
    return among(hits if may_read(member.rights) else (), looked_for, start=start, most=most)


def ideas(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find ideas of the plan that have not become a message."""
    found = Idea.objects.filter(announcement=None, dropped_at=None).select_related("department")
    hits = (_idea(member, one) for one in (found if may_read(member.rights) else ()))
    return among(hits, looked_for, start=start, most=most)


def _idea(member: Member, one: Idea) -> Hit:
    own = may_write(member.rights, one.department_id)
    page, place = ("idea", (one.public_id,)) if own else ("plan", ())
    note = " · ".join(said for said in (one.department.name, one.topic) if said)
    return Hit(title=one.title, page=page, place=place, text=one.note, note=note)


def rules(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find rules of approval by name, conditions and demand."""
    stored = list(rules_in_force()) if may_read(member.rights) else []
    if not stored:
        return Found()
    names, changes = Names.read(), may_administer(member.rights)
    hits = (
        Hit(
            title=one.name,
            page="approval_rule" if changes else "approval_rules",
            place=(one.public_id,) if changes else (),
            text=f"{conditions(one, names)} → {demand(one, names)}",
        )
        for one in stored
    )
    return among(hits, looked_for, start=start, most=most)


def all_feeds(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find the feeds the house reads."""
    hits = (
        Hit(title=str(one), page="import_feed", text=one.source, note=one.department.name)
        for one in feeds()
    )
    return among(hits if may_read(member.rights) else (), looked_for, start=start, most=most)
