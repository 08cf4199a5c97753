"""What goes between a host and the towns it hosts: the same three answers for every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import snippet_to_write
from ausrufer.announcements.blueprints.access import blueprint_to_write
from ausrufer.announcements.offered import actions
from ausrufer.announcements.offered.offering import (
    BLUEPRINTS,
    SNIPPETS,
    Offer,
    Offering,
    Thing,
)
from ausrufer.announcements.offered.reading import offer_to, offers_to
from ausrufer.announcements.web.changes import Change, between_lines
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@dataclass(frozen=True)
class Offered:
    """What a host offers beside the copy here, if there is one."""

    offer: Offer[Any]
    copy: Any
    changes: list[Change]  # what the host changed since somebody looked; empty where nothing


class OfferPages(Generic[Thing]):
    """The three views of one kind, for the addresses; afterwards its list is shown again."""

    def __init__(
        self, offering: Offering[Thing], to_write: Callable[[Member, UUID], Thing], overview: str
    ) -> None:
        self._offering, self._to_write, self._overview = offering, to_write, overview
        self.offer = for_staff(require_POST(self._offer))
        self.take = for_staff(require_POST(self._take))
        self.answer = for_staff(require_POST(self._answer))

    def offered_to(self, member: Member) -> list[Offered]:
        """Return what the host of the member's house offers, with the differences to look at."""
        found = self._offering.model.objects.exclude(taken_from=None)
        copies = {one.taken_from: one for one in found}
        return [
            self._beside(one, copies.get(one.public_id))
            for one in offers_to(self._offering, member.organisation_id)
        ]

    def _beside(self, offer: Offer[Thing], copy: Thing | None) -> Offered:
        if copy is None or copy.taken_text == offer.said:
            return Offered(offer, copy, [])
        return Offered(offer, copy, between_lines(self._offering.said(copy), offer.said))

    def _offer(self, request: StaffRequest, public_id: UUID) -> HttpResponse:
        """Offer to the hosted towns, or no longer."""
        thing = self._to_write(request.member, public_id)
        word = request.POST.get("word")
        if word not in {"offer", "keep"}:
            return self._undecided(request)
        offered = word == "offer"
        actions.set_offered(self._offering, member=request.member, thing=thing, offered=offered)
        said = (
            _("„%(name)s“ steht Ihren Häusern zur Verfügung.")
            if offered
            else _("„%(name)s“ wird nicht mehr angeboten. Was übernommen ist, bleibt dort.")
        )
        messages.success(request, said % {"name": thing.name})
        return redirect(self._overview)

    def _take(self, request: StaffRequest, public_id: UUID) -> HttpResponse:
        """Copy what the host offers."""
        offer = offer_to(self._offering, request.member, public_id)
        said = _("„%(name)s“ gehört jetzt auch Ihnen; Ihre Änderungen daran bleiben hier.")
        return self._done(
            request,
            lambda: actions.take_offer(self._offering, member=request.member, offer=offer),
            said % {"name": offer.name},
        )

    def _answer(self, request: StaffRequest, public_id: UUID) -> HttpResponse:
        """Take what the host changed, or keep the copy as it is."""
        offer = offer_to(self._offering, request.member, public_id)
        word = request.POST.get("word")
        if word not in {"take", "leave"}:
            return self._undecided(request)
        act = actions.follow_offer if word == "take" else actions.leave_offer
        shown = request.POST.get("shown", "").replace("\r\n", "\n")
        said = (
            _("„%(name)s“ ist übernommen.")
            if word == "take"
            else _("„%(name)s“ bleibt, wie es bei Ihnen ist.")
        )
        return self._done(
            request,
            lambda: act(self._offering, member=request.member, offer=offer, shown=shown),
            said % {"name": offer.name},
        )

    def _done(self, request: StaffRequest, act: Callable[[], object], said: str) -> HttpResponse:
        try:
            act()
        except Refused as refused:
            messages.error(request, refused.for_staff)
        else:
            messages.success(request, said)
        return redirect(self._overview)

    def _undecided(self, request: StaffRequest) -> HttpResponse:
        messages.error(request, _("Bitte wählen Sie, was geschehen soll."))
        return redirect(self._overview)


SNIPPET_OFFERS = OfferPages(SNIPPETS, snippet_to_write, "snippets")
BLUEPRINT_OFFERS = OfferPages(BLUEPRINTS, blueprint_to_write, "blueprints")
