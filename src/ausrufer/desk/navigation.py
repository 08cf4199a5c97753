"""The frame of every page of the desk: rooms, person, bars."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ausrufer.approval.queries import looks_waiting_for, requests_waiting_for
from ausrufer.channels.policy import Use
from ausrufer.channels.queries import reaches
from ausrufer.delivery.queries import deliveries_that_need_a_hand, tasks_by_hand
from ausrufer.design.shell import House, MenuEntry, Override, Person, Room, Shell
from ausrufer.foundation.counting import counted_by
from ausrufer.foundation.scope import active_organisation_id
from ausrufer.notices.queries import unread_of
from ausrufer.notices.web.bell import bell_of
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import (
    Right,
    Rights,
    may_administer_houses,
    may_see_journal,
    may_write_anywhere,
)
from ausrufer.organisations.queries import absent_for

# label, name of the address, icon
_ROOMS = [
    (gettext_noop("Heute"), "today", "today"),
    (gettext_noop("Mitteilungen"), "announcements", "article"),
    (gettext_noop("Plan"), "plan", "checklist"),
    (gettext_noop("Kalender"), "calendar", "calendar-today"),
    (gettext_noop("Bilder"), "assets", "image"),
    (gettext_noop("Kanäle"), "channels", "campaign"),
    (gettext_noop("Menschen"), "people", "group"),
    (gettext_noop("Protokoll"), "journal", "history"),
    (gettext_noop("Einstellungen"), "house", "settings"),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame for templates, made only where one draws it: parts of a page have none."""
    return {"shell": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Shell:
    """Return the frame; without rooms where nobody is logged in."""
    member: Member | None = getattr(request, "member", None)
    overrides = _overrides(member)
    if member is None:
        return Shell(town="Ausrufer", overrides=overrides)
    new_url = reverse("new_announcement") if may_write_anywhere(member.rights) else ""
    waiting, unread = _numbers(member)
    return Shell(
        town=member.organisation.name,
        rooms=_rooms(request, member, {"today": waiting}),
        person=Person(
            name=member.name,
            menu=[
                MenuEntry(_("Mein Konto"), reverse("account"), "account-circle"),
                MenuEntry(_("Benachrichtigungen"), reverse("notice_wishes"), "notifications"),
                *_hosting(member),
                MenuEntry(_("Öffentliche Seite"), "/", "open-in-new"),
            ],
            logout_url=reverse("account_logout"),
        ),
        bell=bell_of(member, unread),
        houses=_houses(request, member),
        switch_url=reverse("choose_organisation"),
        home_url=reverse("today"),
        search_url=reverse("search"),
        palette_url=reverse("palette"),
        new_url=new_url,
        new_label=_("Neue Mitteilung"),
        overrides=overrides,
    )


def open_rooms(rights: Rights) -> list[tuple[str, str, str]]:
    """Return label, name of the address and icon of the rooms somebody may enter."""
    return [one for one in _ROOMS if one[1] != "journal" or may_see_journal(rights)]


def _numbers(member: Member) -> tuple[int, int]:
    """Return how much waits for a person, and how many notices they have not read."""
    absent = absent_for(member)
    *waiting, unread = counted_by(
        ("waiting and unread", *_whose(member, absent)),
        lambda: (
            requests_waiting_for(member, absent),
            looks_waiting_for(member, absent),
            deliveries_that_need_a_hand(),
            tasks_by_hand(),
            unread_of(member),
        ),
    )
    return sum(waiting), unread


def _whose(member: Member, absent: Sequence[Member]) -> tuple[Hashable, ...]:
    """Return all that decides what waits for a person: where, who, in whose right, which channels.

    A deputy reads the rights of everybody they stand in for.
    """
    return (
        active_organisation_id(),
        frozenset(reaches(Use.APPROVE).items()),
        *((one.pk, one.rights.places(Right.APPROVE)) for one in (member, *absent)),
    )


def _rooms(request: HttpRequest, member: Member, waiting: Mapping[str, int]) -> list[Room]:
    rooms = []
    for label, name, icon in open_rooms(member.rights):
        url = reverse(name)
        current = request.path == url if name == "today" else request.path.startswith(url)
        rooms.append(
            Room(
                label=_(label),
                url=url,
                icon=icon,
                current=current,
                count=waiting.get(name, 0),
                counted=_("warten auf Sie"),
            )
        )
    return rooms


def _hosting(member: Member) -> list[MenuEntry]:
    """Return the way to the houses, for whoever administers them at a host or a guest."""
    town = member.organisation
    if not may_administer_houses(member.rights) or not (town.hosts_others or town.host_id):
        return []
    return [MenuEntry(_("Häuser"), reverse("houses"), "group")]


def _houses(request: HttpRequest, member: Member) -> list[House]:
    """Return whom the person may act for, where they belong to several organisations."""
    own: list[Member] = getattr(request, "memberships", [])
    return [
        House(one.organisation_id, one.organisation.name, current=one.pk == member.pk)
        for one in own
    ]


def _overrides(member: Member | None) -> list[Override]:
    practises = member is not None and member.organisation.practises
    if not practises and not settings.ENVIRONMENT.practice:
        return []
    return [
        Override(
            kind="practice",
            text=_("ÜBUNG: Alle Netzwerke sind nachgestellt. Nichts verlässt diesen Rechner."),
            short=_("ÜBUNG: Alles ist nachgestellt."),
        )
    ]
