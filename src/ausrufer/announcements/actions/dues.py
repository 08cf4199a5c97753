"""What is to be looked at again, told once to whoever keeps it: channels, texts, pictures."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from ausrufer.announcements.blueprints.queries import blueprints
from ausrufer.announcements.queries import snippets
from ausrufer.channels.queries import reviews_due
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.library.queries import assets_that_end
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.policy import Kind
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import Right
from ausrufer.organisations.queries import members_who_may


def tell_dues_everywhere() -> None:
    """Tell of what is due in every organisation."""
    with across_organisations(reason="time passes for every organisation"):
        ids = list(Organisation.objects.values_list("pk", flat=True))
    for organisation_id in ids:
        with within_organisation(organisation_id):
            today = in_town_time(now()).date()
            _tell_of_channels(organisation_id, today)
            _tell_of_snippets(organisation_id, today)
            _tell_of_blueprints(organisation_id, today)
            _tell_of_pictures(organisation_id, today)


def _tell_of_channels(organisation_id: int, today: date) -> None:
    for entry in reviews_due(today):
        news = News(
            kind=Kind.DUE,
            wording="review_due",
            subject=f"channel:{entry.channel.public_id}",
            occasion=f"review:{entry.next_review_on}",
            path=reverse("register", args=[entry.channel.public_id]),
            details={"title": entry.channel.name},
        )
        keepers = _keepers([entry.responsible, entry.deputy], members_who_may(Right.CHANNELS))
        notify(organisation_id=organisation_id, news=news, people=keepers)


def _tell_of_snippets(organisation_id: int, today: date) -> None:
    for snippet in snippets().filter(review_on__lte=today).select_related("changed_by"):
        news = News(
            kind=Kind.DUE,
            wording="snippet_due",
            subject=f"snippet:{snippet.public_id}",
            occasion=f"review:{snippet.review_on}",
            path=reverse("change_snippet", args=[snippet.public_id]),
            details={"title": snippet.name},
        )
        keepers = _keepers([snippet.changed_by], members_who_may(Right.WRITE))
        notify(organisation_id=organisation_id, news=news, people=keepers)


def _tell_of_blueprints(organisation_id: int, today: date) -> None:
    for blueprint in blueprints().filter(review_on__lte=today).select_related("changed_by"):
        news = News(
            kind=Kind.DUE,
            wording="blueprint_due",
            subject=blueprint.subject,
            occasion=f"review:{blueprint.review_on}",
            path=reverse("change_blueprint", args=[blueprint.public_id]),
            details={"title": blueprint.name},
        )
        keepers = _keepers([blueprint.changed_by], members_who_may(Right.WRITE))
        notify(organisation_id=organisation_id, news=news, people=keepers)


def _tell_of_pictures(organisation_id: int, today: date) -> None:
    for asset in assets_that_end(today):
        ends = min((day for day in (asset.rights_until, asset.consent_until) if day), default=None)
        if ends is None:
            continue
        news = News(
            kind=Kind.DUE,
            wording="rights_due",
            subject=asset.subject,
            occasion=f"rights:{ends}",
            path=reverse("asset", args=[asset.public_id]),
            details={"title": asset.name, "day": date_format(ends, "j. F Y")},
        )
        keepers = _keepers([asset.uploaded_by], members_who_may(Right.WRITE))
        notify(organisation_id=organisation_id, news=news, people=keepers)


def _keepers(wanted: Iterable[Member | None], others: QuerySet[Member]) -> list[Member]:
    """Return those who keep a thing, or the others where none of them is here any more."""
    return [one for one in wanted if one is not None and one.active] or list(others)
