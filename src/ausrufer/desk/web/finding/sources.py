"""Who finds what. A package offers a function of this shape; the desk knows none of its tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_noop as _

from ausrufer.announcements.web import found as announcements
from ausrufer.announcements.web.blueprints.found import all_blueprints
from ausrufer.channels.web import found as channels
from ausrufer.desk.web.finding import around, past
from ausrufer.desk.web.handbook import handbook
from ausrufer.foundation.sought import Found, Sought
from ausrufer.library.web import found as library
from ausrufer.organisations.models import Member


class Finds(Protocol):
    """Return what a person may see of one kind of thing, the best first; writes nothing."""

    def __call__(self, member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
        """Find `most` things from `start` on."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing: its key in addresses, its name, how many show beside the others.

    `glances` finds the same beside the others, where that can be quicker. `asked` sources are
    searched only where somebody asks for them.
    """

    key: str
    label: str
    icon: str
    finds: Finds
    few: int = 4
    asked: bool = False
    glances: Finds | None = None

    def at_first_sight(self, member: Member, looked_for: Sought, most: int) -> Found:
        """Find what stands beside the others."""
        return (self.glances or self.finds)(member, looked_for, start=0, most=most)


SOURCES: Sequence[Source] = (
    Source("seiten", _("Seiten und Einstellungen"), "settings", around.pages),
    Source(
        "mitteilungen",
        _("Mitteilungen"),
        "article",
        announcements.messages,
        few=6,
        glances=announcements.messages_at_a_glance,
    ),
    Source("plan", _("Ideen im Plan"), "checklist", announcements.ideas),
    Source("bausteine", _("Textbausteine"), "content-copy", announcements.all_snippets),
    Source("vorlagen", _("Vorlagen"), "content-copy", all_blueprints),
    Source("reihen", _("Wiederholungen im Kalender"), "calendar-today", announcements.series),
    Source("bilder", _("Bilder"), "image", library.pictures),
    Source("kanaele", _("Kanäle"), "campaign", channels.channels),
    Source("menschen", _("Menschen"), "group", around.people),
    Source("aemter", _("Ämter"), "badge", around.offices),
    Source("regeln", _("Freigaberegeln"), "how-to-reg", announcements.rules),
    Source("feeds", _("Feeds"), "rss-feed", announcements.all_feeds),
    Source("handbuch", _("Handbuch"), "help", handbook),
    Source("protokoll", _("Protokoll"), "history", past.entries, asked=True),
)


def source(key: str) -> Source | None:
    """Return the source an address names; None where there is none."""
    return next((one for one in SOURCES if one.key == key), None)


def everywhere(
    member: Member, looked_for: Sought, *, few: int | None = None
) -> list[tuple[Source, Found]]:
    """Return what every source finds at first sight; without those that find nothing."""
    found = [
        (one, one.at_first_sight(member, looked_for, few or one.few))
        for one in SOURCES
        if not one.asked
    ]
    return [(one, hits) for one, hits in found if hits.total]
