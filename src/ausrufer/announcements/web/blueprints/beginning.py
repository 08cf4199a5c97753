"""Beginning a message with a template: what its form says before anybody wrote a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from ausrufer.announcements.blueprints.access import blueprint_to_use
from ausrufer.announcements.blueprints.queries import blueprints
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Blueprint
from ausrufer.announcements.offered.offering import BLUEPRINTS
from ausrufer.announcements.offered.reading import offer_to, offers_of_host
from ausrufer.announcements.web.forms.particulars import initial_of
from ausrufer.channels.models import Channel
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest

_WORDS = ("title", "body", "link", "topic", "contact", "language")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A template somebody chose; None as channels leaves those of the page."""

    name: str
    content: Content
    channel_ids: frozenset[int] | None = None
    department_id: int | None = None

    def initial(self, offered: Sequence[Channel]) -> dict[str, Any]:
        """Return what the form of a message shows; of the channels only those on offer."""
        chosen = {
            **{name: getattr(self.content, name) for name in _WORDS},
            **initial_of(self.content.particulars, self.content.details),
        }
        if self.channel_ids:
            chosen["channels"] = [one.pk for one in offered if one.pk in self.channel_ids]
        if self.department_id is not None:
            chosen["department"] = self.department_id
        return chosen


def beginning(request: StaffRequest) -> Beginning | None:
    """Return the template an address names; raises NotForYou where it is not for this person."""
    if request.method != "GET":
        return None
    own, offered = _named(request, "vorlage"), _named(request, "angebot")
    if own is not None:
        return _of_house(blueprint_to_use(request.member, own))
    if offered is not None:
        found = offer_to(BLUEPRINTS, request.member, offered)
        return Beginning(found.name, found.thing.content)
    return None


def to_begin_with(member: Member) -> dict[str, Any]:
    """Return the templates a new message can begin with: the house's, then the host's."""
    return {
        "own_blueprints": list(blueprints()),
        "offered_blueprints": offers_of_host(BLUEPRINTS, member.organisation),
    }


def _of_house(found: Blueprint) -> Beginning:
    return Beginning(found.name, found.content, frozenset(found.channel_ids), found.department_id)


def _named(request: HttpRequest, parameter: str) -> UUID | None:
    try:
        return UUID(request.GET.get(parameter, ""))
    except ValueError:
        return None
