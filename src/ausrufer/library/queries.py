"""Reading the library."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.lettering import burnable
from ausrufer.library.models import Asset, AssetCaptions
from ausrufer.library.policy import NEEDS_AUTHOR, Consent, Obstacle, obstacles
from ausrufer.library.states import AssetState

SOON = timedelta(days=30)
MOST_OFFERED = 48
FILTERS = ("filme", "dokumente", "offen", "ende", "aussortiert")
_FILMS = Q(media_type__startswith="video/")
_ENDS = Q(rights_until__isnull=False) | Q(consent_until__isnull=False) | Q(consent=Consent.MISSING)


def assets(today: date, *, words: str = "", only: str = "") -> QuerySet[Asset]:
    """Return the pictures whose title, alternative text, author or file has all the words.

    `only` is one of FILTERS; what was sorted out is shown where it is asked for.
    """
    found = Asset.objects.filter(_only(only, today)).select_related("department")
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(alt_text__icontains=word)
            | Q(author__icontains=word)
            | Q(file_name__icontains=word)
        )
    return found


def usable_assets(on: date) -> list[Asset]:
    """Return the newest pictures that may go out on this day, to choose from."""
    return _usable(assets(on).filter(media_type__startswith="image/"), on)


def usable_films(on: date) -> list[Asset]:
    """Return the newest films that may go out on this day, to choose from."""
    return _usable(assets(on).filter(_FILMS, state=AssetState.READY), on)


def usable_documents(on: date) -> list[Asset]:
    """Return the newest documents that may go out on this day, to choose from."""
    return _usable(assets(on).filter(pages__isnull=False), on)


def _usable(found: QuerySet[Asset], on: date) -> list[Asset]:
    newest = found[:MOST_OFFERED]
    return [one for one in newest if not obstacles(one.facts, on)]


def asset_of(sha256: str) -> Asset | None:
    """Return the picture with this content in the organisation in scope."""
    return Asset.objects.filter(sha256=sha256).first()


def asset_uploaded_as(sha256: str) -> Asset | None:
    """Return the film of the organisation in scope that came in with this content.

    One that was refused only where there is no other.
    """
    found = Asset.objects.filter(Q(sha256=sha256) | Q(uploaded_sha256=sha256))
    return min(found, key=lambda one: one.state == AssetState.REFUSED, default=None)


def films_to_read() -> QuerySet[Asset]:
    """Return the films nobody read yet, then those whose pictures a second nobody counted."""
    unread, uncounted = Q(state=AssetState.READING), Q(state=AssetState.READY, rate__isnull=True)
    return Asset.objects.filter(_FILMS, unread | uncounted).order_by("state", "pk")


def is_burnable(captions: AssetCaptions) -> bool:
    """Tell whether captions can be drawn into a film; where nobody looked yet, they are read."""
    if captions.burnable is not None:
        return captions.burnable
    store = FileStore(settings.MEDIA_FOLDER)
    return store.is_sound(captions.sha256) and _can_be_drawn(store.path(captions.sha256))


@lru_cache(maxsize=256)
def _can_be_drawn(captions: Path) -> bool:
    return burnable(captions.read_text("utf-8"))


def film_with(organisation_id: int, sha256: str) -> Asset | None:
    """Return the film with this content in an organisation."""
    films = Asset.objects.filter(_FILMS, organisation_id=organisation_id)
    return films.filter(sha256=sha256).first()


def assets_of(files: Iterable[str]) -> dict[str, Asset]:
    """Return pictures and films by their contents (SHA-256), films by that of the upload too."""
    wanted = set(files)
    found = Asset.objects.filter(Q(sha256__in=wanted) | Q(uploaded_sha256__in=wanted))
    refused_first = sorted(found, key=lambda one: one.state != AssetState.REFUSED)
    return {sha256: one for one in refused_first for sha256 in (one.sha256, one.uploaded_sha256)}


def assets_that_end(today: date) -> list[Asset]:
    """Return the pictures that may not be shown now or soon, the most urgent first."""
    found = Asset.objects.filter(_ends_until(today + SOON)).select_related("department")
    return sorted(found, key=_urgency)


def assets_in_the_way(
    organisation_id: int, files: Collection[str], on: date
) -> list[tuple[Asset, Obstacle]]:
    """Return which of these files (SHA-256) may not go out on this day, each with its reason."""
    if not files:
        return []
    known = Asset.objects.filter(_ENDS, organisation_id=organisation_id, sha256__in=set(files))
    return [(one, found[0]) for one in known if (found := obstacles(one.facts, on))]


def _only(only: str, today: date) -> Q:
    offered = Q(retired_at__isnull=True)
    match only:
        case "filme":
            return offered & _FILMS
        case "dokumente":
            return offered & Q(pages__isnull=False)
        case "offen":
            named = Q(licence__in=NEEDS_AUTHOR, author="")
            return offered & (Q(licence="") | Q(consent="") | named)
        case "ende":
            return offered & _ends_until(today + SOON)
        case "aussortiert":
            return Q(retired_at__isnull=False)
    return offered


def _ends_until(last: date) -> Q:
    return Q(rights_until__lte=last) | Q(consent_until__lte=last) | Q(consent=Consent.MISSING)


def _urgency(asset: Asset) -> tuple[date, str]:
    days = [day for day in (asset.rights_until, asset.consent_until) if day]
    return (date.min if asset.consent == Consent.MISSING else min(days)), asset.name
