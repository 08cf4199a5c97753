"""The film of a message on the desk: uploaded or chosen, described, captioned, taken out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.films import attach_film
from ausrufer.announcements.actions.pictures import (
    choose_picture,
    describe_picture,
    remove_picture,
)
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.web.forms.films import FilmDescriptionForm, NewFilmForm
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.films.captions import MOST_BYTES
from ausrufer.library.actions import add_captions
from ausrufer.library.models import Asset
from ausrufer.library.queries import usable_films
from ausrufer.library.states import AssetState
from ausrufer.library.web.film_forms import LANGUAGES, CaptionsForm
from ausrufer.library.web.words import in_minutes
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def film(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the film of a message; give it one, describe it, caption it, take it out."""
    announcement = announcement_to_write(request.member, public_id)
    shown = film_of(announcement)
    forms = _forms(request, announcement, shown)
    if request.method == "POST":
        act = _acts(request, announcement, shown, forms).get(request.POST.get("then", ""))
        if act is not None and act():
            return redirect("announcement_film", announcement.public_id)
    return render(request, "announcements/film.html", _context(announcement, shown, forms))


def film_of(announcement: Announcement) -> AnnouncementPicture | None:
    """Return the film of a message, if it has one."""
    pictures = announcement.pictures.select_related("asset")
    return next((one for one in pictures if one.is_film), None)


def _forms(
    request: StaffRequest, announcement: Announcement, shown: AnnouncementPicture | None
) -> dict[str, Any]:
    then = request.POST.get("then", "") if request.method == "POST" else ""

    def given(name: str) -> tuple[Any, Any]:
        return (request.POST, request.FILES) if then == name else (None, None)

    offered = usable_films(in_town_time(now()).date())
    initial = {"alt_text": shown.alt_text} if shown else {}
    return {
        "new": NewFilmForm(
            *given("add"), offered=offered, initial={"language": announcement.language, **initial}
        ),
        "described": FilmDescriptionForm(given("describe")[0], initial=initial),
        "captions": CaptionsForm(*given("captions")),
    }


def _acts(
    request: StaffRequest,
    announcement: Announcement,
    shown: AnnouncementPicture | None,
    forms: dict[str, Any],
) -> dict[str, Callable[[], bool]]:
    """Return what can be done now, by its name; each tells whether it was done."""
    add = {"add": lambda: _added(request, announcement, forms["new"])}
    if shown is None or shown.asset is None:
        return add
    film, asset = shown, shown.asset
    # one that was refused makes room for another
    return (add if asset.state == AssetState.REFUSED else {}) | {
        "describe": lambda: _described(request, film, forms["described"]),
        "captions": lambda: _captioned(request, asset, forms["captions"]),
        "remove": lambda: _removed(request, film),
    }


def _added(request: StaffRequest, announcement: Announcement, form: NewFilmForm) -> bool:
    if not form.is_valid():
        return False
    try:
        attached = _attached(request, announcement, form)
    except Refused as refused:
        form.add_error("film", refused.for_staff)
        return False
    messages.success(request, _("Der Film gehört jetzt zur Mitteilung."))
    if not attached.is_ready:
        messages.info(request, _("Er wird jetzt gelesen. Sie können solange weiterarbeiten."))
    if form.cleaned_data["captions"] and attached.asset is not None:
        _first_captions(request, attached.asset, form)
    return True


def _attached(
    request: StaffRequest, announcement: Announcement, form: NewFilmForm
) -> AnnouncementPicture:
    given, member = form.cleaned_data, request.member
    if asset := form.asset():
        return choose_picture(member=member, announcement=announcement, asset=asset)
    return attach_film(
        member=member,
        announcement=announcement,
        upload=given["film"],
        file_name=given["film"].name,
        alt_text=given["alt_text"],
    )


def _first_captions(request: StaffRequest, asset: Asset, form: NewFilmForm) -> None:
    """Keep the captions that came with the film; faulty ones do not cost the film."""
    given = form.cleaned_data
    try:
        add_captions(
            member=request.member,
            asset=asset,
            language=given["language"],
            content=given["captions"].read(MOST_BYTES + 1),
        )
    except NotForYou:
        messages.error(request, _foreign())
    except Refused as refused:
        messages.error(request, refused.for_staff)


def _described(
    request: StaffRequest, shown: AnnouncementPicture, form: FilmDescriptionForm
) -> bool:
    if not form.is_valid():
        return False
    try:
        describe_picture(
            member=request.member,
            picture=shown,
            alt_text=form.cleaned_data["alt_text"],
            decorative=False,
        )
    except Refused as refused:
        form.add_error("alt_text", refused.for_staff)
        return False
    messages.success(request, _("Gespeichert."))
    return True


def _foreign() -> str:
    """Return what to say of a film another department keeps: it is shown, not changed."""
    return _("Die Untertitel sind nicht abgelegt: Um diesen Film kümmern sich andere.")


def _captioned(request: StaffRequest, asset: Asset, form: CaptionsForm) -> bool:
    if not form.is_valid():
        return False
    language = form.cleaned_data["language"]
    try:
        add_captions(member=request.member, asset=asset, language=language, content=form.content())
    except NotForYou:
        form.add_error(None, _foreign())
        return False
    except Refused as refused:
        field = refused.field if isinstance(refused, Unfit) else None
        form.add_error(field if field in form.fields else None, refused.for_staff)
        return False
    messages.success(request, _("Die Untertitel sind abgelegt."))
    return True


def _removed(request: StaffRequest, shown: AnnouncementPicture) -> bool:
    try:
        remove_picture(member=request.member, picture=shown)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Der Film gehört nicht mehr zur Mitteilung."))
    return True


def _context(
    announcement: Announcement, shown: AnnouncementPicture | None, forms: dict[str, Any]
) -> dict[str, Any]:
    asset = shown.asset if shown else None
    captions = asset.captions.all() if asset else ()
    return {
        "announcement": announcement,
        "film": shown,
        "asset": asset,
        "length": in_minutes(asset.seconds or 0) if asset else "",
        "tracks": [
            {"language": one.language, "name": LANGUAGES.get(one.language, one.language)}
            for one in captions
        ],
        **forms,
    }
