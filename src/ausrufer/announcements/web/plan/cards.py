"""The columns of the plan with their cards, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.announcements.models import Announcement, Idea
from ausrufer.announcements.planned import (
    WRITTEN,
    Wanted,
    ideas_planned,
    messages_out,
    messages_planned,
)
from ausrufer.announcements.states import State
from ausrufer.announcements.web.rough_days import said_rough
from ausrufer.announcements.web.shown import address
from ausrufer.announcements.web.standing import words_of
from ausrufer.announcements.web.words import Word
from ausrufer.design.moments import in_words
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.policy import Rights, may_write

MOST = 50  # cards of a column


@dataclass(frozen=True, slots=True)
class Way:
    """A button that moves a card on: posted, or a page where it says `page`."""

    label: str
    url: str
    icon: str
    weeks: int = 0
    page: bool = False
    of: str = ""  # the title, read out behind the label

    @property
    def said(self) -> str:
        """The whole of it, for those who hear it without the card around it."""
        return f"{self.label}: {self.of}"


@dataclass(frozen=True, slots=True)
class Card:
    """An idea or a message on the plan."""

    title: str
    url: str  # empty where there is nothing to open
    department: str
    when: str
    late: bool = False
    who: str = ""
    topic: str = ""
    word: Word | None = None
    ways: Sequence[Way] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of messages on their way."""

    key: str
    label: str
    icon: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the plan; `count` also counts what is not shown."""

    key: str
    label: str
    icon: str
    nothing: str
    cards: Sequence[Card]
    count: int
    rest_url: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)


def columns(wanted: Wanted, rights: Rights) -> list[Column]:
    """Return the stages in order: ideas, drafts, in approval, scheduled, out."""
    ideas = ideas_planned(wanted)
    cards = [_of_idea(one, rights) for one in ideas[:MOST]]
    return [
        Column("ideen", _("Ideen"), "bookmark", _("Keine Idee offen."), cards, ideas.count()),
        *(_stage(wanted, rights, one) for one in _stages()),
        _out(wanted, rights),
    ]


def _stages() -> tuple[Stage, ...]:
    return (
        Stage("entwurf", _("Entwurf"), "draft", WRITTEN),
        Stage("freigabe", _("In Freigabe"), "how-to-reg", (State.IN_APPROVAL,)),
        Stage("geplant", _("Geplant"), "schedule", (State.SCHEDULED,)),
    )


def _stage(wanted: Wanted, rights: Rights, stage: Stage) -> Column:
    found = messages_planned(wanted, *stage.states)
    return Column(
        *(stage.key, stage.label, stage.icon, _("Hier liegt nichts.")),
        cards=_of_messages(list(found[:MOST]), rights),
        count=found.count(),
        rest_url=f"{reverse('announcements')}?zustand={stage.states[0]}",
    )


def _out(wanted: Wanted, rights: Rights) -> Column:
    found = messages_out(wanted)
    nothing = _("In dieser Zeit ging nichts hinaus.")
    rest = f"{reverse('announcements')}?zustand={State.PUBLISHED}"
    cards = _of_messages(list(found[:MOST]), rights)
    return Column("draussen", _("Veröffentlicht"), "success", nothing, cards, found.count(), rest)


def _of_idea(idea: Idea, rights: Rights) -> Card:
    writes = may_write(rights, idea.department_id)
    return Card(
        title=idea.title,
        url=reverse("idea", args=[idea.public_id]) if writes else "",
        department=idea.department.name,
        when=said_rough(idea.rough) or _("ohne Termin"),
        late=idea.last_on is not None and idea.last_on < in_town_time(now()).date(),
        who=idea.person.name if idea.person else "",
        topic=idea.topic,
        ways=[replace(one, of=idea.title) for one in _ways_of_idea(idea)] if writes else (),
    )


def _ways_of_idea(idea: Idea) -> list[Way]:
    ways = [Way(_("Entwurf beginnen"), reverse("draft_idea", args=[idea.public_id]), "edit")]
    if idea.first_on is not None and idea.last_on is not None:
        month = (idea.last_on - idea.first_on).days > 7  # noqa: PLR2004 - longer than a week
        move = reverse("move_idea", args=[idea.public_id])
        earlier = _("Einen Monat früher") if month else _("Eine Woche früher")
        later = _("Einen Monat später") if month else _("Eine Woche später")
        ways += [
            Way(earlier, move, "chevron-left", weeks=-1),
            Way(later, move, "chevron-right", weeks=1),
        ]
    return ways


def _of_messages(found: list[Announcement], rights: Rights) -> list[Card]:
    words = words_of(found)
    return [_of_message(one, words[one.pk], rights) for one in found]


def _of_message(announcement: Announcement, word: Word, rights: Rights) -> Card:
    at = announcement.published_at or announcement.publish_at
    writes = may_write(rights, announcement.department_id)
    return Card(
        title=announcement.title,
        url=address(announcement),
        department=announcement.department.name,
        when=in_words(at) if at else _("sofort nach der Freigabe"),
        late=announcement.state in WRITTEN and at is not None and at < now(),
        who=announcement.created_by.name if announcement.created_by else "",
        topic=announcement.topic,
        word=word,
        ways=[replace(one, of=announcement.title) for one in _ways_of_message(announcement)]
        if writes
        else (),
    )


def _ways_of_message(announcement: Announcement) -> Iterable[Way]:
    here = [announcement.public_id]
    if announcement.state in WRITTEN:
        yield Way(_("Zur Freigabe geben"), reverse("submit_announcement", args=here), "how-to-reg")
    if announcement.state == State.IN_APPROVAL:
        yield Way(_("Zurückholen"), reverse("call_back", args=here), "undo")
    if announcement.publish_at and announcement.state != State.PUBLISHED:
        move = reverse("move_announcement", args=here)
        yield Way(_("Verschieben"), move, "schedule", page=True)
