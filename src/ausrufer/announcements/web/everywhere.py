"""One message side by side on every network: the chosen channels first, then all others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.access import announcement_to_read
from ausrufer.announcements.checking import Listed
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.preflight.rules import tuned
from ausrufer.announcements.queries import placements_to_send, with_its_parts
from ausrufer.announcements.renditions import Rendition, renditions_elsewhere, renditions_on
from ausrufer.announcements.rulings import severities
from ausrufer.announcements.states import CAN_BE_CHANGED, State
from ausrufer.announcements.web.known import grounds
from ausrufer.announcements.web.looks import Look, looks, preflight
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import channels_in_use
from ausrufer.design.parts import Tab, Task
from ausrufer.organisations.policy import may_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_DESK = "rechner"


@dataclass(frozen=True, slots=True)
class Place:
    """A look with what there is to know about its network."""

    look: Look
    tasks: Sequence[Task]
    grounds: SafeString


@dataclass(frozen=True, slots=True)
class Shelf:
    """Places that stand alike: chosen, not chosen, or without a channel."""

    anchor: str
    title: str
    word: str
    tone: str
    places: Sequence[Place]


@for_staff
@require_safe
def everywhere(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show a message as it appears on every network the house knows; six queries."""
    announcement = with_its_parts(announcement_to_read(request.member, public_id))
    wide = request.GET.get("geraet") == _DESK
    context = {
        "announcement": announcement,
        "shelves": _shelves(request, announcement, wide=wide),
        "tabs": _tabs(announcement, wide=wide),
    }
    return render(request, "announcements/everywhere.html", context)


def _tabs(announcement: Announcement, *, wide: bool) -> list[Tab]:
    base = reverse("everywhere", args=[announcement.public_id])
    return [
        Tab(_("Auf dem Telefon"), base, current=not wide),
        Tab(_("Am Rechner"), f"{base}?geraet={_DESK}", current=wide),
    ]


def _shelves(request: StaffRequest, announcement: Announcement, *, wide: bool) -> list[Shelf]:
    pictures = list(announcement.pictures.all())
    placements = placements_to_send(announcement)
    chosen = renditions_on(announcement, placements, pictures)
    taken = {one.channel.pk for one in chosen}
    set_up = [one for one in channels_in_use() if one.pk not in taken]
    foreign = _without_channel({one.channel.kind for one in chosen} | {one.kind for one in set_up})

    others = renditions_elsewhere(announcement, [*set_up, *foreign], placements, pictures)
    writes = may_write(request.member.rights, announcement.department_id)
    changes = writes and State(announcement.state) in CAN_BE_CHANGED
    change_url = reverse("change_announcement", args=[announcement.public_id]) if changes else None
    town = request.member.organisation.name

    def places(found: Iterable[Rendition]) -> list[Place]:
        return _places(found, pictures, town, change_url, wide=wide)

    shelves = (
        Shelf("gewaehlt", _("Gewählte Kanäle"), _("gewählt"), "success", places(chosen)),
        Shelf(
            "eingerichtet",
            _("Eingerichtet, für diese Mitteilung nicht gewählt"),
            _("nicht gewählt"),
            "neutral",
            places(others[: len(set_up)]),
        ),
        Shelf(
            "ohne-kanal",
            _("Weitere Netzwerke"),
            _("kein Kanal eingerichtet"),
            "neutral",
            places(others[len(set_up) :]),
        ),
    )
    return [one for one in shelves if one.places]


def _without_channel(kinds: set[str]) -> list[Channel]:
    """Return a channel that is stored nowhere for every network the town has none of."""
    return [
        Channel(kind=one.kind, name=_(one.label))
        for one in registry.every_kind()
        if one.kind not in kinds
    ]


def _places(
    found: Iterable[Rendition],
    pictures: Sequence[AnnouncementPicture],
    town: str,
    change_url: str | None,
    *,
    wide: bool,
) -> list[Place]:
    decided = severities()
    return [
        Place(
            look=look,
            tasks=preflight(map(Listed, tuned(look.rendition.findings, decided)), change_url),
            grounds=grounds(look.manifest),
        )
        for look in looks(found, pictures, speaker=town, wide=wide)
    ]
